package io.partita.workloads.mesos.restart;

import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.history.History;
import io.partita.workloads.mesos.observe.ClusterState;
import io.partita.workloads.mesos.observe.MasterView;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tasks that a leading master reported ended and then not ended. TASK_LOST is no end: a lost task may return. */
final class Returns {

    private static final Set<String> ENDS = Set.of("TASK_FINISHED", "TASK_FAILED", "TASK_KILLED", "TASK_ERROR");
    private static final Set<String> ALIVE = Set.of("TASK_STAGING", "TASK_STARTING", "TASK_RUNNING");

    private record Ended(String state, int index) {}

    private Returns() {}

    static List<Anomaly> find(History history) {
        List<Anomaly> anomalies = new ArrayList<>();
        // Of a master and a task: an observation that ended before another began came before it; else nobody knows.
        Map<String, Ended> ended = new HashMap<>();
        Set<String> accused = new HashSet<>();
        for (Sample<Map<String, MasterView>> sample : Observations.of(history).masters()) {
            for (MasterView view : sample.value().values()) {
                view.state().ifPresent(state -> {
                    Map<String, ClusterState.Task> all = new LinkedHashMap<>(state.ended());
                    all.putAll(state.tasks());
                    all.forEach((id, task) -> {
                        List<String> states = states(task);
                        String end = null;
                        for (String next : states) {
                            if (end != null && ALIVE.contains(next) && accused.add(id)) {
                                anomalies.add(anomaly(id, next, end, view.node(), sample.index(), states));
                            }
                            end = ENDS.contains(next) ? next : end;
                        }
                        Ended before = ended.get(state.master() + " " + id);
                        if (before != null
                                && before.index < sample.fromIndex()
                                && ALIVE.contains(task.state())
                                && accused.add(id)) {
                            anomalies.add(anomaly(id, task.state(), before.state, view.node(), sample.index(), states));
                        }
                        if (ENDS.contains(task.state())) {
                            ended.putIfAbsent(state.master() + " " + id, new Ended(task.state(), sample.index()));
                        }
                    });
                });
            }
        }
        return anomalies;
    }

    private static Anomaly anomaly(
            String task, String now, String before, String node, int index, List<String> states) {
        return new Anomaly(
                "task " + task + " was reported " + now + " after it had been reported " + before
                        + ", by the master on " + node,
                null,
                index,
                List.of(),
                Map.of("states", List.copyOf(states)));
    }

    /** The states that {@code task} went through, its present one last. */
    private static List<String> states(ClusterState.Task task) {
        List<String> states = new ArrayList<>(task.states());
        if (states.isEmpty() || !states.get(states.size() - 1).equals(task.state())) {
            states.add(task.state());
        }
        return states;
    }
}
