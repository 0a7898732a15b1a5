package io.partita.workloads.mesos.agents;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.liveness.Moment;
import io.partita.checker.liveness.Span;
import io.partita.checker.liveness.Spans;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One stretch in which a machine was taken down for maintenance, as the operations of a history prove it. Immutable.
 *
 * @param node the machine
 * @param asked when it was first asked to go down
 * @param down when that was acknowledged; empty if it never was
 * @param upAsked when it was first asked to come up again; the end of the history if it was not
 * @param up when that was acknowledged; empty if it never was
 */
record Downtime(String node, Moment asked, Optional<Moment> down, Moment upAsked, Optional<Moment> up) {

    /** The downtimes of {@code history}, in order. */
    static List<Downtime> of(History history) {
        List<Downtime> times = new ArrayList<>();
        Downtime open = null;
        for (int i = 0; i < history.size(); i++) {
            String f = history.f(i);
            boolean asks = history.type(i) == OpType.INVOKE;
            boolean agrees = history.type(i) == OpType.OK;
            Moment now = Moment.of(history, i);
            if (f.equals(Maintenance.DOWN) && asks) {
                open = new Downtime(
                        String.valueOf(history.value(i)),
                        now,
                        Optional.empty(),
                        Moment.endOf(history),
                        Optional.empty());
                times.add(open);
            } else if (open != null && f.equals(Maintenance.DOWN) && agrees) {
                open = replace(times, new Downtime(open.node, open.asked, Optional.of(now), open.upAsked, open.up));
            } else if (open != null && f.equals(Maintenance.UP) && asks && open.upAsked.compareTo(now) > 0) {
                open = replace(times, new Downtime(open.node, open.asked, open.down, now, open.up));
            } else if (open != null && f.equals(Maintenance.UP) && agrees) {
                open = replace(times, new Downtime(open.node, open.asked, open.down, open.upAsked, Optional.of(now)));
            }
        }
        return times;
    }

    private static Downtime replace(List<Downtime> times, Downtime by) {
        times.set(times.size() - 1, by);
        return by;
    }

    /** When it certainly was down: acknowledged, and nobody had asked for it to come up. */
    Optional<Span> certain() {
        return down.filter(moment -> moment.compareTo(upAsked) < 0)
                .map(moment -> new Span(moment.time(), upAsked.time()));
    }

    /**
     * When the agent on {@code node} may have been away for maintenance, or on its way back: until a leader lists it again.
     */
    static Spans away(History history, String node) {
        List<LeaderTerm> terms = LeaderTerm.of(history);
        long end = Moment.endOf(history).time();
        return Spans.of(of(history).stream()
                .filter(time -> time.node.equals(node))
                .map(time -> new Span(time.asked.time(), Math.max(time.asked.time(), time.back(terms, end))))
                .toList());
    }

    private long back(List<LeaderTerm> terms, long end) {
        return up.stream()
                .flatMap(moment -> terms.stream()
                        .flatMap(term -> term.samples().stream())
                        .filter(sample -> sample.from() >= moment.time())
                        .filter(sample -> sample.value().agents().containsKey(node)
                                && sample.value().agents().get(node).active())
                        .map(Sample::to))
                .min(Long::compare)
                .orElse(end);
    }
}
