package io.partita.nemesis.fault.internal.process;

import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.internal.node.Carried;
import io.partita.nemesis.fault.internal.node.Deed;
import io.partita.nemesis.fault.internal.shared.Processes;
import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.host.FrozenProcess;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.system.HasProcess;
import io.partita.provisioning.system.Killable;
import io.partita.provisioning.system.ProcessState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Processes of the system stand still by the freezer of the machine that carries their nodes. They cannot tell: no signal
 * reaches them, and their parents are told nothing, as they are of a stopped child.
 */
final class FrozenServers implements Deed {

    /** Between two looks at the time on the cpu that is used. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Processes processes;
    private final Carried nodes;
    private final Map<String, List<String>> wanted;

    /**
     * What stops {@code processes} on {@code nodes}.
     *
     * @throws FaultException if one of them does not run
     */
    FrozenServers(Processes processes, Carried nodes) {
        this.processes = processes;
        this.nodes = nodes;
        HasProcess known = processes.as(HasProcess.class).orElseThrow();
        this.wanted = new TreeMap<>(nodes.environment()
                .nodes()
                .parallel(
                        nodes.targets(),
                        remote ->
                                List.of(known.process(remote).orElse("").strip().split(" +"))));
        states().forEach((node, state) -> {
            if (state != ProcessState.RUNNING || wanted.get(node).contains("")) {
                throw new FaultException(
                        processes.words() + " does not run where it was to be frozen: " + node + " has it " + state);
            }
        });
    }

    @Override
    public String words() {
        return "freeze " + processes.words() + " on";
    }

    @Override
    public Map<String, Object> intent() {
        Map<String, Object> intent = new LinkedHashMap<>();
        intent.put("blow", "freeze");
        processes.group().ifPresent(group -> intent.put("group", group));
        return intent;
    }

    @Override
    public List<String> objects() {
        return processes.objects();
    }

    @Override
    public Command inject(String node) {
        return nodes.host().freezeProcesses(node, wanted.get(node));
    }

    @Override
    public Command undo(String node) {
        return nodes.host().thawProcesses(node);
    }

    /** The kernel says that they stand still, and between two looks none has been on a cpu. */
    @Override
    public Proof active() {
        Map<String, List<FrozenProcess>> first = look();
        nodes.environment().clock().sleep(LOOK);
        Map<String, List<FrozenProcess>> then = look();
        List<String> missing = new ArrayList<>();
        for (String node : nodes.targets()) {
            List<String> standing = then.get(node).stream()
                    .filter(FrozenProcess::stands)
                    .map(FrozenProcess::process)
                    .toList();
            wanted.get(node).stream()
                    .filter(process -> !standing.contains(process))
                    .forEach(process -> missing.add("process " + process + " of " + node + " is not frozen"));
            if (!first.get(node).equals(then.get(node))) {
                missing.add("frozen processes of " + node + " were on a cpu");
            }
        }
        return Proof.of(String.join("; ", missing), Map.of("frozen", data(then)));
    }

    /** None is in a group of ours, and the system says that it runs. */
    @Override
    public Proof gone() {
        Map<String, List<FrozenProcess>> now = look();
        List<String> missing = new ArrayList<>();
        now.forEach((node, held) -> {
            if (!held.isEmpty()) {
                missing.add("processes of " + node + " are still held: " + held);
            }
        });
        Map<String, ProcessState> states = states();
        states.forEach((node, state) -> {
            if (state != ProcessState.RUNNING) {
                missing.add(node + " has " + processes.words() + " " + state);
            }
        });
        Map<String, Object> words = new TreeMap<>();
        states.forEach((node, state) -> words.put(node, state.name()));
        return Proof.of(String.join("; ", missing), Map.of("frozen", data(now), "processes", words));
    }

    private static Map<String, Object> data(Map<String, List<FrozenProcess>> sights) {
        Map<String, Object> data = new TreeMap<>();
        sights.forEach((node, held) -> {
            Map<String, Object> ticks = new TreeMap<>();
            held.forEach(process -> ticks.put(process.process(), process.cpuTicks()));
            data.put(node, ticks);
        });
        return data;
    }

    private Map<String, ProcessState> states() {
        Killable known = processes.as(Killable.class).orElseThrow();
        return new TreeMap<>(nodes.environment().nodes().parallel(nodes.targets(), known::state));
    }

    private Map<String, List<FrozenProcess>> look() {
        return nodes.ask(nodes.host()::frozenProcesses, FrozenProcess::parse);
    }
}
