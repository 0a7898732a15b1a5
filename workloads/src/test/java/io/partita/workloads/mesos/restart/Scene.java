package io.partita.workloads.mesos.restart;

import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.provisioning.system.mesos.MesosBounds;
import io.partita.provisioning.system.mesos.Timings;
import io.partita.provisioning.system.zookeeper.ZooKeeperSettings;
import io.partita.workloads.mesos.AppSpec;
import io.partita.workloads.mesos.TaskKills;
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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/**
 * A run of a minute and a half in which three agents (n1 to n3) run tasks of {@code /web}, written down as its history: looks at
 * everything twice a second, everything healed at 50 s, final reads from 52 s on.
 */
final class Scene {

    static final List<String> NODES = List.of("n1", "n2", "n3");
    /** Of the settings below: N x T is 10 s, (N+1) x T is 12 s, and a launch may take 8 s. */
    static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("ping.timeout", "2"),
            Map.entry("ping.max", "5"),
            Map.entry("marathon.backoff.seconds", "1"),
            Map.entry("marathon.revive.interval", "1"),
            Map.entry("allocation.interval", "0.5"),
            Map.entry("registration.backoff", "0.5"),
            Map.entry("executor.reregister", "1"),
            Map.entry("executor.grace", "1"),
            Map.entry("marathon.reconcile.delay", "2"),
            Map.entry("marathon.reconcile.interval", "3"),
            Map.entry("marathon.scale.delay", "2"),
            Map.entry("marathon.expunge.interval", "2"),
            Map.entry("marathon.kill.retry", "2"),
            Map.entry("marathon.unreachable.inactive", "0"),
            Map.entry("reregister.timeout", "100"),
            Map.entry("zk.session", "2"),
            Map.entry("marathon.zk.session", "2"),
            Map.entry("registration.backoff.max", "2"),
            Map.entry("supervise.master", "1"),
            Map.entry("supervise.agent", "1"),
            Map.entry("supervise.marathon", "1"));

    private static final double FINAL = 52;
    private static final double END = 90;

    /** A task's process; times in seconds, an end of 0 for none. */
    private record Process(
            String task, String app, String node, long pid, double start, double end, String how, Integer port) {}

    private record Event(double time, String f, Object value, boolean nemesis) {}

    private final List<Process> processes = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Double> ledgers = new ArrayList<>();
    private DoubleFunction<String> master = time -> "n1";
    private DoubleFunction<String> marathon = time -> "n1";
    private DoubleFunction<List<String>> agents = time -> NODES;
    private DoubleFunction<String> framework = time -> "F1";
    private DoubleFunction<Map<String, ClusterState.Task>> reported = time -> Map.of();
    private String lacks = "";
    private long pids = 100;

    static Facts facts(int instances, boolean contained) {
        return new Facts(
                List.of(AppSpec.of("/web", "true", instances)),
                NODES,
                NODES,
                new MesosBounds(timings()),
                Duration.ofSeconds(2),
                contained);
    }

    private static Timings timings() {
        return new Timings() {
            @Override
            public Optional<Duration> optionalDuration(String name) {
                return Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(text(name)) * 1000)));
            }

            @Override
            public int count(String name) {
                return Integer.parseInt(text(name));
            }

            @Override
            public String text(String name) {
                return Optional.ofNullable(SETTINGS.get(name)).orElseThrow();
            }

            @Override
            public ZooKeeperSettings zookeeper() {
                return ZooKeeperSettings.parse(Map.of());
            }
        };
    }

    /** A task that lives to the end. */
    Scene task(String id, String node, double start) {
        return task(id, "/web", node, start, 0, "", null);
    }

    /** A task that ends: by {@code KILL} of ours, by {@code TERM}, with an exit status, or without a word for {@code ""}. */
    Scene task(String id, String node, double start, double end, String how) {
        return task(id, "/web", node, start, end, how, null);
    }

    Scene task(String id, String app, String node, double start, double end, String how, Integer port) {
        long pid = pids++;
        processes.add(new Process(id, app, node, pid, start, end, how, port));
        if (how.equals("KILL")) {
            events.add(new Event(
                    end,
                    TaskKills.KILL,
                    Map.of("node", node, "task", id, "app", app, "pid", pid, "pids", List.of(pid)),
                    false));
        }
        return this;
    }

    /** A fault that is proven at once. */
    Scene fault(String name, double from, double to, List<String> targets, Map<String, Object> proof) {
        events.add(fault(from, name, Map.of("step", 1L, "action", "inject")));
        events.add(fault(from + 0.1, name, outcome("inject", targets, false, proof)));
        events.add(fault(to, name, Map.of("step", 2L, "action", "recover")));
        events.add(fault(to + 0.1, name, outcome("recover", targets, true, proof)));
        return this;
    }

    /** A partition that cuts {@code node} off from all others. */
    Scene isolated(String node, double from, double to) {
        List<List<String>> cut = NODES.stream()
                .filter(other -> !other.equals(node))
                .flatMap(other -> Stream.of(List.of(node, other), List.of(other, node)))
                .toList();
        return fault("partition-agent", from, to, NODES, Map.of("cut", cut));
    }

    private static Event fault(double time, String name, Map<String, Object> value) {
        return new Event(time, name, value, true);
    }

    private static Map<String, Object> outcome(
            String action, List<String> targets, boolean healed, Map<String, Object> proof) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("step", healed ? 2L : 1L);
        value.put("action", action);
        value.put("id", "f1");
        value.put("targets", targets);
        value.put("description", "as told");
        value.put("provenActive", true);
        value.put("provenHealed", healed);
        value.put("proof", proof);
        return value;
    }

    Scene master(DoubleFunction<String> leads) {
        master = leads;
        return this;
    }

    Scene marathon(DoubleFunction<String> leads) {
        marathon = leads;
        return this;
    }

    /** The agents that the leading master holds for connected. */
    Scene agents(DoubleFunction<List<String>> active) {
        agents = active;
        return this;
    }

    Scene framework(DoubleFunction<String> id) {
        framework = id;
        return this;
    }

    Scene reported(DoubleFunction<Map<String, ClusterState.Task>> tasks) {
        reported = tasks;
        return this;
    }

    /** What the tasks wrote is collected at these times, too. */
    Scene collected(double... times) {
        for (double time : times) {
            ledgers.add(time);
        }
        return this;
    }

    Scene neverReady(String lacking) {
        lacks = lacking;
        return this;
    }

    History history() {
        List<Event> events = new ArrayList<>(this.events);
        for (double time = 0.1; time < END - 1; time += 0.5) {
            double at = time;
            events.add(new Event(at, Observer.PROCESSES, looked(at).toJson(), false));
            events.add(new Event(at, Observer.MASTERS, masters(at), false));
            events.add(new Event(at, Observer.MARATHONS, marathons(at), false));
        }
        events.add(new Event(
                FINAL,
                "final-phase",
                lacks.isEmpty() ? Map.of("ready", true) : Map.of("ready", false, "lacks", lacks),
                true));
        ledgers.forEach(
                time -> events.add(new Event(time, Observer.LEDGER, ledger(time).toJson(), false)));
        events.add(new Event(END, Observer.LEDGER, ledger(END).toJson(), false));
        events.sort(Comparator.comparingDouble(Event::time));
        HistoryBuilder history = History.builder();
        for (Event event : events) {
            long nanos = Math.round(event.time * 1e9);
            if (event.nemesis) {
                history.add(new Op(0, nanos, Op.NEMESIS, OpType.INFO, event.f, null, event.value, null));
            } else {
                history.add(new Op(0, nanos - 1_000_000, 0, OpType.INVOKE, event.f, null, null, null));
                history.add(new Op(0, nanos, 0, OpType.OK, event.f, null, event.value, null));
            }
        }
        return history.build();
    }

    private NodeTasks looked(double time) {
        Map<String, NodeReading<NodeTasks.OnNode>> nodes = new LinkedHashMap<>();
        NODES.forEach(node -> nodes.put(
                node,
                new NodeReading.Read<>(new NodeTasks.OnNode(
                        processes.stream()
                                .filter(each -> each.node.equals(node)
                                        && each.start <= time
                                        && (each.end == 0 || time < each.end))
                                .map(each -> new TaskProcess(
                                        each.task,
                                        each.app,
                                        each.pid,
                                        7,
                                        TaskProcess.Kind.MAIN,
                                        TaskProcess.State.RUNNING))
                                .toList(),
                        0))));
        return new NodeTasks(nodes);
    }

    private TaskLedger ledger(double time) {
        Map<String, NodeReading<TaskLedger.OnNode>> nodes = new LinkedHashMap<>();
        NODES.forEach(node -> nodes.put(
                node,
                new NodeReading.Read<>(new TaskLedger.OnNode(
                        processes.stream()
                                .filter(each -> each.node.equals(node) && each.start < time)
                                .map(each -> entry(each, time))
                                .toList(),
                        0,
                        0))));
        return new TaskLedger(nodes);
    }

    private static LedgerEntry entry(Process process, double time) {
        boolean ended = process.end > 0 && process.end < time;
        boolean wrote = ended && !process.how.isEmpty() && !process.how.equals("KILL");
        long end = Math.round(process.end * 1e9);
        return new LedgerEntry(
                process.task,
                process.app,
                "v1",
                process.node,
                process.port == null ? OptionalInt.empty() : OptionalInt.of(process.port),
                process.pid,
                Math.round(process.start * 1e9),
                ended ? end - 100_000_000 : Math.round(time * 1e9),
                wrote ? Optional.of(new LedgerEntry.End(end, process.how)) : Optional.empty(),
                1_000_000);
    }

    private Map<String, Object> masters(double time) {
        Map<String, Object> all = new LinkedHashMap<>();
        String leader = master.apply(time);
        for (String node : NODES) {
            boolean leads = node.equals(leader);
            all.put(
                    node,
                    new MasterView(
                                    node,
                                    leads ? 200 : 307,
                                    null,
                                    leads,
                                    leader,
                                    leads ? Optional.of(state(node, time)) : Optional.empty())
                            .toJson());
        }
        return all;
    }

    private ClusterState state(String node, double time) {
        Map<String, ClusterState.Agent> registered = new LinkedHashMap<>();
        agents.apply(time).forEach(agent -> registered.put(agent, new ClusterState.Agent("S-" + agent, true)));
        return new ClusterState(
                "term of " + node,
                registered,
                0,
                List.of(new ClusterState.Framework(framework.apply(time), "marathon", true)),
                reported.apply(time),
                Map.of());
    }

    private Map<String, Object> marathons(double time) {
        Map<String, Object> all = new LinkedHashMap<>();
        String leader = marathon.apply(time);
        NODES.forEach(
                node -> all.put(node, new MarathonView(node, 200, null, node.equals(leader), leader, "F1").toJson()));
        return all;
    }
}
