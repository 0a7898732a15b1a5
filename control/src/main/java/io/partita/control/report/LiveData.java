package io.partita.control.report;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.control.report.Availability.Outage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operations of a run that goes on, in the form in which its page reads them: from the beginning, or what has come since.
 * However long the run, what is held here and on the page is bounded ({@link LiveSample}). Not thread-safe.
 */
public final class LiveData {

    /** What a page draws without stutter. */
    public static final int LIMIT = 60_000;

    private static final int MOST_OPEN = 2_000;

    /**
     * Up to where somebody has heard. Immutable.
     *
     * @param thinnings how often operations had been thinned: when they were since, all begins anew
     * @param operations how many were heard of
     * @param functions how many names of functions were heard
     * @param texts how many other texts were heard
     */
    public record Heard(long thinnings, int operations, int functions, int texts) {
        /** Nothing yet. */
        public static final Heard NOTHING = new Heard(-1, 0, 0, 0);
    }

    private final LiveSetup setup;
    private final int limit;
    private final LiveSample sample;
    private final Map<Integer, Begun> open = new HashMap<>();
    private final Map<String, OutageMeter> meters = new LinkedHashMap<>();
    private final long[] counts = new long[OpType.values().length];
    private Dictionary functions = new Dictionary();
    private Dictionary texts = new Dictionary();
    /** Of which thinning the dictionaries are: before the next, whatever is only in what was thinned out is forgotten. */
    private long thinnings;

    private long lastNanos;
    private long lastOkNanos = -1;

    /** @param limit the most completed operations that are held */
    public LiveData(LiveSetup setup, int limit) {
        this.setup = setup;
        this.limit = limit;
        this.sample = new LiveSample(limit);
    }

    /** An operation that is not completed, and when it was meant to begin, in ns since the run began. */
    private record Begun(Op invoke, long scheduled) {

        ShownOperation shown(Op completion, long finish) {
            return ShownOperation.of(invoke, completion, finish, 1).after((invoke.time() - scheduled) / 1000);
        }
    }

    /**
     * Takes the next event of the history; those of the nemesis are left out.
     *
     * @param scheduled if it is an invocation, when it was meant to be, in ns since the run began
     */
    public void add(Op event, long scheduled) {
        if (event.isNemesis()) {
            return;
        }
        counts[event.type().ordinal()]++;
        lastNanos = Math.max(lastNanos, event.time());
        meter(event.process()).see(event, scheduled);
        if (event.type() == OpType.INVOKE) {
            open.put(event.process(), new Begun(event, scheduled));
            return;
        }
        if (event.type() == OpType.OK) {
            lastOkNanos = event.time();
        }
        Begun begun = open.remove(event.process());
        if (begun != null) {
            sample.add(begun.shown(event, event.time() / 1000));
        }
    }

    /** Where no thread keeps to one node, one meter measures how long nobody at all had success. */
    private OutageMeter meter(int process) {
        String node = setup.byNode() ? Availability.node(setup.nodes(), setup.concurrency(), process) : null;
        return meters.computeIfAbsent(node == null ? "" : node, OutageMeter::new);
    }

    /** When the last event was, in ns since the run began. */
    public long lastNanos() {
        return lastNanos;
    }

    /**
     * Puts into {@code message} what has come since {@code heard}, and figures about the whole run, as JSON values.
     *
     * @param endNanos the present, in ns since the run began
     * @return up to where its reader has then heard
     */
    public Heard tell(Heard heard, long endNanos, Map<String, Object> message) {
        if (thinnings != sample.thinnings()) {
            thinnings = sample.thinnings();
            functions = new Dictionary();
            texts = new Dictionary();
        }
        boolean anew = heard.thinnings() != thinnings;
        Heard from = anew ? new Heard(thinnings, 0, 0, 0) : heard;
        List<ShownOperation> all = sample.operations();
        List<ShownOperation> fresh = all.subList(from.operations(), all.size());
        long end = endNanos / 1000;
        List<ShownOperation> unfinished = open.values().stream()
                .limit(MOST_OPEN)
                .map(begun -> begun.shown(null, Math.max(end, begun.invoke().time() / 1000)))
                .toList();
        message.put("anew", anew);
        message.put("end", end);
        message.put("limit", limit);
        message.put("fresh", columns(fresh));
        message.put("unfinished", columns(unfinished));
        message.put("functions", functions.from(from.functions()));
        message.put("texts", texts.from(from.texts()));
        message.put("thinned", thinnings > 0);
        figures(message, endNanos);
        return new Heard(thinnings, all.size(), functions.size(), texts.size());
    }

    private Map<String, Object> columns(List<ShownOperation> operations) {
        OperationColumns columns = new OperationColumns(operations.size(), functions, texts);
        operations.forEach(columns::add);
        return Map.of("count", operations.size(), "columns", columns.packed());
    }

    private void figures(Map<String, Object> message, long endNanos) {
        for (OpType type : List.of(OpType.OK, OpType.FAIL, OpType.INFO)) {
            message.put(type.label(), counts[type.ordinal()]);
        }
        message.put("open", open.size());
        message.put("lastOk", lastOkNanos < 0 ? -1 : lastOkNanos / 1000);
        worst(endNanos).ifPresent(outage -> {
            Map<String, Object> worst = new LinkedHashMap<>();
            worst.put("node", outage.node());
            worst.put("from", outage.fromNanos() / 1000);
            worst.put("took", outage.nanos() / 1000);
            worst.put("ended", outage.ended());
            message.put("worst", worst);
        });
    }

    private Optional<Outage> worst(long endNanos) {
        return Availability.worst(
                meters.values().stream().map(meter -> meter.at(endNanos)).toList());
    }
}
