package io.partita.nemesis.fault.internal.process;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.fault.internal.shared.PlacedFault;
import io.partita.nemesis.fault.internal.shared.Processes;
import io.partita.nemesis.node.CrashLoop;
import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.Crashable;
import io.partita.provisioning.system.HasProcess;
import io.partita.provisioning.system.Killable;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.Revivable;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Kills processes of the system on some nodes again and again, by a loop on each node that its inverse ends. */
final class CrashLoopFault extends PlacedFault {

    /** Fewer could be the first strike of a loop that died of it. */
    private static final int LEAST_KILLS = 2;

    /**
     * What is seen on one node.
     *
     * @param kills how often the loop has struck; -1 if there is no loop
     */
    private record Sight(ProcessState state, String process, int kills) {}

    private final Processes processes;
    private final Duration every;
    private final String loop;
    private final Map<String, Sight> before;

    private CrashLoopFault(
            String name, Processes processes, Duration every, Environment environment, List<String> targets) {
        super(name, environment, targets);
        this.processes = processes;
        this.every = every;
        this.loop = "crash-loop." + processes.words().replaceAll("[^A-Za-z0-9-]+", ".");
        this.before = look();
    }

    /**
     * A fault that kills {@code processes} on {@code targets} every {@code every}.
     *
     * @throws FaultException if one of them does not run
     */
    static CrashLoopFault onRunning(
            String name, Processes processes, Duration every, Environment environment, List<String> targets) {
        var fault = new CrashLoopFault(name, processes, every, environment, targets);
        List<String> idle = fault.except(fault.before, sight -> sight.state() == ProcessState.RUNNING);
        if (!idle.isEmpty()) {
            throw new FaultException(processes.words() + " does not run where " + name + " was to strike it: " + idle);
        }
        return fault;
    }

    @Override
    public String description() {
        return "kill " + processes.words() + " on " + String.join(",", targets) + " every " + every.toMillis() + " ms";
    }

    @Override
    public Map<String, Object> intent() {
        Map<String, Object> intent = new LinkedHashMap<>();
        intent.put("blow", Blow.CRASH_LOOP.verb());
        processes.group().ifPresent(group -> intent.put("group", group));
        return intent;
    }

    @Override
    public List<Inverse> inverses() {
        return targets.stream()
                .map(node -> new Inverse(
                        node,
                        CrashLoop.stop(loop, revival(node)),
                        CrashLoop.check(loop, revival(node)),
                        processes.objects()))
                .toList();
    }

    private Command revival(String node) {
        return processes.as(Revivable.class).orElseThrow().revival(node);
    }

    @Override
    public void inject() {
        Crashable crashable = processes.as(Crashable.class).orElseThrow();
        environment
                .nodes()
                .parallel(
                        targets,
                        remote -> remote.require(CrashLoop.start(
                                loop, crashable.crashing(remote.node()), revival(remote.node()), every)));
    }

    /** Struck more than once, and dead or another process than before. */
    @Override
    public Proof awaitActive() {
        Duration limit = environment.limits().active().plus(every.multipliedBy(LEAST_KILLS));
        return await("not killed again and again", limit, this::isStruck);
    }

    private boolean isStruck(String node, Sight now) {
        return now.kills() >= LEAST_KILLS
                && (now.state() == ProcessState.DEAD
                        || !now.process().isEmpty() && Collections.disjoint(words(now), words(before.get(node))));
    }

    private static List<String> words(Sight sight) {
        return List.of(sight.process().split(" "));
    }

    @Override
    public void recover() {
        environment.nodes().parallel(targets, remote -> remote.require(CrashLoop.stop(loop, revival(remote.node()))));
    }

    @Override
    public Proof awaitRecovered() {
        return await(
                "still killed, or not " + ProcessState.RUNNING,
                environment.limits().recovered(),
                (node, now) -> now.kills() < 0 && now.state() == ProcessState.RUNNING);
    }

    private interface Wanted {
        boolean test(String node, Sight now);
    }

    private Proof await(String otherwise, Duration limit, Wanted wanted) {
        return environment.polling().await(limit, () -> {
            Map<String, Sight> now = look();
            List<String> not = now.keySet().stream()
                    .filter(node -> !wanted.test(node, now.get(node)))
                    .toList();
            return Proof.of(not.isEmpty() ? "" : otherwise + ": " + not, data(now));
        });
    }

    private Map<String, Object> data(Map<String, Sight> now) {
        Map<String, Object> states = new TreeMap<>();
        Map<String, Object> kills = new TreeMap<>();
        Map<String, Object> were = new TreeMap<>();
        Map<String, Object> are = new TreeMap<>();
        now.forEach((node, sight) -> {
            states.put(node, sight.state().name());
            kills.put(node, Math.max(0, sight.kills()));
            were.put(node, before.get(node).process());
            are.put(node, sight.process());
        });
        return Map.of("processes", states, "kills", kills, "were", were, "are", are);
    }

    private List<String> except(Map<String, Sight> sights, Predicate<Sight> wanted) {
        return sights.keySet().stream()
                .filter(node -> !wanted.test(sights.get(node)))
                .toList();
    }

    private Map<String, Sight> look() {
        return new TreeMap<>(environment.nodes().parallel(targets, this::look));
    }

    private Sight look(Remote remote) {
        String kills = remote.requireFast(CrashLoop.kills(loop)).stdout().strip();
        return new Sight(
                processes.as(Killable.class).orElseThrow().state(remote),
                processes.as(HasProcess.class).orElseThrow().process(remote).orElse(""),
                kills.isEmpty() ? -1 : Integer.parseInt(kills));
    }
}
