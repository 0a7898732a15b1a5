package io.partita.nemesis.node;

import io.partita.provisioning.remote.Command;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A small shell loop on a node that kills a server again and again, and starts it again where nobody else does. Pure:
 * renders commands, runs none.
 *
 * <p>{@code /run/partita/NAME/} holds {@code crash} and {@code revive}, the two commands; {@code loop}, whose removal ends
 * it; {@code pid}; and {@code kills}, how often it has struck. It ends between two commands only, lest half a start is left.
 */
public final class CrashLoop {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final String LOOP = """
            directory=$1 every=$2
            trap 'exit 0' TERM
            echo $$ >"$directory/pid"
            kills=0
            while [ -f "$directory/loop" ]; do
              sh "$directory/crash" >"$directory/log" 2>&1 && kills=$((kills + 1))
              echo "$kills" >"$directory/kills.new" && mv "$directory/kills.new" "$directory/kills"
              sh "$directory/revive" >>"$directory/log" 2>&1
              # The signal ends a wait at once, but not a command.
              sleep "$every" & wait $!
            done
            """;

    private static final String LOOPS = """
            directory=/run/partita/$2
            loops() {
              pid=
              read -r pid 2>/dev/null <"$directory/pid"
              [ -n "$pid" ] && tr '\\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF " $directory/loop"
            }
            """;

    private static final String STOP = LOOPS + """
            rm -f "$directory/loop"
            left=400
            while loops && [ "$left" -gt 0 ]; do
              kill -s TERM "$pid" 2>/dev/null
              left=$((left - 1))
              sleep 0.1
            done
            loops && kill -s KILL -- "-$pid" 2>/dev/null
            rm -rf "$directory"
            """;

    private CrashLoop() {}

    /** The command that starts the loop called {@code name}; a second one changes nothing. */
    public static Command start(String name, Command crash, Command revive, Duration every) {
        String script = LOOPS
                + """
                umask 077
                loops && exit 0
                mkdir -p "$directory" || exit 1
                """
                + "cat >\"$directory/crash\" " + Scripts.hereDocument("PARTITA_CRASH", Scripts.file(crash))
                + "cat >\"$directory/revive\" " + Scripts.hereDocument("PARTITA_REVIVE", Scripts.file(revive))
                + "cat >\"$directory/loop\" " + Scripts.hereDocument("PARTITA_LOOP", LOOP)
                + """
                setsid sh "$directory/loop" "$directory" "$3" </dev/null >/dev/null 2>&1 &
                """;
        String seconds = String.format(Locale.ROOT, "%.3f", every.toMillis() / 1000.0);
        return Scripts.command("crash-loop-start", script, name, seconds).within(DEADLINE);
    }

    /** The command that ends the loop called {@code name} and then starts what it has killed, by {@code revive}. */
    public static Command stop(String name, Command revive) {
        return Command.sequence(
                List.of(Scripts.command("crash-loop-stop", STOP, name).within(DEADLINE), revive));
    }

    /** The command that exits 0 if and only if there is no such loop and {@code revive} finds or makes the server run. */
    public static Command check(String name, Command revive) {
        String script = "[ ! -e \"/run/partita/$2\" ] || { echo \"a loop in /run/partita/$2\"; exit 1; }\n";
        return Command.sequence(
                List.of(Scripts.command("crash-loop-check", script, name).within(DEADLINE), revive));
    }

    /** The command that prints how often the loop has struck, if it lives; nothing if it does not. */
    public static Command kills(String name) {
        return Scripts.command(
                        "crash-loop-kills", LOOPS + "loops && cat \"$directory/kills\" 2>/dev/null\nexit 0\n", name)
                .within(DEADLINE);
    }
}
