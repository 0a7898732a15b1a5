package io.partita.control.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The runs below a results directory, {@code <workload>/<nemesis>/<instant>}. Symbolic links are not followed: {@code
 * latest} points to a run that is found anyway. Stateless, safe for use by several threads.
 */
public final class RunCatalogue {

    private static final int DEPTH_OF_A_RUN = 3;
    private static final Comparator<Path> NEWEST_FIRST = Comparator.comparing(
                    (Path run) -> String.valueOf(run.getFileName()))
            .reversed()
            .thenComparing(Comparator.naturalOrder());

    private RunCatalogue() {}

    /**
     * The directories of all runs below {@code results}, newest first; none if there is no such directory.
     *
     * @throws UncheckedIOException if a directory cannot be listed
     */
    public static List<Path> directories(Path results) {
        List<Path> level = Files.isDirectory(results) ? List.of(results) : List.of();
        for (int depth = 0; depth < DEPTH_OF_A_RUN; depth++) {
            List<Path> below = new ArrayList<>();
            level.forEach(directory -> addDirectories(directory, below));
            level = below;
        }
        return level.stream().sorted(NEWEST_FIRST).toList();
    }

    /** The runs below {@code results} with their heads, newest first; as {@link #directories}. */
    public static List<RunEntry> entries(Path results) {
        return directories(results).stream().map(run -> entry(results, run)).toList();
    }

    private static void addDirectories(Path directory, List<Path> found) {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(child);
                }
            }
        } catch (NoSuchFileException e) {
            // Somebody has removed it since we saw it.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory + ": " + e.getMessage(), e);
        }
    }

    private static RunEntry entry(Path results, Path directory) {
        Path relative = results.relativize(directory);
        Optional<RunHead> head = Optional.empty();
        Optional<String> problem = Optional.empty();
        Path file = directory.resolve("results.json");
        if (Files.exists(file)) {
            try {
                head = Optional.of(RunHeadReader.read(file));
            } catch (UncheckedIOException | ResultsFormatException e) {
                problem = Optional.of(e.getMessage());
            }
        } else {
            problem = Optional.of("results.json is missing: the run did not finish, or it is still running");
        }
        return new RunEntry(
                directory,
                relative.toString().replace('\\', '/'),
                relative.getName(0).toString(),
                head.map(RunHead::nemesis).orElse(relative.getName(1).toString()),
                relative.getName(2).toString(),
                head,
                problem);
    }
}
