package io.partita.workloads.mesos.discovery;

import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.provisioning.system.mesos.MesosBounds;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.mesos.TaskKills;
import io.partita.workloads.mesos.nodes.LedgerEntry;
import io.partita.workloads.mesos.nodes.NodeReading;
import io.partita.workloads.mesos.nodes.TaskLedger;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A run of the workload, told by hand in milliseconds: masters and Marathons on n1 and n2, agents on n3 to n5, a discovery
 * server on n1. Task {@code tN} has port 31000 + N. Unless told otherwise n1 leads and all agents are registered.
 */
final class Story {

    static final Source MARATHON = new Source(Role.MARATHON, "n1");
    static final Source OTHER_MARATHON = new Source(Role.MARATHON, "n2");
    static final Source MASTER = new Source(Role.MASTER, "n1");
    static final Source DISCOVERY = new Source(Role.DISCOVERY, "n1");

    /** News may take 7.02 s, to a discovery server 31.02 s; an agent is lost after 15 to 18 s. */
    static final MesosBounds BOUNDS = new MesosBounds(new FastTimings());

    private static final List<String> AGENTS = List.of("n3", "n4", "n5");

    static final Facts FACTS = facts(false);

    private static final long MS = 1_000_000;

    private record Event(long time, int order, Op op) {}

    private final List<Event> events = new ArrayList<>();
    private final Map<String, List<LedgerEntry>> written = new TreeMap<>();
    private int processes;

    static Facts facts(boolean standbysAnswer) {
        return new Facts(
                "/web",
                List.of("n1", "n2"),
                AGENTS,
                List.of(MARATHON, OTHER_MARATHON, MASTER, DISCOVERY),
                BOUNDS,
                Duration.ofSeconds(1),
                standbysAnswer);
    }

    private Story op(long from, long to, OpType type, String function, Object argument, Object value, String error) {
        int process = processes++;
        event(from, new Op(0, from * MS, process, OpType.INVOKE, function, null, argument, null));
        event(to, new Op(0, to * MS, process, type, function, null, value, error));
        return this;
    }

    private void event(long time, Op op) {
        events.add(new Event(time, events.size(), op));
    }

    private Story did(long from, long to, String function, Object value) {
        return op(from, to, OpType.OK, function, null, value, null);
    }

    /** Every half a second from {@code from} to {@code to} n1 is seen to lead both, with all agents but {@code away}. */
    Story led(long from, long to, String... away) {
        return led("n1", from, to, away);
    }

    Story led(String leader, long from, long to, String... away) {
        Map<String, ClusterState.Agent> agents = new LinkedHashMap<>();
        AGENTS.stream()
                .filter(node -> !List.of(away).contains(node))
                .forEach(node -> agents.put(node, new ClusterState.Agent("S-" + node, true)));
        var state = new ClusterState(
                "term-" + leader,
                agents,
                0,
                List.of(new ClusterState.Framework("F", "marathon", true)),
                Map.of(),
                Map.of());
        for (long time = from; time <= to; time += 500) {
            masters(time, Map.of(leader, new MasterView(leader, 200, null, true, leader, Optional.of(state))));
            marathons(time, leader);
        }
        return this;
    }

    Story masters(long time, Map<String, MasterView> views) {
        Map<String, Object> json = new LinkedHashMap<>();
        views.forEach((node, view) -> json.put(node, view.toJson()));
        return did(time, time + 10, Observer.MASTERS, json);
    }

