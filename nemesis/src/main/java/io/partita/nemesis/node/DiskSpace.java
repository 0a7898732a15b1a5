package io.partita.nemesis.node;

import io.partita.provisioning.remote.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The room on file systems of a node, taken away by one file of ours in the root of each. Only file systems of limited size are
 * filled, and never the node's root. Pure: renders commands, runs none.
 */
public final class DiskSpace {

    /** The file that takes the room. */
    public static final String FILLER = ".partita-fill";

    /** What is larger is somebody's disk and not one made for tests. */
    public static final long LARGEST = 8L << 30;

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final String PROBE = ".partita-probe";
    private static final int PAGE = 4096;

    private static final String FREE = """
            free() { echo $(($(stat -f -c '%a * %S' "$1"))); }
            """;

    /** Arguments: directories, which need not exist yet. Prints {@code disk MOUNT} for each file system, or what is amiss. */
    private static final String FACTS = """
            shift
            command -v fallocate >/dev/null || { echo 'missing fallocate is not installed (Debian: util-linux)'; exit 0; }
            for directory; do
              there=$directory
              while [ ! -e "$there" ]; do there=${there%/*} there=${there:-/}; done
              mount=$(stat -c %m "$there")
              if [ "$mount" = / ]; then
                echo "missing $directory is on the root file system, and to fill that would fill the machine's disk"
              elif [ $(($(stat -f -c '%b * %S' "$mount"))) -gt LARGEST ]; then
                echo "missing $mount, where $directory is, is larger than $((LARGEST >> 30)) GiB"
              else
                echo "disk $mount"
              fi
            done | sort -u
            exit 0
            """.replace("LARGEST", Long.toString(LARGEST));

    /** Arguments: bytes to leave, mount points. Takes the largest pieces that can be had, down to a page. */
    private static final String FILL =
            "shift\n" + FREE + """
            left=$1
            shift
            for mount; do
              filler=$mount/FILLER size=0
              if [ -e "$filler" ]; then size=$(stat -c %s "$filler"); fi
              piece=$(($(free "$mount") - left))
              while [ "$piece" -ge PAGE ]; do
                if fallocate -o "$size" -l "$piece" "$filler" 2>/dev/null; then size=$((size + piece)); fi
                room=$(($(free "$mount") - left))
                half=$((piece / 2))
                piece=$((room < half ? room : half))
              done
              [ -e "$filler" ] || exit 1
            done
            """.replace("FILLER", FILLER).replace("PAGE", Integer.toString(PAGE));

    private static final String CLEAR = """
            shift
            for mount; do rm -f "$mount/FILLER" "$mount/PROBE" || exit 1; done
            """.replace("FILLER", FILLER).replace("PROBE", PROBE);

    /**
     * Arguments: bytes, mount points. Tries to write that much and a page more, and prints what came of it:
     * {@code written}, or the system's words, which are ENOSPC's or others.
     */
    private static final String WRITE = """
            written() {
              pages=$((($1 + PAGE - 1) / PAGE + 1))
              said=$(LC_ALL=C dd if=/dev/zero of="$2/PROBE" bs=PAGE count=$pages conv=fsync 2>&1) && said=written
              rm -f "$2/PROBE"
              echo "${said%%
            *}"
            }
            """.replace("PROBE", PROBE).replace("PAGE", Integer.toString(PAGE));

    private static final String READ = "shift\n" + FREE + WRITE + """
            bytes=$1
            shift
            for mount; do
              filler=0
              if [ -e "$mount/FILLER" ]; then filler=$(stat -c %s "$mount/FILLER"); fi
              echo "$mount $(free "$mount") $filler $(written "$bytes" "$mount")"
            done
            """.replace("FILLER", FILLER);

    private static final String CHECK = "shift\n" + WRITE + """
            for mount; do
              [ ! -e "$mount/FILLER" ] || { echo "$mount/FILLER is there"; exit 1; }
              said=$(written 0 "$mount")
              [ "$said" = written ] || { echo "$said"; exit 1; }
            done
            """.replace("FILLER", FILLER);

    private DiskSpace() {}

    /** The command that prints where {@code directories} lie, or {@code missing} and why there nothing can be filled. */
    public static Command facts(List<String> directories) {
        return command("disk-facts", FACTS, List.of(), directories);
    }

    /** The command that leaves {@code left} bytes on each of {@code mounts}. */
    public static Command fill(long left, List<String> mounts) {
        return command("disk-fill", FILL, List.of(Long.toString(left)), mounts);
    }

    /** The command that gives the room back. */
    public static Command clear(List<String> mounts) {
        return command("disk-clear", CLEAR, List.of(), mounts);
    }

    /** The command that exits 0 if and only if nothing of ours is there and a page can be written. */
    public static Command check(List<String> mounts) {
        return command("disk-check", CHECK, List.of(), mounts);
    }

    /** The command that tries to write {@code bytes} and a page more to each of {@code mounts}, for {@link DiskReading}. */
    public static Command read(long bytes, List<String> mounts) {
        return command("disk-read", READ, List.of(Long.toString(bytes)), mounts);
    }

    /** The text of a script that removes every file of ours, and prints {@code filler} if there was one. */
    static String sweep() {
        return """
                while read -r _ mount _; do
                  [ ! -e "$mount/FILLER" ] || { echo filler; rm -f "$mount/FILLER"; }
                done </proc/mounts
                """.replace("FILLER", FILLER);
    }

    private static Command command(String label, String script, List<String> more, List<String> paths) {
        var words = new ArrayList<>(more);
        words.addAll(paths);
        return Scripts.command(label, script, words.toArray(String[]::new)).within(DEADLINE);
    }
}
