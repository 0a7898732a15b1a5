package io.partita.nemesis.node;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.system.ProcessClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The clocks of processes on a node, as {@link ProcessClock} has them: a file for each says by how much it is wrong, and no
 * file that it is right. The node's own clock, which is the machine's, is read and never set. Pure: renders commands, runs
 * none.
 *
 * <p>What changes with time (a strobe, a drift) is written by a small loop in a process group of its own. Beside the file
 * FILE of the first clock are FILE.loop, without which the loop ends, and FILE.pid.
 */
public final class Clocks {

    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private static final String PRELOADED = ProcessClock.of("/x").environment().stream()
            .map(setting -> setting.startsWith("FAKETIME_TIMESTAMP_FILE=")
                    ? "FAKETIME_TIMESTAMP_FILE=\"$file\""
                    : Scripts.quoted(setting))
            .collect(Collectors.joining(" ", "env ", " "));

    private static final String WRITE = """
            put() {
              for file; do printf '%s\\n' "$value" >"$file.new" && mv "$file.new" "$file" || return 1; done
            }
            """;

    /** Arguments: mode, amount, seconds between two steps, files. A drift follows the uptime, in steps. */
    private static final String LOOP = WRITE + """
            mode=$1 amount=$2 every=$3
            shift 3
            centis() { read -r up _ </proc/uptime; echo "${up%.*}${up#*.}"; }
            begin=$(centis) wrong=
            echo $$ >"$1.pid"
            while [ -f "$1.loop" ]; do
              case $mode in
              strobe)
                if [ -z "$wrong" ]; then value=$amount wrong=yes; else value=+0 wrong=; fi
                ;;
              drift)
                ms=$((($(centis) - begin) * amount / 100000)) sign=+
                if [ "$ms" -lt 0 ]; then ms=$((-ms)) sign=-; fi
                value=$(printf '%s%d.%03d' $sign $((ms / 1000)) $((ms % 1000)))
                ;;
              esac
              put "$@" || exit 1
              sleep "$every"
            done
            """;

    private static final String STOP = """
            for file; do
              pid=
              read -r pid 2>/dev/null <"$file.pid"
              if [ -n "$pid" ] && tr '\\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF "$file.loop"; then
                kill -s KILL -- "-$pid" 2>/dev/null
                left=100
                while [ -d "/proc/$pid" ] && [ $left -gt 0 ]; do sleep 0.02; left=$((left - 1)); done
              fi
              rm -f "$file.loop" "$file.pid" "$file.new" "$file"
            done
            """;

    private static final String SET = "shift\n" + WRITE + """
            mode=$1 amount=$2 every=$3
            shift 3
            umask 022
            mkdir -p DIRECTORY || exit 1
            if [ "$mode" = bump ]; then value=$amount; put "$@"; exit; fi
            [ ! -e "$1.pid" ] || exit 0
            """.replace("DIRECTORY", ProcessClock.DIRECTORY)
            + "cat >\"$1.loop\" " + Scripts.hereDocument("PARTITA_LOOP", LOOP) + """
            setsid sh "$1.loop" "$mode" "$amount" "$every" "$@" </dev/null >/dev/null 2>&1 &
            left=100
            while [ ! -e "$1.pid" ] && [ $left -gt 0 ]; do sleep 0.02; left=$((left - 1)); done
            [ -e "$1.pid" ]
            """;

    private static final String NO_FILES = """
            for file; do
              for each in "$file" "$file.loop" "$file.pid"; do
                [ ! -e "$each" ] || { echo "$each is there"; exit 1; }
              done
            done
            """;

    private static final String CLEAR =
            "shift\n" + STOP + "rmdir DIRECTORY 2>/dev/null\n".replace("DIRECTORY", ProcessClock.DIRECTORY) + NO_FILES;

    /** Also asks a process: milliseconds by the node's clock, by the process's, by the node's again. */
    private static final String CHECK = "shift\n" + NO_FILES + """
            for file; do
              before=$(date +%s%3N) now=$(PRELOADED date +%s%3N) after=$(date +%s%3N)
              echo "$file $before $now $after"
              [ "$now" -ge $((before - 200)) ] && [ "$now" -le $((after + 200)) ] || exit 1
            done
            """.replace("PRELOADED ", PRELOADED);

