package io.partita.testbed.master.view;

import io.partita.testbed.master.allocation.Allocation;
import io.partita.testbed.master.cluster.Cluster;
import io.partita.testbed.master.cluster.FrameworkEntry;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.view.Json;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** What can be measured of the cluster, by metric name. What was only counted or timed is added by others. */
public final class MetricsView {

    /** Counters that are there from the beginning. */
    private static final List<String> COUNTERS = List.of(
            "allocator/mesos/allocation_runs",
            "master/dropped_messages",
            "master/invalid_executor_to_framework_messages",
            "master/invalid_framework_to_executor_messages",
            "master/invalid_operation_status_update_acknowledgements",
            "master/invalid_status_update_acknowledgements",
            "master/invalid_status_updates",
            "master/messages_authenticate",
            "master/messages_deactivate_framework",
            "master/messages_decline_offers",
            "master/messages_executor_to_framework",
            "master/messages_exited_executor",
            "master/messages_framework_to_executor",
            "master/messages_kill_task",
            "master/messages_launch_tasks",
            "master/messages_operation_status_update_acknowledgement",
            "master/messages_reconcile_operations",
            "master/messages_reconcile_tasks",
            "master/messages_register_framework",
            "master/messages_register_slave",
            "master/messages_reregister_framework",
            "master/messages_reregister_slave",
            "master/messages_resource_request",
            "master/messages_revive_offers",
            "master/messages_status_update",
            "master/messages_status_update_acknowledgement",
            "master/messages_suppress_offers",
            "master/messages_unregister_framework",
            "master/messages_unregister_slave",
            "master/messages_update_slave",
            "master/recovery_slave_removals",
            "master/slave_registrations",
            "master/slave_removals",
            "master/slave_removals/reason_registered",
            "master/slave_removals/reason_unhealthy",
            "master/slave_removals/reason_unregistered",
            "master/slave_reregistrations",
            "master/slave_shutdowns_canceled",
            "master/slave_shutdowns_completed",
            "master/slave_shutdowns_scheduled",
            "master/slave_unreachable_canceled",
            "master/slave_unreachable_completed",
            "master/slave_unreachable_scheduled",
            "master/tasks_dropped",
            "master/tasks_error",
            "master/tasks_failed",
            "master/tasks_finished",
            "master/tasks_gone",
            "master/tasks_gone_by_operator",
            "master/tasks_killed",
            "master/tasks_lost",
            "master/valid_executor_to_framework_messages",
            "master/valid_framework_to_executor_messages",
            "master/valid_operation_status_update_acknowledgements",
            "master/valid_status_update_acknowledgements",
            "master/valid_status_updates");

    private static final List<String> QUEUES = List.of(
            "allocator/event_queue_dispatches",
            "allocator/mesos/event_queue_dispatches",
            "master/event_queue_dispatches",
            "master/event_queue_http_requests",
            "master/event_queue_messages");

    private MetricsView() {}

    /**
     * All metrics of the cluster.
     *
     * @param now seconds since 1970
     */
    public static Map<String, Double> measure(Snapshot snapshot, Map<String, Double> counted, double now) {
        Map<String, Double> metrics = new TreeMap<>();
        COUNTERS.forEach(name -> metrics.put(name, 0.0));
        QUEUES.forEach(name -> metrics.put(name, 0.0));
        metrics.putAll(counted);
        metrics.put("master/elected", snapshot.electedTime() == null ? 0.0 : 1.0);
        metrics.put("master/uptime_secs", now - snapshot.startTime());
        agents(snapshot, metrics);
        frameworks(snapshot.cluster(), metrics);
        tasks(snapshot.cluster(), metrics);
        resources(snapshot.cluster(), metrics);
        machine(metrics);
        return metrics;
    }

    public static ObjectNode json(Map<String, Double> metrics) {
        ObjectNode json = Json.object();
        metrics.forEach((name, value) -> json.set(name, Json.number(value)));
        return json;
    }

    /** Load and memory of the machine, as the statistics endpoint has them. */
    public static ObjectNode machineStatistics() {
        Map<String, Double> metrics = new TreeMap<>();
        machine(metrics);
        ObjectNode json = Json.object();
        Json.put(json, "avg_load_15min", metrics.get("system/load_15min"));
        Json.put(json, "avg_load_1min", metrics.get("system/load_1min"));
        Json.put(json, "avg_load_5min", metrics.get("system/load_5min"));
        json.put("cpus_total", metrics.get("system/cpus_total").intValue());
        json.put("mem_free_bytes", metrics.get("system/mem_free_bytes").longValue());
        json.put("mem_total_bytes", metrics.get("system/mem_total_bytes").longValue());
        return json;
    }

