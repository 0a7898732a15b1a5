package io.partita.checker.history;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes a history to disk while it happens, in the format op-history/1: one JSON object a line. Safe for use by
 * several threads; events stand in the order in which {@link #append} was entered.
 *
 * <p>Durability comes in three steps. {@link #append} only fills a buffer in memory. After {@link #flush} the events
 * belong to the operating system: another process can read them, and they survive the death of this one, even by
 * {@code SIGKILL}. After {@link #sync} they survive a power failure too. Callers group events: append many, flush once.
 * A process killed between two flushes leaves at worst one torn last line, which {@link JournalReader} drops.
 *
 * <p>When a write fails the journal is broken for good and every later call throws: a line that is half on disk must
 * not be continued by another.
 */
public final class JournalWriter implements AutoCloseable {

    /** When this much is waiting, append hands it to the operating system without being asked. */
    private static final int FULL = 1 << 20;

    /** For an operation that was meant for no certain time. */
    public static final long NOT_SCHEDULED = -1;

    private final Path path;
    private final FileOutputStream out;
    private final JsonBuffer buffer = new JsonBuffer();
    private long events;
    private IOException broken;
    private boolean closed;

    /** Writes to {@code out}; the path is for messages. */
    JournalWriter(Path path, FileOutputStream out) {
        this.path = path;
        this.out = out;
    }

    /**
     * Creates the file and writes its header line.
     *
     * @param meta what readers should know, JSON values only: {@code model}, {@code init}, {@code nullRead} are
     *     understood by the checkers
     * @throws java.nio.file.FileAlreadyExistsException if the file exists: a journal is never overwritten
     */
    // A FileChannel would be closed by an interrupt of the thread that writes; a FileOutputStream is not.
    public static JournalWriter create(Path path, Map<String, ?> meta) throws IOException {
        Files.createFile(path);
        JournalWriter writer = new JournalWriter(path, new FileOutputStream(path.toFile()));
        writer.buffer.raw("{\"meta\":").value(JsonValues.canonical(meta)).raw("}\n");
        writer.flush();
        return writer;
    }

    /**
     * Appends an event. Its index is replaced by its position in the journal, which is returned.
     *
     * @throws IllegalArgumentException if key or value can't be written as JSON; the journal is then unchanged
     * @throws IOException if the journal is broken or closed
     */
    public long append(Op op) throws IOException {
        return append(op, NOT_SCHEDULED);
    }

    /**
     * As {@link #append(Op)}, with the time for which the operation was meant, in ns since the run began, as the field {@code
     * scheduled}; latencies count from there.
     */
    public synchronized long append(Op op, long scheduled) throws IOException {
        requireUsable();
        Object key = JsonValues.canonical(op.key());
        Object value = JsonValues.canonical(op.value());
        buffer.event(events, true, op, key, value, scheduled);
        if (buffer.size() >= FULL) {
            flush();
        }
        return events++;
    }

    /** Hands every event appended so far to the operating system. */
    public synchronized void flush() throws IOException {
        requireUsable();
        if (buffer.size() == 0) {
            return;
        }
        try {
            buffer.drainTo(out);
        } catch (IOException e) {
            throw breakWith(e);
        }
    }

    /** Flushes, then waits until everything is on the disk. */
    public synchronized void sync() throws IOException {
        flush();
        try {
            out.getFD().sync();
        } catch (IOException e) {
            throw breakWith(e);
        }
    }

    /** Number of events appended. */
    public synchronized long events() {
        return events;
    }

    /** Syncs and closes. Closing twice is harmless. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        try {
            if (broken == null) {
                sync();
            }
        } finally {
            closed = true;
            out.close();
        }
    }

    private IOException breakWith(IOException cause) {
        broken = cause;
        return new IOException("could not write the history to " + path + ": " + cause.getMessage(), cause);
    }

    private void requireUsable() throws IOException {
        if (broken != null) {
            throw new IOException(
                    "the journal " + path + " is broken since an earlier write failed: " + broken.getMessage(), broken);
        }
        if (closed) {
            throw new IOException("the journal " + path + " is closed");
        }
    }
}
