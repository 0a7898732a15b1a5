package io.partita.control.serve;

import io.partita.checker.history.OpType;
import io.partita.control.store.ResultsFormatException;
import io.partita.control.store.RunHead;
import io.partita.control.store.RunHeadReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Follows one run by the files that it writes. Not thread-safe. */
final class LiveRun {

    private static final int SECONDS_SHOWN = 180;
    private static final int LINES_SHOWN = 6;
    /** A run that has written nothing for so long has been killed, or hangs. */
    private static final long SILENT_MS = 60_000;

    private final Path directory;
    private final String path;
    private final LongSupplier wallClockMs;
    private final JournalTail journal = new JournalTail();
    private final LedgerTail ledger = new LedgerTail();
    private final Deque<String> log = new ArrayDeque<>();
    private final List<LineTail> tails;
    /** By the wall clock, when the load's clock was zero; the least that was ever seen is nearest to the truth. */
    private long loadBeganMs = Long.MAX_VALUE;

    LiveRun(Path directory, String path, LongSupplier wallClockMs) {
        this.directory = directory;
        this.path = path;
        this.wallClockMs = wallClockMs;
        this.tails = List.of(
                new LineTail(directory.resolve("history.jsonl"), journal),
                new LineTail(directory.resolve("faults.jsonl"), ledger),
                new LineTail(directory.resolve("control.log"), this::logged));
    }

    Path directory() {
        return directory;
    }

    /** What is to be seen now, as JSON values. */
    Map<String, Object> state() throws IOException {
        for (LineTail tail : tails) {
            tail.poll();
        }
        long now = wallClockMs.getAsLong();
        long written = lastWritten();
        if (journal.lastMs() > 0) {
            loadBeganMs = Math.min(loadBeganMs, written("history.jsonl") - journal.lastMs());
        }
        Map<String, Object> state = new LinkedHashMap<>();
        String[] names = path.split("/");
        state.put("run", path);
        state.put("workload", names[0]);
        state.put("nemesis", names[1]);
        boolean over = head(state);
        boolean silent = !over && now - written > SILENT_MS;
        state.put("state", over ? "over" : silent ? "silent" : journal.lastMs() == 0 ? "preparing" : "running");
        long elapsed = over || silent || loadBeganMs == Long.MAX_VALUE
                ? journal.lastMs()
                : Math.max(journal.lastMs(), now - loadBeganMs);
        state.put("elapsedMs", elapsed);
        state.put("silentMs", Math.max(0, now - written));
        for (OpType type : List.of(OpType.OK, OpType.FAIL, OpType.INFO)) {
            state.put(type.label(), journal.count(type));
        }
        state.put(
                "open",
                journal.count(OpType.INVOKE)
                        - journal.count(OpType.OK)
                        - journal.count(OpType.FAIL)
                        - journal.count(OpType.INFO));
        state.put("lastOkMs", journal.lastOkMs());
        state.put("faults", ledger.faults());
        state.put("seconds", journal.lastSeconds(SECONDS_SHOWN, elapsed));
        state.put("log", new ArrayList<>(log));
        return state;
    }

    /** Whether the run has been judged; then what it came to. */
    private boolean head(Map<String, Object> state) {
        Path results = directory.resolve("results.json");
        if (!Files.exists(results)) {
            return false;
        }
        try {
            RunHead head = RunHeadReader.read(results);
            state.put("nemesis", head.nemesis());
            state.put("verdict", head.verdict().label());
            state.put("reason", head.reason());
        } catch (ResultsFormatException | UncheckedIOException e) {
            state.put("verdict", "unreadable");
            state.put("reason", e.getMessage());
        }
        return true;
    }

    private void logged(byte[] buffer, int from, int length) {
        log.addLast(new String(buffer, from, Math.min(length, 400), StandardCharsets.UTF_8));
        if (log.size() > LINES_SHOWN) {
            log.removeFirst();
        }
    }

    private long lastWritten() throws IOException {
        return Math.max(written("history.jsonl"), Math.max(written("control.log"), written("")));
    }

    private long written(String file) throws IOException {
        try {
            FileTime time = Files.getLastModifiedTime(directory.resolve(file));
            return time.toMillis();
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
