package io.partita.workloads.mesos.observe;

import io.partita.checker.history.History;
import io.partita.checker.liveness.Moment;
import io.partita.checker.liveness.Span;
import io.partita.checker.liveness.Spans;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.mesos.observe.Term.Leader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When everything that restarts tasks was at work, and which nodes it reached: from what masters and Marathons said and
 * from the cuts between their nodes. Where observations leave doubt it says that something was away, which excuses the
 * system. Immutable.
 */
public final class ControlPlane {

    private final List<Term> masters;
    private final List<Term> marathons;
    private final Spans working;
    private final Map<String, Spans> unreachable;
    private final Spans limbo;

    private ControlPlane(
            List<Term> masters, List<Term> marathons, Spans working, Map<String, Spans> unreachable, Spans limbo) {
        this.masters = masters;
        this.marathons = marathons;
        this.working = working;
        this.unreachable = unreachable;
        this.limbo = limbo;
    }

    /**
     * What {@code history} shows.
     *
     * @param masterNodes the nodes that have a master
     * @param agentNodes the nodes that have an agent
     * @param settle how long a new leader may take to know its agents, its framework and its tasks again
     */
    public static ControlPlane of(History history, List<String> masterNodes, List<String> agentNodes, Duration settle) {
        Observations observations = Observations.of(history);
        List<Sample<Map<String, MasterView>>> samples = observations.masters();
        Cuts cuts = Cuts.of(history);
        Strikes strikes = Strikes.of(history);
        List<Term> masters = Term.of(samples, ControlPlane::master);
        List<Term> marathons = Term.of(observations.marathons(), ControlPlane::marathon);
        Spans working = settled(masters, settle)
                .intersection(settled(marathons, settle))
                .intersection(connected(masters, marathons, masterNodes, cuts));
        Map<String, Spans> unreachable = new HashMap<>();
        Spans limbo = Spans.NONE;
        Span whole = new Span(0, Moment.endOf(history).time());
        for (String node : agentNodes) {
            Spans givenUp = Spans.of(unregistered(samples, node, whole));
            List<Span> away = new ArrayList<>();
            for (int i = 0; i < masters.size(); i++) {
                // A cut may begin before an observation confirms who leads, and outlast the last one of a term.
                long until = i + 1 < masters.size() ? masters.get(i + 1).from() : Long.MAX_VALUE;
                Term term = masters.get(i);
                away.addAll(cuts.between(term.node(), node)
                        .intersection(Spans.of(new Span(term.from(), Math.max(term.from(), until))))
                        .list());
            }
            away.addAll(strikes.of(Role.AGENT.label(), node).list());
            Spans cutOff = Spans.of(away);
            unreachable.put(node, cutOff.union(givenUp));
            limbo = limbo.union(cutOff.intersection(givenUp.complement(whole)));
        }
        return new ControlPlane(masters, marathons, working, unreachable, limbo);
    }

    private static Optional<Leader> master(Map<String, MasterView> views) {
        List<MasterView> leading =
                views.values().stream().filter(MasterView::leads).toList();
        return leading.size() != 1
                ? Optional.empty()
                : leading.get(0)
                        .state()
                        .filter(state -> state.frameworks().stream().anyMatch(ClusterState.Framework::active))
                        .map(state -> new Leader(leading.get(0).node(), String.valueOf(state.master())));
    }

    private static Optional<Leader> marathon(Map<String, MarathonView> views) {
        List<MarathonView> leading =
                views.values().stream().filter(MarathonView::leads).toList();
        return leading.size() != 1
                ? Optional.empty()
                : Optional.of(new Leader(leading.get(0).node(), ""));
    }

    /** The terms without their beginnings; one that was there from the start has none. */
    private static Spans settled(List<Term> terms, Duration settle) {
        List<Span> spans = new ArrayList<>();
        for (Term term : terms) {
            long from = term.from() <= 0 ? term.from() : term.from() + settle.toNanos();
            if (from < term.to()) {
                spans.add(new Span(from, term.to()));
            }
        }
        return Spans.of(spans);
    }

