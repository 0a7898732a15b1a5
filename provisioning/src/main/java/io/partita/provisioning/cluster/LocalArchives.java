package io.partita.provisioning.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Tar archives on this machine, in whatever compression its {@code tar} knows. */
public final class LocalArchives {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final String MATCHING =
            "paths=$(tar -tf \"$0\") || exit; printf '%s\\n' \"$paths\" | grep -E \"$1\"; true";

    private LocalArchives() {}

    /**
     * The paths in {@code archive} that match {@code pattern}, an extended regular expression.
     *
     * @throws ClusterException if it is no archive
     */
    public static List<String> paths(Path archive, String pattern) {
        return LocalCommand.of("sh", "-c", MATCHING, archive.toString(), pattern)
                .within(LIMIT)
                .require()
                .stdout()
                .lines()
                .toList();
    }

    /**
     * Writes all of {@code directory} to {@code archive}, compressed.
     *
     * @throws ClusterException if that is not possible
     */
    public static void pack(Path directory, Path archive) {
        LocalCommand.of("tar", "-C", directory.toString(), "-czf", archive.toString(), ".")
                .within(LIMIT)
                .require();
    }
}