    private static void agents(Snapshot snapshot, Map<String, Double> metrics) {
        var all = snapshot.cluster().agents().values();
        double connected = all.stream().filter(agent -> agent.isConnected()).count();
        double active = all.stream().filter(snapshot.active()).count();
        metrics.put("master/slaves_connected", connected);
        metrics.put("master/slaves_disconnected", all.size() - connected);
        metrics.put("master/slaves_active", active);
        metrics.put("master/slaves_inactive", all.size() - active);
        metrics.put("master/slaves_unreachable", (double)
                snapshot.registry().unreachable().size());
    }

    private static void frameworks(Cluster cluster, Map<String, Double> metrics) {
        var all = cluster.frameworks().values();
        double connected = all.stream().filter(FrameworkEntry::isConnected).count();
        double active = all.stream().filter(FrameworkEntry::isActive).count();
        metrics.put("master/frameworks_connected", connected);
        metrics.put("master/frameworks_disconnected", all.size() - connected);
        metrics.put("master/frameworks_active", active);
        metrics.put("master/frameworks_inactive", all.size() - active);
        metrics.put("master/outstanding_offers", (double) cluster.offers().size());
    }

    private static void tasks(Cluster cluster, Map<String, Double> metrics) {
        metrics.put("master/tasks_staging", count(cluster, TaskState.TASK_STAGING));
        metrics.put("master/tasks_starting", count(cluster, TaskState.TASK_STARTING));
        metrics.put("master/tasks_running", count(cluster, TaskState.TASK_RUNNING));
        metrics.put("master/tasks_killing", count(cluster, TaskState.TASK_KILLING));
        double unreachable = cluster.frameworks().values().stream()
                .flatMap(framework -> framework.unreachableTasks().values().stream())
                .filter(task -> task.state() == TaskState.TASK_UNREACHABLE)
                .count();
        metrics.put("master/tasks_unreachable", unreachable);
    }

    private static double count(Cluster cluster, TaskState state) {
        return cluster.tasks().filter(task -> task.state() == state).count();
    }

    private static void resources(Cluster cluster, Map<String, Double> metrics) {
        Resources total = cluster.agents().values().stream()
                .map(agent -> agent.info().resources())
                .reduce(Resources.NONE, Resources::plus);
        Resources used =
                cluster.agents().keySet().stream().map(cluster::usedOn).reduce(Resources.NONE, Resources::plus);
        Resources taken =
                cluster.agents().keySet().stream().map(cluster::offeredOn).reduce(used, Resources::plus);
        Map<String, ToDoubleFunction<Resources>> kinds =
                Map.of("cpus", Resources::cpus, "mem", Resources::mem, "disk", Resources::disk, "gpus", none -> 0);
        kinds.forEach((kind, amount) -> {
            double all = amount.applyAsDouble(total);
            metrics.put("master/" + kind + "_total", all);
            metrics.put("master/" + kind + "_used", amount.applyAsDouble(used));
            metrics.put("master/" + kind + "_percent", all == 0 ? 0 : amount.applyAsDouble(used) / all);
            metrics.put("master/" + kind + "_revocable_total", 0.0);
            metrics.put("master/" + kind + "_revocable_used", 0.0);
            metrics.put("master/" + kind + "_revocable_percent", 0.0);
            if (!kind.equals("gpus")) {
                metrics.put("allocator/mesos/resources/" + kind + "/total", all);
                metrics.put("allocator/mesos/resources/" + kind + "/offered_or_allocated", amount.applyAsDouble(taken));
            }
        });
        roles(cluster)
                .forEach(role -> metrics.put(
                        "allocator/mesos/roles/" + role + "/shares/dominant", Allocation.dominantShare(taken, total)));
    }

    /** The roles of which there are frameworks: those that the allocator measures. */
    public static Stream<String> roles(Cluster cluster) {
        return cluster.frameworks().values().stream()
                .map(framework -> FrameworkView.role(framework.info()))
                .distinct();
    }

    private static void machine(Map<String, Double> metrics) {
        double load = Math.max(0, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        Runtime runtime = Runtime.getRuntime();
        metrics.put("system/cpus_total", (double) runtime.availableProcessors());
        metrics.put("system/load_1min", load);
        metrics.put("system/load_5min", load);
        metrics.put("system/load_15min", load);
        metrics.put("system/mem_free_bytes", (double) runtime.freeMemory());
        metrics.put("system/mem_total_bytes", (double) runtime.maxMemory());
    }
}