    /** The library is named in a form that only the linker understands: so it is asked, and complains if it has none. */
    private static final String FACTS = """
            file=/nowhere
            said=$(PRELOADED date 2>&1 >/dev/null)
            case $said in *"cannot be preloaded"*) echo "missing libfaketime is not installed";; esac
            exit 0
            """.replace("PRELOADED ", PRELOADED);

    private static final String READ = """
            shift
            uptime() { read -r up _ </proc/uptime; echo "$up"; }
            echo "node $(uptime) $(date +%s%N) $(uptime)"
            for file; do
              echo "clock $file $(uptime) $(date +%s%N) $(PRELOADED date +%s%N) $(date +%s%N)"
              for environ in $(grep -lzxF "FAKETIME_TIMESTAMP_FILE=$file" /proc/[0-9]*/environ 2>/dev/null); do
                pid=${environ#/proc/} pid=${pid%/environ}
                if grep -qF libfaketime "/proc/$pid/maps" 2>/dev/null; then echo "reader $file $pid"; fi
              done
            done
            exit 0
            """.replace("PRELOADED ", PRELOADED);

    private Clocks() {}

    /** The command that makes {@code clocks} wrong by {@code millis}. */
    public static Command bump(List<ProcessClock> clocks, long millis) {
        return set(clocks, "bump", seconds(millis), "0");
    }

    /** The command that makes {@code clocks} jump, wrong by {@code millis} and right in turns. */
    public static Command strobe(List<ProcessClock> clocks, long millis, Duration every) {
        return set(clocks, "strobe", seconds(millis), steps(every));
    }

    /** The command that makes {@code clocks} run wrong by {@code ppm} microseconds a second, in steps of {@code every}. */
    public static Command drift(List<ProcessClock> clocks, long ppm, Duration every) {
        return set(clocks, "drift", Long.toString(ppm), steps(every));
    }

    /** The command that makes {@code clocks} right again. */
    public static Command clear(List<ProcessClock> clocks) {
        return command("clock-clear", CLEAR, List.of(), clocks);
    }

    /** The command that exits 0 if and only if nothing says that {@code clocks} are wrong, and a process finds them right. */
    public static Command check(List<ProcessClock> clocks) {
        return command("clock-check", CHECK, List.of(), clocks);
    }

    /** The command that measures {@code clocks} and lists the processes that go by them, for {@link ClockReading}. */
    public static Command read(List<ProcessClock> clocks) {
        return command("clock-read", READ, List.of(), clocks);
    }

    /** The command that prints {@code missing} and what a node lacks for clocks of processes. */
    public static Command facts() {
        return command("clock-facts", FACTS, List.of(), List.of());
    }

    /** The text of a script that makes every clock of a node right again, and prints {@code clock} if one was not. */
    static String sweep() {
        return """
                set -- $(ls DIRECTORY 2>/dev/null | sed -e 's/\\.\\(loop\\|pid\\|new\\)$//' -e 's|^|DIRECTORY/|' | sort -u)
                [ $# = 0 ] || echo clock
                """.replace("DIRECTORY", ProcessClock.DIRECTORY)
                + STOP
                + "rm -rf DIRECTORY\n".replace("DIRECTORY", ProcessClock.DIRECTORY);
    }

    private static Command set(List<ProcessClock> clocks, String mode, String amount, String every) {
        return command("clock-set", SET, List.of(mode, amount, every), clocks);
    }

    private static Command command(String label, String script, List<String> more, List<ProcessClock> clocks) {
        var words = new ArrayList<>(more);
        clocks.forEach(clock -> words.add(clock.file()));
        return Scripts.command(label, script, words.toArray(String[]::new)).within(DEADLINE);
    }

    private static String steps(Duration every) {
        return String.format(Locale.ROOT, "%.3f", every.toMillis() / 1000.0);
    }

    private static String seconds(long millis) {
        return "%s%d.%03d".formatted(millis < 0 ? "-" : "+", Math.abs(millis) / 1000, Math.abs(millis) % 1000);
    }
}
