package io.partita.workloads.mesos.agents;

import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.checker.liveness.FaultWindow;
import io.partita.checker.liveness.Liveness;
import io.partita.checker.liveness.Moment;
import io.partita.checker.liveness.Obligation;
import io.partita.checker.liveness.Span;
import io.partita.checker.liveness.Spans;
import io.partita.workloads.mesos.observe.ClusterState;
import io.partita.workloads.mesos.observe.ClusterState.Agent;
import io.partita.workloads.mesos.observe.FinalPhase;
import io.partita.workloads.mesos.observe.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What masters owe in time. An agent that certainly cannot answer is given up by (N+1)·T after that was proven, as long as the
 * same leader leads and the fault lasts; its tasks are then reported. An agent is registered again within its bound once
 * its fault is proven healed, and all are when everything is over. Pure.
 */
final class AgentLiveness {

    private static final String LOSS = "loss";
    private static final String RETURN = "return";
    private static final String REGISTERED = "registered";

    private final Promises promises;

    private AgentLiveness(Promises promises) {
        this.promises = promises;
    }

    /** @param interval the longest time from the beginning of an observation of the masters to the end of the next */
    static Checker checker(Promises promises, Duration interval) {
        AgentLiveness liveness = new AgentLiveness(promises);
        return Liveness.checker("liveness")
                .observationInterval(interval)
                .obligations(liveness::losses)
                .obligations(liveness::returns)
                .obligations(liveness::finallyRegistered)
                .availability(liveness::unregistered)
                .detection("an agent that the fault concerns is given up", liveness::detected)
                .recovery("all agents are registered and connected", liveness::recovered)
                .online()
                .build();
    }

    private List<Obligation> losses(History history) {
        Contact contact = new Contact(history, promises);
        List<Obligation> owed = new ArrayList<>();
        for (LeaderTerm term : LeaderTerm.of(history)) {
            for (FaultWindow window : contact.windows()) {
                for (String node : promises.agents()) {
                    if (window.isProven() && contact.silences(window, node, term.node())) {
                        loss(term, window, node).ifPresent(owed::add);
                    }
                }
            }
        }
        return owed;
    }

    private Optional<Obligation> loss(LeaderTerm term, FaultWindow window, String node) {
        boolean registered = term.samples().stream()
                .anyMatch(sample -> sample.to() <= window.begun().time()
                        && sample.value().agents().containsKey(node));
        boolean leaderSuffers =
                Nature.of(window) != Nature.NETWORK && window.targets().contains(term.node());
        if (!registered || leaderSuffers || alreadyGone(term, window, node) || !mayBeNext(window, node)) {
            return Optional.empty();
        }
        Obligation obligation = Obligation.of(
                LOSS,
                "agent on " + node,
                "the agent on " + node + ", which could not answer because of fault " + window.name()
                        + ", was not given up by the master on " + term.node(),
                window.active(),
                promises.lostBy().plus(promises.processing()));
        // A leader that nobody saw any more owes no more, also the last one: nobody knows for how long it led.
        Moment last = moment(term.last());
        Moment over = window.ending().compareTo(last) < 0 ? window.ending() : last;
        Moment met = term.samples().stream()
                .filter(sample -> sample.index() > window.active().index())
                .filter(sample -> !sample.value().agents().containsKey(node))
                .map(AgentLiveness::moment)
                .findFirst()
                .orElse(null);
        if (met != null && met.compareTo(over) <= 0) {
            return Optional.of(obligation.metAt(met));
        }
        return over.compareTo(window.active()) > 0 ? Optional.of(obligation.cancelledAt(over)) : Optional.empty();
    }

    /** Where the rate of removals is limited an agent may have to wait for others. */
    private boolean mayBeNext(FaultWindow window, String node) {
        return promises.removalSpacing().isEmpty()
                || window.targets().size() == 1 && window.targets().contains(node);
    }

    private static boolean alreadyGone(LeaderTerm term, FaultWindow window, String node) {
        return term.samples().stream()
                .filter(sample -> sample.index() <= window.active().index())
                .max(Comparator.comparingInt(Sample::index))
                .map(sample -> !sample.value().agents().containsKey(node))
                .orElse(true);
    }

