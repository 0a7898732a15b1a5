package io.partita.provisioning.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Mounts of this machine. Of a node's mounts only its disk appears here, if it has one of its own; but to delete a directory
 * in which another did would delete the machine's files, so it is made sure of.
 */
final class Mounts {

    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final int MOUNT_POINT = 4;

    private Mounts() {}

    /** Unmounts whatever is mounted below {@code directory}, innermost first. */
    static void removeBelow(Path directory) throws IOException {
        for (Path mount : below(directory)) {
            LocalCommand.of("umount", mount.toString()).require();
        }
        if (!below(directory).isEmpty()) {
            throw new ClusterException("still mounted: " + below(directory) + "; nothing was deleted there");
        }
    }

    /** Whether something is mounted at {@code directory}. */
    static boolean isMounted(Path directory) {
        try {
            return below(directory).contains(directory);
        } catch (IOException e) {
            throw new ClusterException("cannot read " + TABLE + ": " + e, e);
        }
    }

    private static List<Path> below(Path directory) throws IOException {
        try (Stream<String> lines = Files.lines(TABLE)) {
            return lines.map(line -> Path.of(unescape(line.split(" ")[MOUNT_POINT])))
                    .filter(mount -> mount.startsWith(directory))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private static String unescape(String field) {
        return field.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
