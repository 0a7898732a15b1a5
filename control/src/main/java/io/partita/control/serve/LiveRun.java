package io.partita.control.serve;

import io.partita.control.report.LiveData;
import io.partita.control.report.LiveSetup;
import io.partita.control.store.ResultsFormatException;
import io.partita.control.store.RunHead;
import io.partita.control.store.RunHeadReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Follows one run by the files that it writes. Not thread-safe.
 *
 * <p>A run is {@code preparing} until its history begins, then {@code running}, {@code judging} when its log says so, and {@code over}
 * as soon as there are results. One that writes nothing for a minute before that is {@code silent}, until it writes again.
 */
final class LiveRun {

    private static final String RESULTS = "results.json";
    private static final int LINES_SHOWN = 8;
    /** A run that has written nothing for so long has been killed, or hangs. */
    private static final long SILENT_MS = 60_000;

    private static final Pattern JUDGING = Pattern.compile("\\bjudging \\d+ events");

    /**
     * Up to where somebody has heard. Immutable.
     *
     * @param path of which run
     * @param faultChanges how many changes of faults were heard of
     */
    record Heard(String path, LiveData.Heard operations, long faultChanges) {}

    private final Path directory;
    private final String path;
    private final LongSupplier wallClockMs;
    private final JournalTail journal =
            new JournalTail(this::begin, (event, scheduled) -> data().add(event, scheduled));
    private final LedgerTail ledger = new LedgerTail();
    private final Deque<String> log = new ArrayDeque<>();
    private final List<LineTail> tails;
    private LiveSetup setup;
    private LiveData data;
    /** By the wall clock, when the load's clock was zero; 0 if the history does not say. */
    private long loadBeganMs;

    private boolean judging;

    LiveRun(Path directory, String path, LongSupplier wallClockMs) {
        this.directory = directory;
        this.path = path;
        this.wallClockMs = wallClockMs;
        this.tails = List.of(
                new LineTail(directory.resolve("history.jsonl"), journal),
                new LineTail(directory.resolve("faults.jsonl"), ledger),
                new LineTail(directory.resolve("control.log"), this::logged));
    }

    /** Whether the run in {@code directory} has no results yet, and has written something not long ago. */
    static boolean goesOn(Path directory) {
        try {
            return !Files.exists(directory.resolve(RESULTS))
                    && System.currentTimeMillis() - lastWritten(directory) <= SILENT_MS;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + directory + ": " + e.getMessage(), e);
        }
    }

    Path directory() {
        return directory;
    }

    String path() {
        return path;
    }

    /** What the run says of itself, once its load has begun. */
    Optional<LiveSetup> setup() {
        return Optional.ofNullable(setup);
    }

    /** Reads what has been written since the last call, but not without end; says whether there is more already. */
    boolean poll() throws IOException {
        boolean more = false;
        for (LineTail tail : tails) {
            more |= tail.poll();
        }
        return more;
    }

    private void begin(Map<?, ?> meta) {
        setup = LiveSetup.of(path, meta);
        data = new LiveData(setup, LiveData.LIMIT);
        if (meta.get("timeZeroAt") instanceof String instant) {
            try {
                loadBeganMs = Instant.parse(instant).toEpochMilli();
            } catch (DateTimeParseException e) {
                // Then time goes on with the events.
            }
        }
    }

    /** A history that does not say what it is has events all the same. */
    private LiveData data() {
        if (data == null) {
            begin(Map.of());
        }
        return data;
    }

    /** Puts into {@code message} what is to be seen, as JSON values, leaving out what was heard before. */
    Heard tell(Heard before, Map<String, Object> message) throws IOException {
        boolean follows = before.path().equals(path);
        message.put("run", path);
        message.put("known", setup != null);
        message.put("state", state(message));
        message.put("log", new ArrayList<>(log));
        message.put("faultCount", ledger.count());
        message.put("mostFaults", LedgerTail.MOST_FAULTS);
        message.put(
                "faults",
                ledger.since(follows ? before.faultChanges() : 0).stream()
                        .map(LiveFault::tree)
                        .toList());
        LiveData.Heard heard = LiveData.Heard.NOTHING;
        if (data != null) {
            heard = data.tell(follows ? before.operations() : heard, endNanos(message.get("state")), message);
        }
        return new Heard(path, heard, ledger.changes());
    }

    private long endNanos(Object state) {
        long now = state.equals("running") && loadBeganMs > 0 ? wallClockMs.getAsLong() - loadBeganMs : 0;
        return Math.max(data.lastNanos(), now * 1_000_000);
    }

    private String state(Map<String, Object> message) throws IOException {
        long quiet = Math.max(0, wallClockMs.getAsLong() - lastWritten(directory));
        message.put("quietMs", quiet);
        if (head(message)) {
            return "over";
        } else if (judging) {
            return "judging";
        } else if (quiet > SILENT_MS) {
            return "silent";
        }
        return setup == null ? "preparing" : "running";
    }

    /** Whether the run has been judged; then what it came to, and whether its page has been written. */
    private boolean head(Map<String, Object> message) {
        Path results = directory.resolve(RESULTS);
        if (!Files.exists(results)) {
            return false;
        }
        try {
            RunHead head = RunHeadReader.read(results);
            message.put("verdict", head.verdict().label());
            message.put("reason", head.reason());
        } catch (ResultsFormatException | UncheckedIOException e) {
            message.put("verdict", "unreadable");
            message.put("reason", e.getMessage());
        }
        message.put("page", Files.exists(directory.resolve("index.html")));
        return true;
    }

    private void logged(byte[] buffer, int from, int length) {
        String line = new String(buffer, from, Math.min(length, 400), StandardCharsets.UTF_8);
        judging = judging || JUDGING.matcher(line).find();
        log.addLast(line);
        if (log.size() > LINES_SHOWN) {
            log.removeFirst();
        }
    }

    private static long lastWritten(Path directory) throws IOException {
        return Math.max(
                written(directory, "history.jsonl"),
                Math.max(written(directory, "control.log"), written(directory, "")));
    }

    private static long written(Path directory, String file) throws IOException {
        try {
            return Files.getLastModifiedTime(directory.resolve(file)).toMillis();
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