    /** When the leading Marathon and most masters were not cut off from the leading master. */
    private static Spans connected(List<Term> masters, List<Term> marathons, List<String> masterNodes, Cuts cuts) {
        List<Span> connected = new ArrayList<>();
        for (Term master : masters) {
            for (Term marathon : marathons) {
                Spans both = Spans.of(master.span()).intersection(Spans.of(marathon.span()));
                both.list()
                        .forEach(span -> connected.addAll(cuts.between(master.node(), marathon.node())
                                .union(minority(master.node(), masterNodes, cuts))
                                .complement(span)
                                .list()));
            }
        }
        return Spans.of(connected);
    }

    /** When {@code leader} could not reach most of the masters, itself included. */
    private static Spans minority(String leader, List<String> masterNodes, Cuts cuts) {
        List<Span> alone = new ArrayList<>();
        List<Spans> away = masterNodes.stream()
                .filter(node -> !node.equals(leader))
                .map(node -> cuts.between(leader, node))
                .toList();
        int most = (masterNodes.size() - 1) / 2;
        away.stream()
                .flatMap(spans -> spans.list().stream())
                .filter(span -> away.stream()
                                .filter(spans -> spans.contains(span.from()))
                                .count()
                        > most)
                .forEach(alone::add);
        return Spans.of(alone);
    }

    /** When the leading master may not have held the agent on {@code node} for connected. */
    private static List<Span> unregistered(List<Sample<Map<String, MasterView>>> samples, String node, Span whole) {
        List<Span> away = new ArrayList<>();
        long from = -1;
        long before = whole.from();
        for (Sample<Map<String, MasterView>> sample : samples) {
            Optional<ClusterState> state = sample.value().values().stream()
                    .filter(MasterView::leads)
                    .flatMap(view -> view.state().stream())
                    .findFirst();
            if (state.isPresent()) {
                ClusterState.Agent agent = state.get().agents().get(node);
                boolean there = agent != null && agent.active();
                if (!there && from < 0) {
                    from = before;
                } else if (there && from >= 0) {
                    away.add(new Span(from, sample.to()));
                    from = -1;
                }
                before = sample.from();
            }
        }
        if (from >= 0) {
            away.add(new Span(from, Math.max(from, whole.to())));
        }
        return away;
    }

    /** The terms of Mesos' leading masters. */
    public List<Term> masters() {
        return masters;
    }

    /** The terms of leading Marathons. */
    public List<Term> marathons() {
        return marathons;
    }

    /** When one master and one Marathon led, had settled, and reached each other and most masters. */
    public Spans working() {
        return working;
    }

    /** When the leading master may not have reached the agent on {@code node}. */
    public Spans unreachable(String node) {
        return unreachable.getOrDefault(node, Spans.NONE);
    }

    /** Whether the node may have been out of reach for {@code least} or longer without a break, beginning before {@code time}. */
    public boolean wasAwayFor(String node, Duration least, long time) {
        return unreachable(node).list().stream()
                .anyMatch(span -> span.from() < time && span.length() >= least.toNanos());
    }

    /**
     * When some agent was out of reach and not given up yet: what was sent to it to be launched is lost, and nobody knows
     * it before the agent is given up or comes back.
     */
    public Spans limbo() {
        return limbo;
    }

    /** Whether one and the same master led all the time from {@code from} to {@code to}. */
    public boolean sameMaster(long from, long to) {
        return masters.stream().anyMatch(term -> term.from() <= from && to <= term.to());
    }

    /** Whether one and the same Marathon led all the time from {@code from} to {@code to}. */
    public boolean sameMarathon(long from, long to) {
        return marathons.stream().anyMatch(term -> term.from() <= from && to <= term.to());
    }
}
