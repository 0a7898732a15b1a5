package io.partita.workloads.mesos.discovery;

import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.history.History;
import io.partita.workloads.mesos.observe.ClusterState;
import io.partita.workloads.mesos.observe.MasterView;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Masters that answer with another's state as if they led: a careful reader who asks whether the answer is the leader's own
 * believes them. Every master process has an id of its own, so one id on two nodes is a copy, whoever leads.
 */
final class Impostors {

    private Impostors() {}

    static List<Anomaly> find(History history) {
        Map<String, Anomaly> byNode = new LinkedHashMap<>();
        for (Sample<Map<String, MasterView>> sample : Observations.of(history).masters()) {
            Map<String, List<String>> nodes = new LinkedHashMap<>();
            sample.value().values().stream()
                    .filter(MasterView::leads)
                    .forEach(view -> id(view).ifPresent(id ->
                            nodes.computeIfAbsent(id, key -> new ArrayList<>()).add(view.node())));
            nodes.forEach((id, same) -> {
                if (same.size() > 1) {
                    byNode.putIfAbsent(String.join(",", same), anomaly(id, same, sample));
                }
            });
        }
        return List.copyOf(byNode.values());
    }

    private static Optional<String> id(MasterView view) {
        return view.state().map(ClusterState::master);
    }

    private static Anomaly anomaly(String id, List<String> nodes, Sample<?> sample) {
        return new Anomaly(
                "the masters on " + String.join(" and ", nodes) + " all answered at " + Times.at(sample.to())
                        + " as the leading master with id " + id
                        + ": a standby passes a copy of the leader's state off as its own",
                null,
                sample.index(),
                List.of(),
                Map.of("master", id, "nodes", List.copyOf(nodes)));
    }
}
