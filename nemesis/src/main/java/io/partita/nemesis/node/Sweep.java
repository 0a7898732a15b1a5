package io.partita.nemesis.node;

import io.partita.provisioning.remote.Command;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Removes everything of ours from a node, with or without a ledger: runs every inverse that is stored there, newest
 * first, then takes away the chain and the directory. Pure: renders the command, runs none.
 */
public final class Sweep {

    /** Prints a line {@code armed ID} for every inverse and {@code firewall} if a chain was there. */
    private static final String SCRIPT = DeadMan.STOP + """
            left=0
            CHECK || echo firewall
            for directory in $(ls -dt /run/partita/*/ 2>/dev/null); do
              directory=${directory%/}
              if [ -f "$directory/inverse" ]; then
                echo "armed ${directory##*/}"
                sh "$directory/inverse" >&2 || { echo "left ${directory##*/}"; left=1; continue; }
              fi
              stop "$directory"
            done
            CLOCKS
            CLEAR || { echo 'left firewall'; left=1; }
            [ "$left" = 0 ] && rm -rf /run/partita
            exit "$left"
            """;

    private Sweep() {}

    /** The command; exits 0 if nothing of ours is left, and prints what it found and what it had to leave. */
    public static Command command() {
        String script = SCRIPT.replace("CHECK", nested(Firewall.check()) + " >/dev/null")
                .replace(
                        "CLOCKS\n",
                        "sh <<'PARTITA_CLOCKS'\n" + Clocks.sweep() + DiskSpace.sweep() + DataFiles.sweep()
                                + "PARTITA_CLOCKS\n")
                .replace("CLEAR", nested(Firewall.clear()) + " >&2");
        return Scripts.command("sweep", script).within(Duration.ofMinutes(2));
    }

    private static String nested(Command command) {
        return "sh -c " + Scripts.quoted(new String(command.stdin(), StandardCharsets.UTF_8)) + " sh firewall";
    }
}
