package io.partita.nemesis.node;

import io.partita.provisioning.remote.Command;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * The dead-man's timer of a fault on a node: a copy of the inverse and a small shell loop that runs it when the control
 * node has been silent for too long. Pure: renders commands, runs none.
 *
 * <p>{@code /run/partita/heartbeat} holds the uptime, in seconds, of the last sign of life; the wall clock, which other
 * faults bend, is not read. {@code /run/partita/ID/} holds {@code inverse}, {@code deadman} and {@code pid}. The loop
 * ends when its {@code inverse} is gone: removing the directory disarms it. Undoing a fault that is healed already
 * changes nothing, because every inverse is idempotent.
 */
public final class DeadMan {

    /** What {@link #disarm} prints when there was no timer. */
    public static final String ABSENT = "absent";

    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private static final String HEARTBEAT = """
            read -r up _ </proc/uptime
            printf '%s\\n' "${up%%.*}" >/run/partita/heartbeat.$$
            mv /run/partita/heartbeat.$$ /run/partita/heartbeat
            """;

    /** Removes our directory if no fault has anything in it. */
    private static final String LEAVE = """
            [ -n "$(ls -d /run/partita/*/ 2>/dev/null)" ] || { rm -f /run/partita/heartbeat*; rmdir /run/partita 2>/dev/null; }
            """;

    /** A heartbeat that cannot be read is a heartbeat missed. Arguments: directory, limit in seconds, what to heed. */
    private static final String LOOP = """
            directory=$1 limit=$2 heeds=$3
            echo $$ >"$directory/pid"
            read -r last _ </proc/uptime
            last=${last%%.*}
            while [ -f "$directory/inverse" ]; do
              read -r now _ </proc/uptime
              if [ "$heeds" = heartbeat ]; then
                read -r beat 2>/dev/null </run/partita/heartbeat && last=${beat:-$last}
              fi
              if [ $((${now%%.*} - last)) -ge "$limit" ]; then
                sh "$directory/inverse" >"$directory/log" 2>&1 && rm -rf "$directory" && break
              fi
              sleep 1
            done
            """ + LEAVE;

    /** Kills the loop and its sleep, if the recorded process is the loop and not a later one with the same number. */
    static final String STOP = """
            stop() {
              pid=
              read -r pid 2>/dev/null <"$1/pid"
              [ -n "$pid" ] && tr '\\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF "$1/deadman" \\
                && kill -s KILL -- "-$pid" 2>/dev/null
              rm -rf "$1"
            }
            """;

    private static final String DISARM = STOP + """
            if [ -f "/run/partita/$2/inverse" ]; then echo armed; else echo absent; fi
            stop "/run/partita/$2"
            """ + LEAVE + """
            [ ! -e "/run/partita/$2" ]
            """;

    private DeadMan() {}

    /** The command that stores {@code undo} on a node and starts the timer; a second one changes nothing. */
    public static Command arm(String id, Command undo, Duration limit) {
        return arm(id, undo, limit, "heartbeat");
    }

    /** As {@link #arm}, with a timer that heeds no sign of life: {@code undo} runs after {@code time} unless disarmed. */
    public static Command armFor(String id, Command undo, Duration time) {
        return arm(id, undo, time, "nothing");
    }

    private static Command arm(String id, Command undo, Duration limit, String heeds) {
        String script = """
                umask 077
                directory=/run/partita/$2 limit=$3 heeds=$4
                [ -f "$directory/inverse" ] && exit 0
                mkdir -p "$directory" || exit 1
                """
                + HEARTBEAT
                + "cat >\"$directory/deadman\" " + Scripts.hereDocument("PARTITA_LOOP", LOOP)
                + "cat >\"$directory/inverse.new\" " + Scripts.hereDocument("PARTITA_INVERSE", file(undo))
                + """
                mv "$directory/inverse.new" "$directory/inverse" || exit 1
                setsid sh "$directory/deadman" "$directory" "$limit" "$heeds" </dev/null >/dev/null 2>&1 &
                """;
        return Scripts.command("deadman-arm", script, id, Long.toString(limit.toSeconds()), heeds)
                .within(DEADLINE);
    }

    /** The command by which the control node shows that it lives. */
    public static Command heartbeat() {
        return Scripts.command("heartbeat", "[ -d /run/partita ] || exit 0\n" + HEARTBEAT)
                .within(DEADLINE);
    }

    /** The command that ends the timer and prints {@code armed}, or {@link #ABSENT} if it had ended by itself. */
    public static Command disarm(String id) {
        return Scripts.command("deadman-disarm", DISARM, id).within(DEADLINE);
    }

    /** The command that prints the names of the timers that are armed, one a line. */
    public static Command listArmed() {
        return Scripts.command("deadman-list", """
                for inverse in /run/partita/*/inverse; do
                  [ ! -f "$inverse" ] || { directory=${inverse%/inverse}; echo "${directory##*/}"; }
                done
                """).within(DEADLINE);
    }

    /** A command as a shell script that does the same. */
    private static String file(Command command) {
        String words = command.argv().stream().map(Scripts::quoted).collect(Collectors.joining(" "));
        return words + " " + Scripts.hereDocument("PARTITA_STDIN", new String(command.stdin(), StandardCharsets.UTF_8));
    }
}
