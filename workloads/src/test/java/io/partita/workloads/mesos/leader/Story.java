package io.partita.workloads.mesos.leader;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.provisioning.system.mesos.Profile;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.mesos.observe.AppsView;
import io.partita.workloads.mesos.observe.ClusterState;
import io.partita.workloads.mesos.observe.MarathonView;
import io.partita.workloads.mesos.observe.MasterView;
import io.partita.workloads.mesos.observe.Observer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes a history of one cluster in a few words; every observation takes 10 ms. */
final class Story {

    static final String FRAMEWORK = "framework-1";

    private final List<Op> ops = new ArrayList<>();
    private long now;
    private long step;

    static Expected expected(Profile profile) {
        return new Expected(
                profile,
                Map.of(
                        Role.ZOOKEEPER, List.of("n1", "n2", "n3", "n4", "n5"),
                        Role.MASTER, List.of("n1", "n2", "n3"),
                        Role.MARATHON, List.of("n1", "n2", "n3")),
                Duration.ofSeconds(7),
                Duration.ofSeconds(7),
                Duration.ofSeconds(20),
                Duration.ofSeconds(25),
                Duration.ofSeconds(15),
                Duration.ofSeconds(18),
                Duration.ofSeconds(25),
                Duration.ofSeconds(2),
                "/standing");
    }

    static Expected expected() {
        return expected(Profile.MODERN);
    }

    /** Goes on at {@code seconds}. */
    Story at(double seconds) {
        now = Math.round(seconds * 1_000_000_000);
        return this;
    }

    static MasterView leading(String node, String term) {
        return leading(node, term, FRAMEWORK);
    }

    static MasterView leading(String node, String term, String framework) {
        var state = new ClusterState(
                term,
                Map.of("n4", new ClusterState.Agent("S4", true)),
                0,
                List.of(new ClusterState.Framework(framework, "marathon", true)),
                Map.of(),
                Map.of());
        return new MasterView(node, 200, null, true, node, Optional.of(state));
    }

    static MasterView redirecting(String node, String leader) {
        return new MasterView(node, 307, "redirect: //" + leader, false, leader, Optional.empty());
    }

    static MasterView leaderless(String node) {
        return new MasterView(node, 503, "no-leader", false, null, Optional.empty());
    }

    static MasterView dead(String node) {
        return new MasterView(node, 0, "refused", false, null, Optional.empty());
    }

    Story masters(MasterView... views) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (MasterView view : views) {
            json.put(view.node(), view.toJson());
        }
        return done(0, Observer.MASTERS, null, json);
    }

    /** {@code leader} leads in the term of that name, and the others redirect to it. */
    Story mastersFollow(String leader) {
        return masters(List.of("n1", "n2", "n3").stream()
                .map(node -> node.equals(leader) ? leading(node, "term-" + node) : redirecting(node, leader))
                .toArray(MasterView[]::new));
    }

    /** As {@link #mastersFollow}, twice a second, from now until {@code seconds}. */
    Story mastersFollow(String leader, double seconds) {
        return until(seconds, () -> mastersFollow(leader));
    }

    Story until(double seconds, Runnable observation) {
        for (long next = now; next < seconds * 1_000_000_000; next += 500_000_000) {
            now = next;
            observation.run();
        }
        return this;
    }

    static MarathonView marathon(String node, String leader) {
        return new MarathonView(node, 200, null, node.equals(leader), leader, FRAMEWORK);
    }

    static MarathonView broken(String node) {
        return new MarathonView(node, 502, "http-502", false, null, null);
    }

    Story marathons(MarathonView... views) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (MarathonView view : views) {
            json.put(view.node(), view.toJson());
        }
        return done(1, Observer.MARATHONS, null, json);
    }

    Story marathonsFollow(String leader) {
        return marathons(marathon("n1", leader), marathon("n2", leader), marathon("n3", leader));
    }

    Story marathonsFollow(String leader, double seconds) {
        return until(seconds, () -> marathonsFollow(leader));
    }

    /** What the leader on {@code node} remembers. */
    static MasterMemory remembers(String node, List<Long> schedule, String... agents) {
        return new MasterMemory(
                node,
                200,
                true,
                "term-" + node,
                1,
                1,
                Optional.of(true),
                Optional.of(schedule),
                Optional.of(Set.of(agents)),
                Set.of());
    }

    Story memory(MasterMemory... memories) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (MasterMemory memory : memories) {
            json.put(memory.node(), memory.toJson());
        }
        return done(3, LeaderClient.MEMORY, null, json);
    }

    Story apps(String via, String... ids) {
        Map<String, AppsView.App> apps = new LinkedHashMap<>();
        for (String id : ids) {
            apps.put(id, new AppsView.App(3, "v1", List.of(), Map.of()));
        }
        return done(2, Observer.APPS, via, new AppsView(via, apps).toJson());
    }

    /** The leader on {@code node} acknowledges a schedule. */
    Story scheduled(long number, String node) {
        return done(4, LeaderClient.SCHEDULE, number, Map.of("number", number, "node", node, "term", "term-" + node));
    }

    /** Nobody knows whether this schedule was taken. */
    Story maybeScheduled(long number) {
        add(4, OpType.INVOKE, LeaderClient.SCHEDULE, number);
        now += 10_000_000;
        return add(4, OpType.INFO, LeaderClient.SCHEDULE, number);
    }

    Story done(int process, String f, Object argument, Object value) {
        add(process, OpType.INVOKE, f, argument);
        now += 10_000_000;
        add(process, OpType.OK, f, value);
        now += 1_000_000;
        return this;
    }

    /** A fault that strikes {@code targets}, proven at once. */
    Story injected(String fault, List<String> targets, Map<String, Object> proof) {
        step++;
        add(Op.NEMESIS, OpType.INFO, fault, Map.of("step", step, "action", "inject"));
        return add(
                Op.NEMESIS,
                OpType.INFO,
                fault,
                Map.of(
                        "step",
                        step,
                        "action",
                        "inject",
                        "id",
                        "f1",
                        "targets",
                        targets,
                        "description",
                        "a test",
                        "provenActive",
                        true,
                        "provenHealed",
                        false,
                        "proof",
                        proof));
    }

    Story healed(String fault) {
        step++;
        add(Op.NEMESIS, OpType.INFO, fault, Map.of("step", step, "action", "recover"));
        return add(
                Op.NEMESIS,
                OpType.INFO,
                fault,
                Map.of(
                        "step",
                        step,
                        "action",
                        "recover",
                        "id",
                        "f1",
                        "targets",
                        List.of("n1"),
                        "description",
                        "a test",
                        "provenActive",
                        true,
                        "provenHealed",
                        true));
    }

    /** The proof of a partition in which {@code node} is alone. */
    static Map<String, Object> alone(String node) {
        List<Object> cut = new ArrayList<>();
        for (String other : List.of("n1", "n2", "n3", "n4", "n5")) {
            if (!other.equals(node)) {
                cut.add(List.of(node, other));
                cut.add(List.of(other, node));
            }
        }
        return Map.of("cut", cut);
    }

    Story run(String phase, boolean ready) {
        return add(Op.NEMESIS, OpType.INFO, phase, Map.of("ready", ready));
    }

    History history() {
        return History.of(ops);
    }

    CheckResult judged(Checker checker) throws InterruptedException {
        return checker.check(history(), Budget.DEFAULT);
    }

    private Story add(int process, OpType type, String f, Object value) {
        ops.add(new Op(0, now, process, type, f, null, value, null));
        return this;
    }
}
