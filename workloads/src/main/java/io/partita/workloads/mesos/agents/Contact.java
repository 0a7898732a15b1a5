package io.partita.workloads.mesos.agents;

import io.partita.checker.history.History;
import io.partita.checker.liveness.FaultWindow;
import io.partita.checker.liveness.Span;
import io.partita.checker.liveness.Spans;
import io.partita.workloads.mesos.observe.Cuts;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When an agent certainly could answer a master's pings. Immutable.
 *
 * <p>It could not, perhaps, while a fault may have been active that concerns either of them or the way between, and for some
 * time after: a server that was started again needs until a leader holds it for connected; and a packet that was dropped is sent again after
 * pauses that double, so the next attempt comes at the latest as long after the heal as the cut had lasted. Where a
 * history does not say what a partition cut, it cut everything between nodes. An agent beside its master is never cut off.
 *
 * <p>In a stretch of contact that lasts T at least one ping was sent and answered. So an agent that is lost later than that
 * is not lost before N·T after the end of that stretch.
 */
final class Contact {

    private final Promises promises;
    private final List<FaultWindow> windows;
    private final Cuts cuts;
    private final List<LeaderTerm> terms;
    private final Map<String, Spans> downtimes = new HashMap<>();
    private final long end;

    Contact(History history, Promises promises) {
        this.promises = promises;
        this.windows = FaultWindow.of(history);
        this.cuts = Cuts.of(history);
        this.terms = LeaderTerm.of(history);
        this.end = history.size() == 0 ? 0 : history.time(history.size() - 1);
        promises.agents().forEach(node -> downtimes.put(node, Downtime.away(history, node)));
    }

    /** The faults of the history. */
    List<FaultWindow> windows() {
        return windows;
    }

    /** Whether {@code window} may keep the agent on {@code agent} from answering the master on {@code master}. */
    boolean concerns(FaultWindow window, String agent, String master) {
        return switch (Nature.of(window)) {
            case NETWORK -> !agent.equals(master) && separates(window, agent, master);
            case AGENT -> window.targets().contains(agent);
            case OTHER_SERVERS -> window.targets().contains(master);
            case NODE -> window.targets().contains(agent) || window.targets().contains(master);
        };
    }

    /** Whether {@code window} certainly keeps the agent on {@code agent} from answering while it is active. */
    boolean silences(FaultWindow window, String agent, String master) {
        return switch (Nature.of(window)) {
            case NETWORK ->
                !agent.equals(master)
                        && cuts.drops(window, agent, master).orElse(false)
                        && cuts.drops(window, master, agent).orElse(false);
            case AGENT -> window.targets().contains(agent);
            case OTHER_SERVERS -> false;
            case NODE ->
                window.targets().contains(agent)
                        && List.of("kill", "pause", "node-crash").contains(window.name());
        };
    }

    private boolean separates(FaultWindow window, String one, String other) {
        return cuts.drops(window, one, other).orElse(true)
                || cuts.drops(window, other, one).orElse(true);
    }

    /** When the agent on {@code agent} may not have been able to answer the master on {@code master}. */
    Spans impeded(String agent, String master) {
        List<Span> spans =
                new ArrayList<>(downtimes.getOrDefault(agent, Spans.NONE).list());
        for (FaultWindow window : windows) {
            if (concerns(window, agent, master)) {
                spans.add(new Span(window.possible().from(), over(window, agent)));
            }
        }
        return Spans.of(spans);
    }

    /** When {@code window} certainly keeps the agent on {@code agent} from answering no longer, ns. */
    private long over(FaultWindow window, String agent) {
        Span possible = window.possible();
        if (Nature.of(window) == Nature.NETWORK) {
            return possible.to() + possible.length();
        }
        long started = possible.to() + promises.processing().toNanos();
        boolean struck =
                Nature.of(window) != Nature.OTHER_SERVERS && window.targets().contains(agent);
        return struck ? Math.max(started, connectedAgain(agent, possible.to())) : started;
    }

    /** A server that was started again answers for certain once a leader holds it for connected. */
    private long connectedAgain(String agent, long since) {
        return terms.stream()
                .flatMap(term -> term.samples().stream())
                .filter(sample -> sample.from() >= since)
                .filter(sample -> sample.value().agents().containsKey(agent)
                        && sample.value().agents().get(agent).active())
                .mapToLong(Sample::to)
                .min()
                .orElse(Math.max(end, since));
    }

    /** The latest time up to {@code by} until which pings certainly were answered; empty if that is not known. */
    OptionalLong lastBefore(String agent, String master, long by) {
        Span whole = new Span(Math.min(0, by), Math.max(by, Math.min(0, by)));
        return impeded(agent, master).complement(whole).list().stream()
                .filter(span -> span.from() == whole.from()
                        || span.length() >= promises.pingInterval().toNanos())
                .mapToLong(Span::to)
                .max();
    }

    /** The fault that began last before {@code time} and may have to do with any of {@code nodes}, or else any fault. */
    Optional<FaultWindow> latestBefore(long time, String... nodes) {
        Comparator<FaultWindow> byBeginning =
                Comparator.comparingLong(window -> window.begun().time());
        List<FaultWindow> before =
                windows.stream().filter(window -> window.begun().time() <= time).toList();
        return before.stream()
                .filter(window -> List.of(nodes).stream().anyMatch(window.targets()::contains))
                .max(byBeginning)
                .or(() -> before.stream().max(byBeginning));
    }

    /** When the agent on {@code agent} may have been away for maintenance. */
    Spans downtime(String agent) {
        return downtimes.getOrDefault(agent, Spans.NONE);
    }

    /** Whether an operator may have taken the agent away that departed. */
    boolean mayBeTakenAway(Departure departure) {
        return downtime(departure.node()).list().stream()
                .anyMatch(span -> span.from() <= departure.latest() && departure.earliest() <= span.to());
    }

    /** The time of the last event, ns. */
    long end() {
        return end;
    }
}
