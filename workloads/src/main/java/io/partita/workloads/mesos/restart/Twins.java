package io.partita.workloads.mesos.restart;

import io.partita.checker.CheckResult.Anomaly;
import io.partita.workloads.mesos.observe.Moments;
import io.partita.workloads.mesos.observe.TaskLife;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tasks that live twice, and tasks that have one port of one node at the same time. */
final class Twins {

    /** Two clocks of processes on one node agree that well: both are read from its kernel. */
    private static final long CLOCK_ERROR = Duration.ofMillis(50).toNanos();

    private Twins() {}

    /** Tasks that lived twice; {@code lives} in the order of their beginnings. */
    static List<Anomaly> twice(List<TaskLife> lives, Moments moments) {
        List<Anomaly> anomalies = new ArrayList<>();
        Map<String, TaskLife> byTask = new HashMap<>();
        for (TaskLife life : lives) {
            TaskLife twin = byTask.putIfAbsent(life.task(), life);
            if (twin != null) {
                anomalies.add(anomaly(
                        "task " + life.task() + " lived twice: on " + place(twin) + " and on " + place(life),
                        life,
                        moments));
            }
        }
        return anomalies;
    }

    /** Tasks that had one port at the same time; {@code lives} in the order of their beginnings. */
    static List<Anomaly> sharingPorts(List<TaskLife> lives, Moments moments) {
        List<Anomaly> anomalies = new ArrayList<>();
        Map<String, List<TaskLife>> byPort = new HashMap<>();
        for (TaskLife life : lives) {
            if (life.port().isPresent()) {
                List<TaskLife> sharing =
                        byPort.computeIfAbsent(life.node() + ":" + life.port().getAsInt(), key -> new ArrayList<>());
                for (TaskLife other : sharing) {
                    if (other.lastSeen() > life.start() + CLOCK_ERROR && life.lastSeen() > life.start()) {
                        anomalies.add(anomaly(
                                "tasks " + other.task() + " and " + life.task() + " had port "
                                        + life.port().getAsInt() + " of " + life.node() + " at the same time",
                                life,
                                moments));
                    }
                }
                sharing.add(life);
            }
        }
        return anomalies;
    }

    private static String place(TaskLife life) {
        return life.node() + " (process " + life.pid() + ", from " + life.start() / 1_000_000 + " ms on)";
    }

    private static Anomaly anomaly(String headline, TaskLife life, Moments moments) {
        return new Anomaly(headline, null, moments.eventAt(life.start()), List.of(), Map.of("app", life.app()));
    }
}
