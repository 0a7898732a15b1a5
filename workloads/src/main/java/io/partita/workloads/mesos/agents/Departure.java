package io.partita.workloads.mesos.agents;

import io.partita.workloads.mesos.observe.ClusterState;
import io.partita.workloads.mesos.observe.ClusterState.Agent;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An agent that a leading master listed, and then did not list any more. Immutable.
 *
 * @param term the leader's term
 * @param node the agent's node
 * @param agentId the id that is gone
 * @param successor the id that is listed for the node in its place, or {@code null}
 * @param registered a time before which the agent certainly was not registered in this term, ns
 * @param before the last observation that shows the agent
 * @param after the first that does not
 */
record Departure(
        LeaderTerm term,
        String node,
        String agentId,
        String successor,
        long registered,
        Sample<ClusterState> before,
        Sample<ClusterState> after) {

    /** It certainly was still registered at this time, ns. */
    long earliest() {
        return before.from();
    }

    /** It certainly was gone by this time, ns. */
    long latest() {
        return after.to();
    }

    /** The departures of all {@code terms}, in the order in which they became certain. */
    static List<Departure> of(List<LeaderTerm> terms) {
        List<Departure> departures = new ArrayList<>();
        terms.forEach(term -> departures.addAll(of(term)));
        departures.sort(Comparator.comparingLong(Departure::latest));
        return departures;
    }

    private static List<Departure> of(LeaderTerm term) {
        List<Departure> departures = new ArrayList<>();
        Map<String, Long> registered = new HashMap<>();
        Sample<ClusterState> before = null;
        for (Sample<ClusterState> sample : term.samples()) {
            for (String node : sample.value().agents().keySet()) {
                if (before == null) {
                    registered.put(node, Long.MIN_VALUE);
                } else if (id(sample, node) != null && !id(sample, node).equals(id(before, node))) {
                    if (id(before, node) != null) {
                        departures.add(departure(term, node, registered, before, sample));
                    }
                    registered.put(node, before.from());
                }
            }
            if (before != null) {
                for (String node : before.value().agents().keySet()) {
                    if (id(sample, node) == null) {
                        departures.add(departure(term, node, registered, before, sample));
                    }
                }
            }
            before = sample;
        }
        return departures;
    }

    private static Departure departure(
            LeaderTerm term,
            String node,
            Map<String, Long> registered,
            Sample<ClusterState> before,
            Sample<ClusterState> after) {
        return new Departure(term, node, id(before, node), id(after, node), registered.get(node), before, after);
    }

    private static String id(Sample<ClusterState> sample, String node) {
        Agent agent = sample.value().agents().get(node);
        return agent == null ? null : agent.id();
    }
}
