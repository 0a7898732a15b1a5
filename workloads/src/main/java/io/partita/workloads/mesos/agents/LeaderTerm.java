package io.partita.workloads.mesos.agents;

import io.partita.checker.history.History;
import io.partita.workloads.mesos.observe.ClusterState;
import io.partita.workloads.mesos.observe.MasterView;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one leading master said about its agents, from the first to the last time it was seen to lead. Two may overlap for some
 * seconds: each is judged by its own words. Immutable.
 *
 * @param master the id of the term
 * @param node where the master ran
 * @param unseen when it was last certain that it did not lead yet, ns; the beginning of the run for the first
 * @param samples what it said, in order; not empty
 */
record LeaderTerm(String master, String node, long unseen, List<Sample<ClusterState>> samples) {

    LeaderTerm {
        samples = List.copyOf(samples);
    }

    /** The terms of {@code history}, in the order in which they were first seen. */
    static List<LeaderTerm> of(History history) {
        record Key(String master, String node) {}
        Map<Key, List<Sample<ClusterState>>> said = new LinkedHashMap<>();
        Map<Key, Long> unseen = new LinkedHashMap<>();
        long before = Long.MIN_VALUE;
        for (Sample<Map<String, MasterView>> sample : Observations.of(history).masters()) {
            for (MasterView view : sample.value().values()) {
                if (view.leads() && view.state().isPresent()) {
                    ClusterState state = view.state().get();
                    Key key = new Key(String.valueOf(state.master()), view.node());
                    unseen.putIfAbsent(key, before);
                    said.computeIfAbsent(key, unused -> new ArrayList<>()).add(sample.map(views -> state));
                }
            }
            before = sample.from();
        }
        List<LeaderTerm> terms = new ArrayList<>();
        said.forEach((key, samples) -> terms.add(new LeaderTerm(key.master, key.node, unseen.get(key), samples)));
        terms.sort(Comparator.comparingLong(term -> term.first().from()));
        return terms;
    }

    Sample<ClusterState> first() {
        return samples.get(0);
    }

    Sample<ClusterState> last() {
        return samples.get(samples.size() - 1);
    }

    /** Whether it led before the run began, so that nothing is known of its beginning. */
    boolean isFirst() {
        return unseen == Long.MIN_VALUE;
    }
}
