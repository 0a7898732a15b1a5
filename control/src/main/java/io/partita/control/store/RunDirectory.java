package io.partita.control.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Where one run leaves its files: {@code <results>/<workload>/<nemesis>/<instant>/}. A nemesis that is no plain name has a
 * directory that is called like it, as far as names go, with a hash.
 *
 * @param path the directory, absolute
 * @param startedAt the instant in its name
 */
public record RunDirectory(Path path, Instant startedAt) {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    /**
     * Creates the directory and points {@code <results>/latest} at it.
     *
     * @throws UncheckedIOException if the results cannot be written; the message names the path
     */
    public static RunDirectory create(Path results, String workload, String nemesis, Instant now) {
        Path root = results.toAbsolutePath().normalize();
        try {
            Path parent = Files.createDirectories(root.resolve(workload).resolve(FileNames.of(nemesis)));
            Instant instant = now;
            while (true) {
                try {
                    Path path = Files.createDirectory(parent.resolve(NAME.format(instant)));
                    pointLatestAt(root, path);
                    return new RunDirectory(path, instant);
                } catch (FileAlreadyExistsException e) {
                    // Another run began in this very millisecond.
                    instant = instant.plusMillis(1);
                }
            }
        } catch (IOException e) {
            throw unwritable(root, e);
        }
    }

    /**
     * Makes {@code results} and writes a file there, so that what would keep a run's files from being written is known before the
     * run. The file is gone afterwards.
     *
     * @throws UncheckedIOException if nothing can be written there
     */
    public static void requireWritable(Path results) {
        Path root = results.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            Path trial = Files.createTempFile(root, ".trial-", "");
            try {
                Files.write(trial, new byte[] {1});
            } finally {
                Files.deleteIfExists(trial);
            }
        } catch (IOException e) {
            throw unwritable(root, e);
        }
    }

    private static UncheckedIOException unwritable(Path root, IOException e) {
        return new UncheckedIOException(
                "cannot write results below " + root + ": " + FileTrouble.reason(e)
                        + "\n    Name another directory: --results DIR",
                e);
    }

    private static void pointLatestAt(Path root, Path run) throws IOException {
        Path link = root.resolve("latest");
        Path fresh = root.resolve(".latest-" + ProcessHandle.current().pid());
        Files.deleteIfExists(fresh);
        Files.createSymbolicLink(fresh, root.relativize(run));
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public Path history() {
        return path.resolve("history.jsonl");
    }

    public Path ledger() {
        return path.resolve("faults.jsonl");
    }

    public Path plan() {
        return path.resolve("plan.json");
    }

    public Path inventory() {
        return path.resolve("inventory.json");
    }

    public Path results() {
        return path.resolve("results.json");
    }

    public Path junit() {
        return path.resolve("junit.xml");
    }

    /** The run in a few lines of Markdown. */
    public Path summary() {
        return path.resolve("summary.md");
    }

    /** How long operations took, for the tools of HdrHistogram. */
    public Path latencies() {
        return path.resolve("latency.hlog");
    }

    public Path report() {
        return path.resolve("index.html");
    }

    public Path log() {
        return path.resolve("control.log");
    }

    /** Where the files of {@code node} are collected. */
    public Path node(String node) {
        return path.resolve("nodes").resolve(node);
    }
}
