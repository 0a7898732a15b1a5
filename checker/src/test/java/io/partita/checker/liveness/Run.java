package io.partita.checker.liveness;

import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a history of faults and instants by hand, and obligations in it; times in ms. */
final class Run {

    private final List<Op> ops = new ArrayList<>();
    private long now;
    private long step;

    static Run run() {
        return new Run();
    }

    static Span span(long fromMs, long toMs) {
        return new Span(nanos(fromMs), nanos(toMs));
    }

    static Spans spans(long... boundsMs) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < boundsMs.length; i += 2) {
            spans.add(span(boundsMs[i], boundsMs[i + 1]));
        }
        return Spans.of(spans);
    }

    static long nanos(long millis) {
        return millis * 1_000_000;
    }

    static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    /** A replacement that begins at {@code sinceMs}, which must be the time of an event, within {@code boundMs}. */
    static Obligation replacement(History history, String task, long sinceMs, long boundMs) {
        return Obligation.of(
                "replacement", "task " + task, "task " + task + " was not replaced", at(history, sinceMs), ms(boundMs));
    }

    /** The first event at {@code ms}. */
    static Moment at(History history, long ms) {
        for (int i = 0; i < history.size(); i++) {
            if (history.time(i) == nanos(ms)) {
                return Moment.of(history, i);
            }
        }
        throw new IllegalArgumentException("no event at " + ms + " ms");
    }

    /** Events at these times, of no further meaning. */
    Run ticks(long... timesMs) {
        for (long ms : timesMs) {
            now = ms;
            add(99, OpType.INFO, "tick", null);
        }
        return this;
    }

    /** An event every millisecond up to {@code toMs}. */
    Run ticksUntil(long toMs) {
        for (long ms = now + (ops.isEmpty() ? 0 : 1); ms <= toMs; ms++) {
            ticks(ms);
        }
        return this;
    }

    Run inject(long ms, String fault) {
        return announce(ms, fault, "inject");
    }

    Run recover(long ms, String fault) {
        return announce(ms, fault, "recover");
    }

    Run active(long ms, String id, String fault) {
        return outcome(ms, id, fault, "inject", true, false, null);
    }

    Run healed(long ms, String id, String fault) {
        return outcome(ms, id, fault, "recover", true, true, null);
    }

    /** The outcome of the step announced last. */
    Run outcome(long ms, String id, String fault, String action, boolean active, boolean healed, String error) {
        Map<String, Object> value = new LinkedHashMap<>(Map.of("step", step, "action", action));
        value.putAll(fact(id, List.of("n1", "n2"), active, healed));
        if (error != null) {
            value.put("error", error);
        }
        return nemesis(ms, fault, value);
    }

    static Map<String, Object> fact(String id, List<String> targets, boolean active, boolean healed) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("id", id);
        value.put("targets", targets);
        value.put("description", String.join(" | ", targets));
        value.put("provenActive", active);
        value.put("provenHealed", healed);
        return value;
    }

    Run nemesis(long ms, String fault, Map<String, Object> value) {
        now = ms;
        return add(Op.NEMESIS, OpType.INFO, fault, value);
    }

    /** A fault active at once, and healed at once. */
    Run fault(String id, String fault, long fromMs, long toMs) {
        return inject(fromMs, fault)
                .active(fromMs, id, fault)
                .recover(toMs, fault)
                .healed(toMs, id, fault);
    }

    long step() {
        return step;
    }

    History history() {
        return History.of(ops);
    }

    private Run announce(long ms, String fault, String action) {
        step++;
        return nemesis(ms, fault, Map.of("step", step, "action", action));
    }

    private Run add(int process, OpType type, String f, Object value) {
        ops.add(new Op(0, nanos(now), process, type, f, null, value, null));
        return this;
    }
}
