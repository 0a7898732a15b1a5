package io.partita.nemesis.node;

import io.partita.provisioning.remote.Command;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Removes everything of ours from a node, with or without a ledger: runs every inverse that is stored there, newest
 * first, then takes away each of the {@link #PARTS} and the directory. Pure: renders the command, runs none.
 */
public final class Sweep {

    /**
     * A kind of object of ours that can be found without knowing which fault made it.
     *
     * @param name what is printed when there is one
     * @param check a script that exits 0 if and only if there is none
     * @param clear a script that removes them all, and exits 0 if it could
     */
    private record Part(String name, String check, String clear) {
        private static Part of(String name, Command check, Command clear) {
            return new Part(name, text(check), text(clear));
        }

        String checking() {
            return nested(check) + " >/dev/null || echo '" + name + "'\n";
        }

        String clearing() {
            return nested(clear) + " >&2 || { echo 'left " + name + "'; left=1; }\n";
        }

        private static String text(Command command) {
            return new String(command.stdin(), StandardCharsets.UTF_8);
        }

        private static String nested(String script) {
            return "sh -c " + Scripts.quoted(script) + " sh sweep";
        }
    }

    private static final List<Part> PARTS = List.of(
            Part.of("firewall", Firewall.check(), Firewall.clear()),
            new Part("firewall chain", ChainScripts.CHECK_ALL, ChainScripts.CLEAR_ALL),
            Part.of("traffic control", TrafficControl.check(), TrafficControl.clear()),
            Part.of("clock of the node", NodeClock.check(), NodeClock.clear()));

    /** Prints a line {@code armed ID} for every inverse and the name of every part that was there. */
    private static final String INVERSES = """
            for directory in $(ls -dt /run/partita/*/ 2>/dev/null); do
              directory=${directory%/}
              if [ -f "$directory/inverse" ]; then
                echo "armed ${directory##*/}"
                sh "$directory/inverse" >&2 || { echo "left ${directory##*/}"; left=1; continue; }
              fi
              stop "$directory"
            done
            """;

    private static final String END = """
            [ "$left" = 0 ] && rm -rf /run/partita
            exit "$left"
            """;

    /** Likewise on the machine that carries the nodes, where we have timers alone. */
    private static final String HOST_SCRIPT = DeadMan.STOP + """
            [ -d "$2" ] || exit 0
            left=0
            for directory in $(ls -dt "$2"/*/ 2>/dev/null); do
              directory=${directory%/}
              if [ -f "$directory/inverse" ]; then
                echo "armed ${directory##*/}"
                sh "$directory/inverse" >&2 || { echo "left ${directory##*/}"; left=1; continue; }
              fi
              stop "$directory"
            done
            [ "$left" = 0 ] && rm -rf "$2"
            exit "$left"
            """;

    private Sweep() {}

    /** The command for the machine that carries the nodes, with timers in {@code home}; prints likewise. */
    public static Command ofHost(String home) {
        return Scripts.command("sweep-host", HOST_SCRIPT, home).within(Duration.ofMinutes(4));
    }

    /** The command; exits 0 if nothing of ours is left, and prints what it found and what it had to leave. */
    public static Command command() {
        String checks = PARTS.stream().map(Part::checking).collect(Collectors.joining());
        String clears = PARTS.stream().map(Part::clearing).collect(Collectors.joining());
        return Scripts.command("sweep", DeadMan.STOP + "left=0\n" + checks + INVERSES + atOnce() + clears + END)
                .within(Duration.ofMinutes(2));
    }

    /** What is looked for and removed in one go; it prints what it found. */
    private static String atOnce() {
        return "sh " + Scripts.hereDocument("PARTITA_SWEEP", Clocks.sweep() + DiskSpace.sweep() + DataFiles.sweep());
    }
}
