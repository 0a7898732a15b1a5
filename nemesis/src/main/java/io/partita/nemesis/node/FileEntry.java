package io.partita.nemesis.node;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file, as {@link DataFiles#list} printed it. Immutable.
 *
 * @param inode which file of that name
 * @param size its length in bytes
 * @param onDisk how many of these it occupies on disk: files may have been made longer than what is written in them
 * @param path its absolute path
 */
public record FileEntry(long inode, long size, long onDisk, String path) {

    private static final Pattern LINE = Pattern.compile("(\\d+) (\\d+) (\\d+) (/[!-~]+)");

    /** Reads the output of {@link DataFiles#list}; passes over files with blanks and the like in their names. */
    public static List<FileEntry> parse(String output) {
        return output.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new FileEntry(
                        Long.parseLong(line.group(1)),
                        Long.parseLong(line.group(2)),
                        Long.parseLong(line.group(3)),
                        line.group(4)))
                .toList();
    }
}