    private List<Obligation> returns(History history) {
        Contact contact = new Contact(history, promises);
        List<Sample<ClusterState>> samples = leading(history);
        List<Obligation> owed = new ArrayList<>();
        for (FaultWindow window : contact.windows()) {
            for (String node : promises.agents()) {
                boolean was = window.provenHealed()
                        && (window.targets().contains(node) || window.targets().isEmpty());
                if (was && Nature.of(window) != Nature.OTHER_SERVERS) {
                    owed.add(back(
                            Obligation.of(
                                    RETURN,
                                    "agent on " + node,
                                    "the agent on " + node + " was not registered again after fault " + window.name()
                                            + " was healed",
                                    window.healed(),
                                    promises.returnBound()),
                            node,
                            samples,
                            contact));
                }
            }
        }
        return owed;
    }

    /** Cancelled by the next fault, whatever it is. */
    private Obligation back(Obligation obligation, String node, List<Sample<ClusterState>> samples, Contact contact) {
        Moment since = obligation.since();
        Optional<Moment> next = contact.windows().stream()
                .map(FaultWindow::begun)
                .filter(begun -> begun.compareTo(since) > 0)
                .min(Comparator.naturalOrder());
        Optional<Moment> met = samples.stream()
                .filter(sample -> sample.index() > since.index() && isThere(sample, node))
                .map(AgentLiveness::moment)
                .findFirst();
        if (met.isPresent() && next.map(begun -> met.get().compareTo(begun) < 0).orElse(true)) {
            return obligation.metAt(met.get());
        }
        return next.map(obligation::cancelledAt).orElse(obligation);
    }

    private List<Obligation> finallyRegistered(History history) {
        Optional<Moment> since = FinalPhase.of(history).map(FinalPhase::begun);
        if (since.isEmpty()) {
            return List.of();
        }
        Contact contact = new Contact(history, promises);
        List<Sample<ClusterState>> samples = leading(history);
        return promises.agents().stream()
                .map(node -> back(
                        Obligation.of(
                                REGISTERED,
                                "agent on " + node,
                                "the agent on " + node + " was not registered when everything was healed",
                                since.get(),
                                promises.settleBound()),
                        node,
                        samples,
                        contact))
                .toList();
    }

    private Map<String, Spans> unregistered(History history) {
        List<Sample<ClusterState>> samples = leading(history);
        Map<String, Spans> away = new LinkedHashMap<>();
        for (String node : promises.agents()) {
            List<Span> spans = new ArrayList<>();
            long from = -1;
            for (Sample<ClusterState> sample : samples) {
                boolean there = isThere(sample, node);
                if (!there && from < 0) {
                    from = sample.to();
                } else if (there && from >= 0) {
                    spans.add(new Span(from, Math.max(from, sample.to())));
                    from = -1;
                }
            }
            if (from >= 0) {
                spans.add(new Span(from, Math.max(from, Moment.endOf(history).time())));
            }
            away.put("the agent on " + node + " is registered and connected", Spans.of(spans));
        }
        return away;
    }

    private Optional<Moment> detected(History history, FaultWindow window) {
        return Departure.of(LeaderTerm.of(history)).stream()
                .filter(departure -> window.targets().isEmpty()
                        || window.targets().contains(departure.node())
                        || window.targets().contains(departure.term().node()))
                .map(departure -> moment(departure.after()))
                .filter(moment -> moment.compareTo(window.begun()) > 0 && moment.compareTo(window.healed()) < 0)
                .findFirst();
    }

    private Optional<Moment> recovered(History history, FaultWindow window) {
        return leading(history).stream()
                .filter(sample -> sample.index() > window.ending().index())
                .filter(sample -> promises.agents().stream().allMatch(node -> isThere(sample, node)))
                .map(AgentLiveness::moment)
                .findFirst();
    }

    /** What leading masters said, of whatever term, in order. */
    private static List<Sample<ClusterState>> leading(History history) {
        return LeaderTerm.of(history).stream()
                .flatMap(term -> term.samples().stream())
                .sorted(Comparator.comparingInt(Sample::index))
                .toList();
    }

    private static boolean isThere(Sample<ClusterState> sample, String node) {
        Agent agent = sample.value().agents().get(node);
        return agent != null && agent.active();
    }

    private static Moment moment(Sample<?> sample) {
        return new Moment(sample.to(), sample.index());
    }
}
