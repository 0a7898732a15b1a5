package io.partita.workloads.mesos.restart;

import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.history.History;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.nodes.TaskProcess;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Processes that tasks left behind. Where every process of a task must end with it, one that is seen twice after its task's
 * end was left behind; elsewhere they are counted only.
 */
final class Leftovers {

    /** Ending a task's processes takes a moment, so one look proves nothing. */
    private static final int LOOKS = 4;

    private Leftovers() {}

    static List<Anomaly> find(History history, boolean contained, Map<String, Object> details) {
        List<Anomaly> anomalies = new ArrayList<>();
        Map<String, Integer> looks = new HashMap<>();
        Set<String> tasks = new HashSet<>();
        long most = 0;
        for (Sample<NodeTasks> sample : Observations.of(history).processes()) {
            long now = 0;
            for (Map.Entry<String, List<TaskProcess>> node :
                    sample.value().strays().entrySet()) {
                for (TaskProcess stray : node.getValue()) {
                    now++;
                    int seen =
                            looks.merge(node.getKey() + " " + stray.pid() + " " + stray.startTicks(), 1, Integer::sum);
                    if (contained && seen == LOOKS && tasks.add(stray.task())) {
                        anomalies.add(new Anomaly(
                                "process " + stray.pid() + " on " + node.getKey() + " outlived its task " + stray.task()
                                        + ", although all processes of a task must end with it",
                                null,
                                sample.index(),
                                List.of(),
                                Map.of("app", stray.app())));
                    }
                }
            }
            most = Math.max(most, now);
        }
        details.put("leftProcesses", (long) looks.size());
        details.put("mostLeftProcessesAtOnce", most);
        return anomalies;
    }
}
