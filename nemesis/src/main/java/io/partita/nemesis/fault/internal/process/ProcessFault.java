package io.partita.nemesis.fault.internal.process;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.fault.internal.shared.PlacedFault;
import io.partita.nemesis.fault.internal.shared.Processes;
import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.HasProcess;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.Revivable;
import io.partita.provisioning.system.Serving;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Strikes processes of the system on some nodes. */
final class ProcessFault extends PlacedFault {

    /**
     * What is seen of the processes on one node.
     *
     * @param state what the kernel says
     * @param process which process it is; empty where nobody says, or where none runs
     */
    private record Sight(ProcessState state, String process) {}

    private final Blow blow;
    private final Processes processes;
    private final Blow.Verbs verbs;
    private final Revivable revivable;
    private final Manner manner;
    private final Turns striking;
    private final Turns reviving;
    private final Map<String, Sight> before;
    /** How the processes of each node ended, where that can be told. */
    private final Map<String, String> ends = new ConcurrentHashMap<>();

    private ProcessFault(
            String name,
            Blow blow,
            Processes processes,
            Manner manner,
            Environment environment,
            List<String> targets,
            Random random) {
        super(name, environment, targets);
        this.blow = blow;
        this.processes = processes;
        this.verbs = blow.verbs(processes).orElseThrow();
        this.revivable = processes.as(Revivable.class).orElseThrow();
        this.manner = manner;
        this.striking = turns(random);
        this.reviving = manner.order() == Manner.Order.ROLLING
                ? Turns.atOnce(environment.nodes(), this.targets)
                : turns(random);
        this.before = look();
    }

    private Turns turns(Random random) {
        return switch (manner.order()) {
            case AT_ONCE -> Turns.atOnce(environment.nodes(), targets);
            case ROLLING -> Turns.oneByOne(environment.nodes(), targets, () -> {});
            case SWIZZLE -> {
                List<String> order = new ArrayList<>(targets);
                Collections.shuffle(order, random);
                yield Turns.oneByOne(
                        environment.nodes(), order, () -> environment.clock().sleep(manner.every()));
            }
        };
    }

    /**
     * A fault that strikes {@code processes} on {@code targets}. What does not run is not struck: it would prove nothing,
     * and recovery would start what had not been ended.
     *
     * @throws FaultException if one of them does not run
     */
    static ProcessFault onRunning(
            String name,
            Blow blow,
            Processes processes,
            Manner manner,
            Environment environment,
            List<String> targets,
            Random random) {
        var fault = new ProcessFault(name, blow, processes, manner, environment, targets, random);
        Map<String, String> idle = states(fault.before, sight -> sight.state() != ProcessState.RUNNING);
        if (!idle.isEmpty()) {
            throw new FaultException(processes.words() + " does not run where " + name + " was to strike it: " + idle);
        }
        return fault;
    }

    @Override
    public String description() {
        return blow.verb() + " " + processes.words() + " on " + String.join(",", targets);
    }

    @Override
    public Map<String, Object> intent() {
        Map<String, Object> intent = new LinkedHashMap<>();
        intent.put("blow", blow.verb());
        processes.group().ifPresent(group -> intent.put("group", group));
        return intent;
    }

    @Override
    public List<Inverse> inverses() {
        return targets.stream()
                .map(node -> new Inverse(node, revivable.revival(node), revivable.revival(node), processes.objects()))
                .toList();
    }

    @Override
    public void inject() {
        striking.take(this::strike);
    }

    private void strike(Remote node) {
        String end = verbs.strike().apply(node);
        if (!end.isEmpty()) {
            ends.put(node.node(), end.replace("\n", ": "));
        }
        if (manner.order() == Manner.Order.ROLLING) {
            requireServing(node);
        }
    }

    /** Who is not back keeps the next one from its turn. */
    private void requireServing(Remote node) {
        Optional<Serving> serving = processes.as(Serving.class);
        Node address = environment.nodes().inventory().node(node.node());
        Proof back = environment.polling().await(environment.limits().recovered(), () -> {
            ProcessState state = verbs.state().apply(node);
            boolean serves = serving.isEmpty() || serving.get().serves(address);
            return Proof.of(
                    state == ProcessState.RUNNING && serves
                            ? ""
                            : "it is " + state + (serves ? "" : " and does not serve"),
                    Map.of());
        });
        if (!back.holds()) {
            throw new FaultException(processes.words() + " on " + node.node() + " is not back after its " + blow.verb()
                    + ": " + back.missing());
        }
    }

    @Override
    public Proof awaitActive() {
        return await(
                blow.verb() + " is not seen",
                environment.limits().active(),
                node -> blow.shows(node.now().state(), isAnother(node)));
    }

    @Override
    public void recover() {
        reviving.take(verbs.revive());
    }

    @Override
    public Proof awaitRecovered() {
        return await(
                "not " + ProcessState.RUNNING,
                environment.limits().recovered(),
                node -> node.now().state() == ProcessState.RUNNING);
    }

    private record Change(Sight before, Sight now) {}

    /**
     * No process at all is no other process: it may be that the node was looked at between two. Where there are several, one
     * that is still the same was not struck.
     */
    private static boolean isAnother(Change node) {
        return !node.now().process().isEmpty()
                && Collections.disjoint(
                        words(node.now().process()), words(node.before().process()));
    }

    private static List<String> words(String processes) {
        return List.of(processes.split(" "));
    }

    private Proof await(String otherwise, Duration limit, Predicate<Change> wanted) {
        return environment.polling().await(limit, () -> {
            Map<String, Sight> now = look();
            Map<String, String> not = new TreeMap<>();
            now.forEach((node, sight) -> {
                if (!wanted.test(new Change(before.get(node), sight))) {
                    not.put(node, sight.state().name());
                }
            });
            return Proof.of(not.isEmpty() ? "" : otherwise + ": " + not, data(now));
        });
    }

    private Map<String, Object> data(Map<String, Sight> now) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("processes", states(now, sight -> true));
        if (!ends.isEmpty()) {
            data.put("ended", new TreeMap<>(ends));
        }
        if (blow.needsIdentity()) {
            data.put("were", numbers(before));
            data.put("are", numbers(now));
        }
        return data;
    }

    private static Map<String, String> states(Map<String, Sight> sights, Predicate<Sight> wanted) {
        Map<String, String> states = new TreeMap<>();
        sights.forEach((node, sight) -> {
            if (wanted.test(sight)) {
                states.put(node, sight.state().name());
            }
        });
        return states;
    }

    private static Map<String, String> numbers(Map<String, Sight> sights) {
        Map<String, String> numbers = new TreeMap<>();
        sights.forEach((node, sight) -> numbers.put(node, sight.process()));
        return numbers;
    }

    private Map<String, Sight> look() {
        return new TreeMap<>(environment
                .nodes()
                .parallel(targets, remote -> new Sight(verbs.state().apply(remote), process(remote))));
    }

    private String process(Remote remote) {
        return blow.needsIdentity()
                ? processes
                        .as(HasProcess.class)
                        .flatMap(known -> known.process(remote))
                        .orElse("")
                : "";
    }
}
