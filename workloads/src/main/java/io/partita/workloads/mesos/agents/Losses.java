package io.partita.workloads.mesos.agents;

import io.partita.checker.liveness.FaultWindow;
import io.partita.checker.liveness.Span;
import io.partita.workloads.mesos.observe.TaskLife;
import java.util.List;

/**
 * Which tasks the masters may have given up for lost, by what was observed and by what may have gone unobserved. Errs towards
 * "may": that excuses the system. Immutable.
 */
final class Losses {

    private final Promises promises;
    private final Contact contact;
    private final List<LeaderTerm> terms;
    private final List<Departure> departures;

    Losses(Promises promises, Contact contact, List<LeaderTerm> terms) {
        this.promises = promises;
        this.contact = contact;
        this.terms = terms;
        this.departures = Departure.of(terms);
    }

    List<Departure> departures() {
        return departures;
    }

    /** Whether the agent on {@code node} may have been lost by {@code by}, at a time when something begun at {@code start} ran. */
    boolean mayBeLost(String node, long start, long by) {
        return departures.stream()
                        .anyMatch(departure -> departure.node().equals(node)
                                && departure.earliest() <= by
                                && start <= departure.latest())
                || unseenLoss(node, start, by)
                || neverCameBack(start, by);
    }

    /**
     * Whether the agent {@code id} on {@code node} may have been removed between {@code from} and {@code to}, and not merely
     * have made room for another one at its address.
     */
    boolean mayBeRemoved(String node, String id, long from, long to) {
        return departures.stream()
                        .anyMatch(departure -> departure.node().equals(node)
                                && departure.agentId().equals(id)
                                && departure.successor() == null
                                && departure.earliest() <= to)
                || unseenLoss(node, from, to)
                || neverCameBack(from, to);
    }

    /** A leader that nobody saw any more may have lost it as long as no other one was seen. */
    private boolean unseenLoss(String node, long start, long by) {
        for (int i = 0; i < terms.size(); i++) {
            LeaderTerm term = terms.get(i);
            long over = i + 1 < terms.size() ? terms.get(i + 1).first().to() : Long.MAX_VALUE;
            for (Span span : contact.impeded(node, term.node()).list()) {
                long lost = span.from() + promises.lostAfter().toNanos();
                boolean inTime = lost <= Math.min(by, Math.min(over, span.to())) && start <= span.to();
                boolean registered = term.samples().stream()
                        .anyMatch(sample -> sample.from() <= Math.min(by, span.to())
                                && sample.value().agents().containsKey(node));
                if (inTime && registered) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the latest leader at {@code time} is not the first and has not seen the agent on {@code node} yet. */
    boolean isAwaited(String node, long time) {
        LeaderTerm latest = null;
        for (LeaderTerm term : terms) {
            latest = term.first().from() <= time ? term : latest;
        }
        return latest != null
                && !latest.isFirst()
                && latest.samples().stream()
                        .noneMatch(sample ->
                                sample.from() <= time && sample.value().agents().containsKey(node));
    }

    /** A leader that has waited long enough gives up agents that it knows from the registry. */
    private boolean neverCameBack(long start, long by) {
        return terms.stream()
                .filter(term -> !term.isFirst())
                .mapToLong(term -> term.unseen() + promises.reregistration().toNanos())
                .anyMatch(time -> start <= time && time <= by);
    }

    /** Whether something may have ended the tasks of {@code node} between {@code from} and {@code to} behind Mesos' back. */
    boolean mayBeStruck(String node, long from, long to) {
        Span time = new Span(from, Math.max(from + 1, to));
        return contact.downtime(node).list().stream().anyMatch(time::intersects)
                || contact.windows().stream()
                        .filter(window -> Nature.of(window) == Nature.NODE
                                && window.targets().contains(node))
                        .map(FaultWindow::possible)
                        .anyMatch(time::intersects);
    }

    /** Whether the end of {@code life} needs no further explanation. */
    boolean explainsEnd(TaskLife life) {
        long by = life.end().map(TaskLife.End::time).orElse(contact.end());
        return mayBeStruck(life.node(), life.lastSeen(), by)
                || !promises.keeps(life.app()) && mayBeLost(life.node(), life.start(), by);
    }
}
