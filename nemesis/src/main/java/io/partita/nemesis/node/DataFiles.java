package io.partita.nemesis.node;

import io.partita.provisioning.remote.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One damaged file on a node. A flipped bit is flipped back from the command alone; what is cut off is kept in
 * {@code /run/partita-files}. A file that the system has replaced, deleted, or written where it was damaged is the system's own
 * again and is left as it is. Pure: renders commands, runs none.
 */
public final class DataFiles {

    /** Where cut-off ends are kept. */
    public static final String DIRECTORY = "/run/partita-files";

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    /** Larger files are passed over: their ends would not find room. */
    private static final long LARGEST = 256L << 20;

    /** Arguments: pattern, directories. Prints inode, size, bytes on disk and path of each file, by path. */
    private static final String LIST = """
            shift
            pattern=$1
            shift
            for directory; do
              find "$directory" -type f -size +0 -size -LARGESTc -path "$directory/$pattern" \\
                -printf '%i %s %b %p\\n' 2>/dev/null
            done | sort -k 4 | awk '$3 > 0 { $3 *= 512; if ($3 > $2) $3 = $2; print }'
            """.replace("LARGEST", Long.toString(LARGEST));

    /** The variables of a damage: path and inode of the file, and where. */
    private static final String NAMES = """
            shift
            path=$1 inode=$2 at=$3
            shift 3
            same() { [ "$(stat -c %i "$path" 2>/dev/null)" = "$inode" ]; }
            size() { stat -c %s "$path"; }
            byte() { od -An -tu1 -j "$at" -N 1 "$path" | tr -d ' '; }
            put() { printf "\\\\$(printf %03o "$1")" | dd of="$path" bs=1 seek="$at" conv=notrunc,fsync 2>/dev/null; }
            kept=DIRECTORY/$inode-$at
            """.replace("DIRECTORY", DIRECTORY);

    /** More arguments: the byte as it was, and as it becomes. */
    private static final String FLIP = NAMES + """
            same && [ "$(byte)" = "$1" ] || { echo "$path was changed meanwhile" >&2; exit 1; }
            put "$2"
            """;

    private static final String FLIP_BACK = NAMES + """
            if same && [ "$(byte)" = "$2" ]; then put "$1"; fi
            """;

    private static final String FLIP_CHECK = NAMES + """
            if same && [ "$(byte)" = "$2" ]; then echo "$path has the flipped byte"; exit 1; fi
            """;

    /** The rest is kept before it is cut off; holes in it stay holes. */
    private static final String CUT = NAMES + """
            umask 077
            same || { echo "$path was replaced meanwhile" >&2; exit 1; }
            mkdir -p DIRECTORY &&
              tail -c +$((at + 1)) "$path" | dd of="$kept.new" bs=64k conv=sparse 2>/dev/null &&
              truncate -s $(($(size) - at)) "$kept.new" &&
              mv "$kept.new" "$kept" &&
              truncate -s "$at" "$path"
            """.replace("DIRECTORY", DIRECTORY);

    /** While the end is being put back the file is of neither length: a mark tells that from a file that grew. */
    private static final String CUT_BACK = NAMES + """
            rm -f "$kept.new"
            if [ -e "$kept" ] && same && { [ "$(size)" = "$at" ] || [ -e "$kept.back" ]; }; then
              : >"$kept.back" &&
                dd if="$kept" of="$path" bs=64k seek="$at" oflag=seek_bytes conv=notrunc,sparse,fsync 2>/dev/null &&
                truncate -s $((at + $(stat -c %s "$kept"))) "$path" || exit 1
            fi
            rm -f "$kept" "$kept.back"
            rmdir DIRECTORY 2>/dev/null
            [ ! -e "$kept" ]
            """.replace("DIRECTORY", DIRECTORY);

    private static final String CUT_CHECK = NAMES + """
            for each in "$kept" "$kept.new" "$kept.back"; do
              [ ! -e "$each" ] || { echo "$each is there"; exit 1; }
            done
            if same && [ "$(size)" = "$at" ]; then echo "$path still ends at $at"; exit 1; fi
            """;

    /** Prints: same or other, size, and up to 16 bytes before the place, the place, and 16 behind, in hexadecimal. */
    private static final String READ = NAMES + """
            if same; then echo "same $(size)"; else echo "other 0"; exit 0; fi
            from=$((at > 16 ? at - 16 : 0))
            od -An -v -tx1 -j "$from" -N $((at - from + 17)) "$path" 2>/dev/null | tr -d ' \\n'
            echo
            """;

    private DataFiles() {}

    /**
     * A place in a file.
     *
     * @param path the file
     * @param inode which file of that name
     * @param at how many bytes before the place
     */
    public record Place(String path, long inode, long at) {
        private List<String> words() {
            return List.of(path, Long.toString(inode), Long.toString(at));
        }
    }

    /** The command that lists the files below {@code directories} that match {@code pattern}, for {@link FileEntry}. */
    public static Command list(String pattern, List<String> directories) {
        var words = new ArrayList<>(List.of(pattern));
        words.addAll(directories);
        return command("file-list", LIST, words);
    }

    /** The command that changes the byte at {@code place} from {@code was} to {@code becomes}; fails if it is another. */
    public static Command flip(Place place, int was, int becomes) {
        return command("file-flip", FLIP, bytes(place, was, becomes));
    }

    /** The command that undoes {@link #flip}. */
    public static Command flipBack(Place place, int was, int becomes) {
        return command("file-flip-back", FLIP_BACK, bytes(place, was, becomes));
    }

    /** The command that exits 0 if and only if the byte is not, or no more, the flipped one. */
    public static Command checkFlip(Place place, int was, int becomes) {
        return command("file-flip-check", FLIP_CHECK, bytes(place, was, becomes));
    }

    /** The command that lets the file end at {@code place}. */
    public static Command cut(Place place) {
        return command("file-cut", CUT, place.words());
    }

    /** The command that puts back what {@link #cut} took away, unless the file was written since. */
    public static Command cutBack(Place place) {
        return command("file-cut-back", CUT_BACK, place.words());
    }

    /** The command that exits 0 if and only if nothing is kept any more and the file does not end at {@code place}. */
    public static Command checkCut(Place place) {
        return command("file-cut-check", CUT_CHECK, place.words());
    }

    /** The command that shows the file around {@code place}, for {@link FileReading}. */
    public static Command read(Place place) {
        return command("file-read", READ, place.words());
    }

    /** The text of a script that removes ends which nobody put back, and prints {@code ends} if there were any. */
    static String sweep() {
        return "[ ! -e DIRECTORY ] || { echo ends; rm -rf DIRECTORY; }\n".replace("DIRECTORY", DIRECTORY);
    }

    private static List<String> bytes(Place place, int was, int becomes) {
        var words = new ArrayList<>(place.words());
        words.add(Integer.toString(was));
        words.add(Integer.toString(becomes));
        return words;
    }

    private static Command command(String label, String script, List<String> words) {
        return Scripts.command(label, script, words.toArray(String[]::new)).within(DEADLINE);
    }
}
