package io.partita.testbed.agent;

import io.partita.testbed.messages.AgentInfo;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.view.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** The agent's metrics, under the names that Mesos gives them. What the testbed does not have is zero. */
final class MetricsView {

    private static final Map<String, String> NAMES = Table.read("metrics.tsv");

    private final Loop loop;
    private final long started;
    private final Supplier<AgentInfo> self;
    private final Containers containers;
    private final Registration registration;

    MetricsView(Loop loop, Supplier<AgentInfo> self, Containers containers, Registration registration) {
        this.loop = loop;
        this.started = loop.nanos();
        this.self = self;
        this.containers = containers;
        this.registration = registration;
    }

    ObjectNode snapshot() {
        Map<String, Double> values = new TreeMap<>();
        NAMES.forEach((name, value) -> values.put(name, Double.valueOf(value)));
        Resources all = self.get().resources();
        Resources used = containers.allocated();
        resource(values, "cpus", all.cpus(), used.cpus());
        resource(values, "mem", all.mem(), used.mem());
        resource(values, "disk", all.disk(), used.disk());
        List<Container> live = containers.shown();
        values.put("slave/executors_registering", count(live, Container.State.STARTING));
        values.put("slave/executors_running", count(live, Container.State.REGISTERED));
        values.put("slave/executors_terminated", containers.ended() + count(live, Container.State.EXITED));
        values.put("slave/frameworks_active", (double)
                live.stream().map(Container::framework).distinct().count());
        for (TaskState state : TaskState.values()) {
            String name =
                    "slave/tasks_" + state.name().substring("TASK_".length()).toLowerCase(java.util.Locale.ROOT);
            if (NAMES.containsKey(name)) {
                values.put(name, tasks(live, state) + (state.isTerminal() ? tasks(containers.completed(), state) : 0));
            }
        }
        values.put("slave/registered", registration.registeredWith().isPresent() ? 1.0 : 0.0);
        values.put("slave/uptime_secs", (loop.nanos() - started) / 1e9);
        values.put("slave/valid_status_updates", (double) containers.updates());
        values.put("system/cpus_total", all.cpus());
        values.put("system/mem_total_bytes", all.mem() * 1024 * 1024);
        values.put("system/mem_free_bytes", (all.mem() - used.mem()) * 1024 * 1024);
        ObjectNode node = Json.object();
        values.forEach(node::put);
        return node;
    }

    private static void resource(Map<String, Double> values, String name, double total, double used) {
        values.put("slave/" + name + "_total", total);
        values.put("slave/" + name + "_used", used);
        values.put("slave/" + name + "_percent", total == 0 ? 0 : used / total);
    }

    private static double count(List<Container> live, Container.State state) {
        return live.stream().filter(container -> container.state == state).count();
    }

    private static double tasks(List<Container> some, TaskState state) {
        return some.stream().filter(container -> container.taskState == state).count();
    }
}
