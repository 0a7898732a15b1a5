package io.partita.control.run;

import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.checker.history.JournalWriter;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Keeps the history twice: on disk, event by event, and in memory for the checkers. Written by the scheduler's thread;
 * the counts may be read by any.
 */
final class JournalRecorder implements Recorder, AutoCloseable {

    private final Path file;
    private final JournalWriter journal;
    private final HistoryBuilder history = History.builder();
    private final AtomicLongArray counts = new AtomicLongArray(OpType.values().length);
    private final boolean keepsSchedule;
    private volatile long lastSuccess = -1;
    private long scheduled = JournalWriter.NOT_SCHEDULED;

    /** @param keepsSchedule whether invocations say for when they were meant */
    JournalRecorder(Path file, Map<String, ?> meta, boolean keepsSchedule) throws IOException {
        this.file = file;
        journal = JournalWriter.create(file, meta);
        this.keepsSchedule = keepsSchedule;
    }

    JournalRecorder(Path file, Map<String, ?> meta) throws IOException {
        this(file, meta, false);
    }

    @Override
    public void meantFor(long time) {
        scheduled = keepsSchedule ? time : JournalWriter.NOT_SCHEDULED;
    }

    @Override
    public void record(Op op) {
        try {
            journal.append(op, scheduled);
        } catch (IOException e) {
            throw unwritable(e);
        }
        if (scheduled == JournalWriter.NOT_SCHEDULED) {
            history.add(op);
        } else {
            history.add(op, scheduled);
            scheduled = JournalWriter.NOT_SCHEDULED;
        }
        if (!op.isNemesis()) {
            counts.incrementAndGet(op.type().ordinal());
            if (op.type() == OpType.OK) {
                lastSuccess = op.time();
            }
        }
    }

    @Override
    public void flush() {
        try {
            journal.flush();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private UncheckedIOException unwritable(IOException e) {
        return new UncheckedIOException(
                "the history cannot be written: " + e.getMessage()
                        + "\n    Judge what was written before: control check --drop-cut-line " + file,
                e);
    }

    /** How many client events of this type there are. */
    long count(OpType type) {
        return counts.get(type.ordinal());
    }

    /** When the last operation succeeded, in ns since the load began; -1 for never. */
    long lastSuccess() {
        return lastSuccess;
    }

    /** The history so far. Only when the scheduler is not running. */
    History history() {
        return history.build();
    }

    /** Makes the history survive a power failure, then closes the file. */
    @Override
    public void close() {
        try (journal) {
            journal.sync();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }
}
