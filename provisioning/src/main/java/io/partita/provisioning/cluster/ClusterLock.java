package io.partita.provisioning.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to use a cluster, held by one process at a time. The operating system takes it back when the process dies,
 * however it dies. Thread safe.
 *
 * <p>The lock is a POSIX lock on a file beside the cluster's directory. A process loses such a lock as soon as it
 * closes <em>any</em> descriptor of that file, so within a process the file is opened by the holder only, others are
 * stopped by {@link #HELD}; and who holds it stands in a second file.
 */
public final class ClusterLock implements AutoCloseable {

    private static final Path OURS = Path.of("/var/lib/partita");
    private static final Map<Path, Holder> HELD = new ConcurrentHashMap<>();

    private final Path file;
    private final FileChannel channel;

    private ClusterLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** What {@link #tryAcquire} came to. */
    public sealed interface Attempt permits Acquired, HeldBy {}

    /** The lock is ours until it is closed. */
    public record Acquired(ClusterLock lock) implements Attempt {}

    /** Another holds it. */
    public record HeldBy(Holder holder) implements Attempt {}

    /**
     * Who holds a lock.
     *
     * @param pid its process, 0 if it has not said so yet
     * @param purpose what for: a run's name, or such as {@code cluster up}
     * @param since from when
     */
    public record Holder(long pid, String purpose, Instant since) {
        public Holder {
            Objects.requireNonNull(purpose, "purpose is null");
            Objects.requireNonNull(since, "since is null");
        }

        @Override
        public String toString() {
            return purpose + " (process " + pid + ", since " + since + ")";
        }
    }

    /**
     * Takes the right to use the cluster in {@code clusterDirectory} for the run {@code runId}, if nobody has it. The
     * directory need not exist.
     *
     * @throws ClusterException if the lock's file cannot be written
     */
    public static Attempt tryAcquire(Path clusterDirectory, String runId) {
        return acquire(beside(clusterDirectory, ".run"), runId);
    }

    /** Takes the right to bring the cluster up or down. */
    static Attempt tryAcquireForChange(Path clusterDirectory, String purpose) {
        return acquire(beside(clusterDirectory, ".lock"), purpose);
    }

    private static Path beside(Path clusterDirectory, String suffix) {
        Path directory = clusterDirectory.toAbsolutePath().normalize();
        return directory.resolveSibling(directory.getFileName() + suffix);
    }

    private static Attempt acquire(Path file, String purpose) {
        Holder self =
                new Holder(ProcessHandle.current().pid(), purpose, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        Holder other = HELD.putIfAbsent(file, self);
        if (other != null) {
            return new HeldBy(other);
        }
        Attempt attempt = null;
        try {
            attempt = lock(file, self);
            return attempt;
        } catch (IOException e) {
            throw new ClusterException("cannot lock " + file + ": " + e, e);
        } finally {
            if (!(attempt instanceof Acquired)) {
                HELD.remove(file);
            }
        }
    }

    private static Attempt lock(Path file, Holder self) throws IOException {
        while (true) {
            Files.createDirectories(file.getParent());
            FileChannel channel;
            try {
                channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            } catch (NoSuchFileException e) {
                continue; // the last cluster of this directory was removed at this moment, and the directory with it
            }
            Optional<Object> opened = identity(file);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return new HeldBy(read(holderOf(file)));
            }
            if (opened.isPresent() && opened.equals(identity(file))) {
                Files.writeString(holderOf(file), self.pid() + "\n" + self.since() + "\n" + self.purpose() + "\n");
                return new Acquired(new ClusterLock(file, channel));
            }
            channel.close(); // the holder before us has deleted what we have locked: another may lock its successor
        }
    }

    private static Optional<Object> identity(Path file) throws IOException {
        try {
            return Optional.of(Files.getAttribute(file, "unix:ino"));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Path holderOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".holder");
    }

    private static Holder read(Path holder) {
        try {
            String[] lines = Files.readString(holder).split("\n", 3);
            return new Holder(Long.parseLong(lines[0]), lines[2].strip(), Instant.parse(lines[1]));
        } catch (IOException | RuntimeException e) {
            return new Holder(0, "a process that has just begun", Instant.now());
        }
    }

    /** Gives the right back. The files go with it, and so do our own directories if nothing else is in them. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            Files.deleteIfExists(holderOf(file));
            Files.deleteIfExists(file);
            channel.close();
            deleteIfEmpty(file.getParent());
        } catch (IOException e) {
            throw new ClusterException("cannot release " + file + ": " + e, e);
        } finally {
            HELD.remove(file);
        }
    }

    private static void deleteIfEmpty(Path directory) {
        for (Path each = directory; each.startsWith(OURS); each = each.getParent()) {
            try {
                Files.deleteIfExists(each);
            } catch (IOException e) {
                return; // it has other clusters in it
            }
        }
    }
}
