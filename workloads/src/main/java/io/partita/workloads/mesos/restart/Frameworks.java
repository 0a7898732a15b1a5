package io.partita.workloads.mesos.restart;

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

/** Whether Marathon was one and the same framework for the whole run. */
final class Frameworks {

    private static final String NAME = "marathon";

    private Frameworks() {}

    static List<Anomaly> find(History history, Map<String, Object> details) {
        List<Anomaly> anomalies = new ArrayList<>();
        Map<String, Integer> seen = new LinkedHashMap<>();
        for (Sample<Map<String, MasterView>> sample : Observations.of(history).masters()) {
            for (MasterView view : sample.value().values()) {
                view.state()
                        .ifPresent(state -> state.frameworks().stream()
                                .filter(framework -> framework.active()
                                        && framework.name() != null
                                        && framework.name().startsWith(NAME))
                                .map(ClusterState.Framework::id)
                                .forEach(id -> seen.putIfAbsent(id, sample.index())));
            }
        }
        details.put("frameworks", List.<Object>copyOf(seen.keySet()));
        List<String> ids = List.copyOf(seen.keySet());
        for (String id : ids.subList(Math.min(1, ids.size()), ids.size())) {
            anomalies.add(new Anomaly(
                    "Marathon registered as a second framework, " + id + ", although it was " + ids.get(0),
                    null,
                    seen.get(id),
                    List.of((long) seen.get(ids.get(0))),
                    Map.of()));
        }
        return anomalies;
    }
}
