package io.partita.workloads.mesos.deploy;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.provisioning.system.testbed.TestbedSystem;
import io.partita.workloads.mesos.nodes.LedgerEntry;
import io.partita.workloads.mesos.nodes.NodeReading;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.nodes.TaskLedger;
import io.partita.workloads.mesos.nodes.TaskProcess;
import io.partita.workloads.mesos.observe.ClusterState;
import io.partita.workloads.mesos.observe.MarathonView;
import io.partita.workloads.mesos.observe.MasterView;
import io.partita.workloads.mesos.observe.Observer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * A history in the making, of three nodes and one app {@code /web} of four instances that are of version {@code 0}; all
 * times in ms. An upgrade to token {@code v1} has version {@code 1}, and so on.
 */
final class World {

    static final RollingApp APP = new RollingApp("/web", 4, 0.5, 0.25);
    static final List<String> NODES = List.of("n1", "n2", "n3");
    private static final long MS = 1_000_000;
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private record Event(long at, int process, OpType type, String f, Object key, Object value, String error) {}

    private final List<Event> events = new ArrayList<>();
    private final Map<String, List<LedgerEntry>> ledger = new LinkedHashMap<>();
    private int process;
    private long end;

    World() {
        NODES.forEach(node -> ledger.put(node, new ArrayList<>()));
    }

    static Facts facts() {
        return new Facts(
                List.of(APP),
                NODES,
                NODES,
                TestbedSystem.of(Map.of("time.scale", "5")).bounds(),
                INTERVAL,
                true);
    }

    private World did(
            long from, long to, String f, Object key, Object argument, OpType type, Object value, String error) {
        process++;
        events.add(new Event(from, process, OpType.INVOKE, f, key, argument, null));
        if (to >= 0) {
            events.add(new Event(to, process, type, f, key, value, error));
        }
        end = Math.max(end, Math.max(from, to));
        return this;
    }

    private World saw(long from, long to, String f, Object value) {
        return did(from, to, f, null, null, OpType.OK, value, null);
    }

    /** From {@code from} to {@code to}, one master and one Marathon lead on {@code leader} and have all agents but {@code away}. */
    World led(long from, long to, String leader, String... away) {
        for (long at = from; at <= to; at += 500) {
            Map<String, Object> masters = new LinkedHashMap<>();
            Map<String, Object> marathons = new LinkedHashMap<>();
            for (String node : NODES) {
                boolean leads = node.equals(leader);
                masters.put(
                        node,
                        new MasterView(
                                        node,
                                        200,
                                        null,
                                        leads,
                                        leader,
                                        leads ? Optional.of(state(leader, away)) : Optional.empty())
                                .toJson());
                marathons.put(node, new MarathonView(node, 200, null, leads, leader, "f").toJson());
            }
            saw(at, at + 10, Observer.MASTERS, masters);
            saw(at, at + 10, Observer.MARATHONS, marathons);
        }
        return this;
    }

    private static ClusterState state(String leader, String... away) {
        Map<String, ClusterState.Agent> agents = new LinkedHashMap<>();
        NODES.stream()
                .filter(node -> !Arrays.asList(away).contains(node))
                .forEach(node -> agents.put(node, new ClusterState.Agent(node, true)));
        return new ClusterState(
                "master-" + leader,
                agents,
                0,
                List.of(new ClusterState.Framework("f", "marathon", true)),
                Map.of(),
                Map.of());
    }

    World upgraded(long from, long to, int version, boolean force) {
        Map<String, Object> value = argument("token", "v" + version, force);
        return did(from, to, "upgrade", APP.id(), value, OpType.OK, answered(value, version), null);
    }

    World scaled(long from, long to, long instances, int version) {
        Map<String, Object> value = argument("instances", instances, false);
        return did(from, to, "scale", APP.id(), value, OpType.OK, answered(value, version), null);
    }

    World scaleUnknown(long from, long to, long instances) {
        Map<String, Object> value = argument("instances", instances, false);
        return did(from, to, "scale", APP.id(), value, OpType.INFO, value, "timeout");
    }

    World upgradeRefused(long from, long to, int version) {
        Map<String, Object> value = argument("token", "v" + version, false);
        return did(from, to, "upgrade", APP.id(), value, OpType.FAIL, value, "http-409: App is locked");
    }

    private static Map<String, Object> argument(String field, Object value, boolean force) {
        Map<String, Object> argument = new LinkedHashMap<>();
        argument.put("via", "n1");
        argument.put(field, value);
        if (force) {
            argument.put("force", true);
        }
        return argument;
    }

    private static Map<String, Object> answered(Map<String, Object> argument, int version) {
        Map<String, Object> answer = new LinkedHashMap<>(argument);
        answer.put("version", Integer.toString(version));
        answer.put("deployment", "d" + version);
        return answer;
    }

    /** The Marathon on {@code via} shows the app. */
    World listed(long from, long to, String via, int version, String token, long instances, String... deployments) {
        var app = new Listing.App(Integer.toString(version), token, instances, instances, List.of(deployments));
        return saw(from, to, Listing.FUNCTION, new Listing(via, Map.of(APP.id(), app)).toJson());
    }

    /** A task that lived from {@code from} until it was told to end at {@code to}, or for good if that is negative. */
    World task(String id, int version, String node, long from, long to) {
        ledger.get(node)
                .add(new LedgerEntry(
                        id,
                        APP.id(),
                        Integer.toString(version),
                        node,
                        OptionalInt.empty(),
                        id.hashCode(),
                        from * MS,
                        (to < 0 ? 1_000_000 : to) * MS,
                        to < 0 ? Optional.empty() : Optional.of(new LedgerEntry.End(to * MS, "TERM")),
                        MS));
        return this;
    }

    /** The load is over, and the cluster serves. */
    World finallyReady(long at) {
        events.add(new Event(at, Op.NEMESIS, OpType.INFO, "final-phase", null, Map.of("ready", true), null));
        end = Math.max(end, at);
        return this;
    }

    /** A look at the nodes that finds {@code number} living tasks. */
    World found(long from, long to, int number) {
        List<TaskProcess> processes = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            processes.add(new TaskProcess(
                    "found." + i, APP.id(), 100L + i, 7, TaskProcess.Kind.MAIN, TaskProcess.State.RUNNING));
        }
        Map<String, NodeReading<NodeTasks.OnNode>> nodes = new LinkedHashMap<>();
        NODES.forEach(node -> nodes.put(
                node, new NodeReading.Read<>(new NodeTasks.OnNode(node.equals("n1") ? processes : List.of(), 0))));
        return saw(from, to, Observer.PROCESSES, new NodeTasks(nodes).toJson());
    }

    History history() {
        Map<String, NodeReading<TaskLedger.OnNode>> nodes = new LinkedHashMap<>();
        ledger.forEach(
                (node, entries) -> nodes.put(node, new NodeReading.Read<>(new TaskLedger.OnNode(entries, 0, 0))));
        saw(end + 100, end + 110, Observer.LEDGER, new TaskLedger(nodes).toJson());
        HistoryBuilder builder = History.builder();
        events.stream()
                .sorted(Comparator.comparingLong(Event::at))
                .forEach(event -> builder.add(new Op(
                        builder.size(),
                        event.at * MS,
                        event.process,
                        event.type,
                        event.f,
                        event.key,
                        event.value,
                        event.error)));
        return builder.build();
    }

    CheckResult judgedBy(Function<Facts, Checker> checker) throws InterruptedException {
        return checker.apply(facts()).check(history(), Budget.DEFAULT);
    }
}