    /** @param leader {@code null} if none leads */
    Story marathons(long time, String leader) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (String node : List.of("n1", "n2")) {
            json.put(node, new MarathonView(node, 200, null, node.equals(leader), leader, "F").toJson());
        }
        return did(time, time + 10, Observer.MARATHONS, json);
    }

    /** Nobody leads: neither a master nor a Marathon. */
    Story leaderless(long from, long to) {
        for (long time = from; time <= to; time += 500) {
            masters(time, Map.of("n1", new MasterView("n1", 503, "no-leader", false, null, Optional.empty())));
            marathons(time, null);
        }
        return this;
    }

    /** Task {@code tN} wrote on {@code node} that it lived from {@code from} to {@code to}, and ended then if {@code ended}. */
    Story lived(int task, String node, long from, long to, boolean ended) {
        written.computeIfAbsent(node, key -> new ArrayList<>())
                .add(new LedgerEntry(
                        "t" + task,
                        "/web",
                        "v1",
                        node,
                        OptionalInt.of(31000 + task),
                        100 + task,
                        from * MS,
                        to * MS,
                        ended ? Optional.of(new LedgerEntry.End(to * MS, "1")) : Optional.empty(),
                        MS));
        return this;
    }

    static Instance instance(int task, String node) {
        return Instance.told("t" + task, "10.0.0." + node.substring(1), node, 31000 + task)
                .answeredBy("t" + task);
    }

    static Instance silent(int task, String node) {
        return Instance.told("t" + task, "10.0.0." + node.substring(1), node, 31000 + task)
                .unanswered("refused");
    }

    Story told(long time, Source source, Instance... instances) {
        return did(time, time + 20, DiscoveryClient.ASK, new Listing(source, List.of(instances)).toJson());
    }

    /** {@code source} tells the same every 400 ms. */
    Story telling(long from, long to, Source source, Instance... instances) {
        for (long time = from; time <= to; time += 400) {
            told(time, source, instances);
        }
        return this;
    }

    /** {@code source} gives no good answer. */
    Story silentSource(long time, Source source) {
        return op(time, time + 20, OpType.FAIL, DiscoveryClient.ASK, source.toJson(), source.toJson(), "no-leader");
    }

    Story killed(long time, int task, String node) {
        return did(
                time,
                time + 30,
                TaskKills.KILL,
                Map.of(
                        "node",
                        node,
                        "task",
                        "t" + task,
                        "app",
                        "/web",
                        "pid",
                        100L + task,
                        "pids",
                        List.of(100L + task)));
    }

    /** A request through the balancer; {@code error} is {@code null} if it succeeded. */
    Story requested(long from, long to, String error) {
        return error == null
                ? did(from, to, DiscoveryClient.REQUEST, Map.of("task", "t1"))
                : op(from, to, OpType.FAIL, DiscoveryClient.REQUEST, null, null, error);
    }

    /** A fault that is proven active at once and healed at {@code to}, with packets between the pairs cut. */
    Story fault(String name, long from, long to, List<List<String>> cut) {
        String id = "f" + from;
        nemesis(from, name, Map.of("step", from, "action", "inject"));
        Map<String, Object> proof = Map.of("cut", cut);
        Map<String, Object> active = Map.of(
                "step",
                from,
                "action",
                "inject",
                "id",
                id,
                "targets",
                List.of(),
                "description",
                "",
                "provenActive",
                true,
                "provenHealed",
                false,
                "proof",
                proof);
        nemesis(from + 10, name, active);
        nemesis(to - 10, name, Map.of("step", to, "action", "recover"));
        nemesis(
                to,
                name,
                Map.of(
                        "step",
                        to,
                        "action",
                        "recover",
                        "id",
                        id,
                        "targets",
                        List.of(),
                        "description",
                        "",
                        "provenActive",
                        true,
                        "provenHealed",
                        true));
        return this;
    }

    Story finalPhase(long time) {
        nemesis(time, "final-phase", Map.of("ready", true));
        return this;
    }

    private void nemesis(long time, String function, Map<String, Object> value) {
        event(time, new Op(0, time * MS, Op.NEMESIS, OpType.INFO, function, null, value, null));
    }

    /** The history, with what tasks wrote collected from every agent's node at {@code end}. */
    History until(long end) {
        return until(end, Set.of());
    }

    History until(long end, Set<String> unreadable) {
        Map<String, NodeReading<TaskLedger.OnNode>> nodes = new LinkedHashMap<>();
        Stream.of("n3", "n4", "n5")
                .forEach(node -> nodes.put(
                        node,
                        unreadable.contains(node)
                                ? new NodeReading.Unreadable<>(node + ": gone")
                                : new NodeReading.Read<>(
                                        new TaskLedger.OnNode(written.getOrDefault(node, List.of()), 0, 0))));
        did(end, end + 10, Observer.LEDGER, new TaskLedger(nodes).toJson());
        HistoryBuilder history = History.builder();
        events.stream()
                .sorted(Comparator.comparingLong(Event::time).thenComparingInt(Event::order))
                .forEach(event -> history.add(event.op));
        return history.build();
    }
}
