package io.partita.workloads.mesos.agents;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.provisioning.system.mesos.Profile;
import io.partita.workloads.mesos.nodes.LedgerEntry;
import io.partita.workloads.mesos.nodes.NodeReading;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.nodes.TaskLedger;
import io.partita.workloads.mesos.nodes.TaskProcess;
import io.partita.workloads.mesos.observe.AppsView;
import io.partita.workloads.mesos.observe.ClusterState;
import io.partita.workloads.mesos.observe.MasterView;
import io.partita.workloads.mesos.observe.Observer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A history made by hand, of a cluster with agents on n1 to n3 where n1 leads, pings every 3 s, and an agent is lost after 15 s
 * to 18 s. Times are in seconds.
 */
final class RecordedAgents {

    static final List<String> NODES = List.of("n1", "n2", "n3");
    private static final double LOOK = 0.1;

    private final HistoryBuilder history = History.builder();
    private final List<LedgerEntry> ledger = new ArrayList<>();
    private int step;

    static Promises promises(Profile profile) {
        return new Promises(
                profile,
                NODES,
                Duration.ofSeconds(3),
                Duration.ofSeconds(15),
                Duration.ofSeconds(18),
                Duration.ofSeconds(5),
                Duration.ofSeconds(120),
                Optional.empty(),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20),
                true,
                Map.of(AgentApps.SPREAD, 2, AgentApps.KEEPER, 2));
    }

    static Promises modern() {
        return promises(Profile.MODERN);
    }

    /** {@code promises} with a limit to the rate of removals. */
    static Promises limited(Promises promises, Duration spacing) {
        return new Promises(
                promises.profile(),
                promises.agents(),
                promises.pingInterval(),
                promises.lostAfter(),
                promises.lostBy(),
                promises.processing(),
                promises.reregistration(),
                Optional.of(spacing),
                promises.returnBound(),
                promises.settleBound(),
                promises.contained(),
                promises.instances());
    }

    private static long ns(double seconds) {
        return Math.round(seconds * 1e9);
    }

    private void done(double at, String f, Object asked, Object value, OpType type) {
        history.add(new Op(0, ns(at), 0, OpType.INVOKE, f, null, asked, null));
        history.add(new Op(0, ns(at + LOOK), 0, type, f, null, value, type == OpType.OK ? null : "refused"));
    }

    RecordedAgents did(double at, String f, Object value) {
        done(at, f, value, value, OpType.OK);
        return this;
    }

    RecordedAgents failed(double at, String f, Object value) {
        done(at, f, value, value, OpType.FAIL);
        return this;
    }

    /** The master on n1 leads and lists these agents, each {@code node=id}. */
    RecordedAgents lists(double at, String... agents) {
        return said(at, "n1", "term-1", 0, Map.of(), agents);
    }

    /** A master leads, counts unreachable agents, and lists these tasks by id and node, and agents. */
    RecordedAgents said(
            double at, String node, String term, int unreachable, Map<String, String> tasks, String... agents) {
        Map<String, ClusterState.Agent> registered = new LinkedHashMap<>();
        for (String agent : agents) {
            registered.put(agent.split("=")[0], new ClusterState.Agent(agent.split("=")[1], true));
        }
        Map<String, ClusterState.Task> listed = new LinkedHashMap<>();
        tasks.forEach((id, on) -> listed.put(id, new ClusterState.Task(on, "TASK_RUNNING", List.of("TASK_RUNNING"))));
        var state = new ClusterState(term, registered, unreachable, List.of(), listed, Map.of());
        var view = new MasterView(node, 200, null, true, node, Optional.of(state));
        return did(at, Observer.MASTERS, Map.of(node, view.toJson()));
    }

    /** All three agents, as they are from the beginning, every second. */
    RecordedAgents allFrom(double from, double to) {
        for (double at = from; at < to; at += 1) {
            lists(at, "n1=S1", "n2=S2", "n3=S3");
        }
        return this;
    }

    /** Marathon lists these tasks of the app, all on n3. */
    RecordedAgents marathon(double at, String app, String... tasks) {
        Map<String, AppsView.Task> views = new LinkedHashMap<>();
        for (String task : tasks) {
            views.put(task, new AppsView.Task("TASK_RUNNING", "n3", "v1", List.of()));
        }
        return did(
                at,
                Observer.APPS,
                new AppsView("n1", Map.of(app, new AppsView.App(2, "v1", List.of(), views))).toJson());
    }

    /** These processes run, each {@code node app task}, or with a fourth word {@code stray}. */
    RecordedAgents runs(double at, String... processes) {
        Map<String, List<TaskProcess>> byNode = new LinkedHashMap<>();
        NODES.forEach(node -> byNode.put(node, new ArrayList<>()));
        long pid = 100;
        for (String process : processes) {
            String[] words = process.split(" ");
            TaskProcess.Kind kind = words.length > 3 ? TaskProcess.Kind.STRAY : TaskProcess.Kind.MAIN;
            byNode.get(words[0]).add(new TaskProcess(words[2], words[1], pid++, 7, kind, TaskProcess.State.RUNNING));
        }
        Map<String, NodeReading<NodeTasks.OnNode>> nodes = new LinkedHashMap<>();
        byNode.forEach((node, found) -> nodes.put(node, new NodeReading.Read<>(new NodeTasks.OnNode(found, 0))));
        return did(at, Observer.PROCESSES, new NodeTasks(nodes).toJson());
    }

    /** A task wrote when it began and when it last lived, and how it ended, or {@code null}. */
    RecordedAgents wrote(String node, String app, String task, int port, double start, double last, String end) {
        ledger.add(new LedgerEntry(
                task,
                app,
                "v1",
                node,
                OptionalInt.of(port),
                1_000 + ledger.size(),
                ns(start),
                ns(last),
                Optional.ofNullable(end).map(how -> new LedgerEntry.End(ns(last + 0.1), how)),
                1));
        return this;
    }

    /** Two tasks of the app that live from before the run on to {@code until}, on n2 and n3. */
    RecordedAgents twoOf(String app, double until) {
        return wrote("n2", app, app.substring(1) + ".a", 31_001, -5, until, null)
                .wrote("n3", app, app.substring(1) + ".b", 31_002, -5, until, null);
    }

    private void nemesis(double at, String name, Map<String, Object> value) {
        history.add(new Op(0, ns(at), Op.NEMESIS, OpType.INFO, name, null, value, null));
    }

    /** A fault begins, and is proven half a second later. {@code cut} is a node that is cut off from all others, or null. */
    RecordedAgents begins(double at, String name, String cut, String... targets) {
        step++;
        nemesis(at, name, Map.of("step", (long) step, "action", "inject"));
        Map<String, Object> value = new LinkedHashMap<>(Map.of("step", (long) step, "action", "inject"));
        value.putAll(record(targets, false));
        if (cut != null) {
            List<Object> pairs = new ArrayList<>();
            NODES.stream().filter(node -> !node.equals(cut)).forEach(node -> {
                pairs.add(List.of(cut, node));
                pairs.add(List.of(node, cut));
            });
            value.put("proof", Map.of("cut", pairs));
        }
        nemesis(at + 0.5, name, value);
        return this;
    }

    /** The fault that began last ends, and is proven healed half a second later. */
    RecordedAgents ends(double at, String name, String... targets) {
        nemesis(at, name, Map.of("step", (long) step + 1_000, "action", "recover"));
        Map<String, Object> value = new LinkedHashMap<>(Map.of("step", (long) step + 1_000, "action", "recover"));
        value.putAll(record(targets, true));
        nemesis(at + 0.5, name, value);
        return this;
    }

    private Map<String, Object> record(String[] targets, boolean healed) {
        return Map.of(
                "id",
                "f" + step,
                "targets",
                List.of(targets),
                "description",
                "",
                "provenActive",
                true,
                "provenHealed",
                healed);
    }

    RecordedAgents healed(double at) {
        nemesis(at, "final-phase", Map.of("ready", true));
        return this;
    }

    History history() {
        History so = history.build();
        double end = so.size() == 0 ? 0 : so.time(so.size() - 1) / 1e9;
        if (!ledger.isEmpty()) {
            did(end + 0.1, Observer.LEDGER, new TaskLedger(byNode()).toJson());
        }
        return history.build();
    }

    private Map<String, NodeReading<TaskLedger.OnNode>> byNode() {
        Map<String, NodeReading<TaskLedger.OnNode>> nodes = new LinkedHashMap<>();
        for (String node : NODES) {
            nodes.put(
                    node,
                    new NodeReading.Read<>(new TaskLedger.OnNode(
                            ledger.stream()
                                    .filter(entry -> entry.node().equals(node))
                                    .toList(),
                            0,
                            0)));
        }
        return nodes;
    }

    CheckResult judgedBy(Checker checker) {
        try {
            return checker.check(history(), Budget.DEFAULT);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
