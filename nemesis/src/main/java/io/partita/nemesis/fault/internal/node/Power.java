package io.partita.nemesis.fault.internal.node;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.node.Boot;
import io.partita.nemesis.node.Greeting;
import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.host.NodeHost;
import io.partita.provisioning.host.NodeState;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.Killable;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.Revivable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whole nodes lose their power, for a moment or until they get it back, or stand still. */
final class Power implements Deed {

    /** What is done. */
    enum Act {
        REBOOT("reboot", Absence.DURING_INJECTION),
        POWER_OFF("power-off", Absence.UNTIL_RECOVERY),
        FREEZE("freeze-node", Absence.UNTIL_RECOVERY);

        private final String word;
        private final Absence absence;

        Act(String word, Absence absence) {
            this.word = word;
            this.absence = absence;
        }

        /** The name of its fault. */
        String word() {
            return word;
        }
    }

    private static final int SSH = 22;
    static final List<String> OBJECTS = List.of(Inverse.WHOLE_NODE);

    private final Act act;
    private final Carried nodes;
    private final Environment environment;
    private final NodeHost host;
    private final List<String> targets;
    private final Map<String, NodeState> before;

    /**
     * What {@code act} does to {@code nodes}.
     *
     * @throws FaultException if one of them does not run
     */
    Power(Act act, Carried nodes) {
        this.act = act;
        this.nodes = nodes;
        this.environment = nodes.environment();
        this.host = nodes.host();
        this.targets = nodes.targets();
        this.before = states();
        before.forEach((node, state) -> {
            if (state.power() != NodeState.Power.RUNNING) {
                throw new FaultException(node + " is " + state.power() + ": it does not run");
            }
        });
    }

    @Override
    public String words() {
        return act.word().replace('-', ' ');
    }

    @Override
    public Map<String, Object> intent() {
        return Map.of("blow", act.word());
    }

    @Override
    public List<String> objects() {
        return OBJECTS;
    }

    @Override
    public Absence absence() {
        return act.absence;
    }

    @Override
    public Command inject(String node) {
        return switch (act) {
            case REBOOT -> Command.sequence(List.of(host.powerOff(node), host.powerOn(node)));
            case POWER_OFF -> host.powerOff(node);
            case FREEZE -> host.freeze(node);
        };
    }

    /** A node that comes back has nothing of the system running, as after any boot. */
    @Override
    public Command undo(String node) {
        if (act == Act.FREEZE) {
            return host.thaw(node);
        }
        return environment
                .systemAs(Revivable.class)
                .map(system -> Command.sequence(List.of(host.powerOn(node), host.onNode(node, system.revival(node)))))
                .orElseGet(() -> host.powerOn(node));
    }

    /** Who greets is asked before the second look: a node that stood still in between did not even hear that. */
    @Override
    public Proof active() {
        Map<String, NodeState> first = states();
        Map<String, Map<String, Boolean>> greets = greets();
        Map<String, NodeState> now = states();
        List<String> missing = new ArrayList<>();
        Map<String, String> inside = act == Act.REBOOT ? inside(missing) : Map.of();
        for (String node : targets) {
            NodeState state = now.get(node);
            switch (act) {
                case POWER_OFF -> require(missing, state.power() == NodeState.Power.OFF, node, "is not off");
                case FREEZE -> {
                    require(missing, state.power() == NodeState.Power.FROZEN, node, "is not frozen");
                    require(missing, state.cpuNanos() == first.get(node).cpuNanos(), node, "uses its cpu");
                }
                case REBOOT -> {
                    require(missing, !state.boot().equals(before.get(node).boot()), node, "was not started again");
                    require(
                            missing,
                            state.boot().endsWith("/" + inside.get(node)),
                            node,
                            "says another time of its start than the machine");
                }
            }
            boolean wanted = act == Act.REBOOT;
            greets.forEach((observer, row) -> require(
                    missing,
                    row.getOrDefault(node, false) == wanted,
                    node,
                    (wanted ? "does not greet " : "greets ") + observer));
        }
        return Proof.of(String.join("; ", missing), data(now, greets));
    }

    /** When each target's first process began as it says itself; adds those on which the system survived to {@code missing}. */
    private Map<String, String> inside(List<String> missing) {
        environment
                .systemAs(Killable.class)
                .ifPresent(system -> environment
                        .nodes()
                        .parallel(targets, system::state)
                        .forEach((node, state) -> require(
                                missing,
                                state == ProcessState.DEAD,
                                node,
                                "has " + environment.systemName() + " " + state)));
        return began();
    }

    private Map<String, String> began() {
        return environment
                .nodes()
                .parallel(
                        targets,
                        remote -> remote.requireFast(Boot.began()).stdout().strip());
    }

    @Override
    public Proof gone() {
        Map<String, NodeState> now = states();
        Map<String, Map<String, Boolean>> greets = greets();
        List<String> missing = new ArrayList<>();
        for (String node : targets) {
            NodeState state = now.get(node);
            require(missing, state.power() == NodeState.Power.RUNNING, node, "is " + state.power());
            require(
                    missing,
                    act != Act.FREEZE || state.boot().equals(before.get(node).boot()),
                    node,
                    "was started again");
            greets.forEach((observer, row) ->
                    require(missing, row.getOrDefault(node, false), node, "does not greet " + observer));
        }
        began().forEach((node, ticks) ->
                require(missing, now.get(node).boot().endsWith("/" + ticks), node, "was started again meanwhile"));
        Optional<Killable> system = environment.systemAs(Killable.class);
        system.ifPresent(processes -> environment
                .nodes()
                .parallel(targets, processes::state)
                .forEach((node, state) -> require(
                        missing,
                        state == ProcessState.RUNNING,
                        node,
                        "has " + environment.systemName() + " " + state)));
        return Proof.of(String.join("; ", missing), data(now, greets));
    }

    private static void require(List<String> missing, boolean holds, String node, String otherwise) {
        if (!holds) {
            missing.add(node + " " + otherwise);
        }
    }

    private Map<String, Object> data(Map<String, NodeState> now, Map<String, Map<String, Boolean>> greets) {
        Map<String, Object> power = new TreeMap<>();
        Map<String, Object> were = new TreeMap<>();
        Map<String, Object> are = new TreeMap<>();
        now.forEach((node, state) -> {
            power.put(node, state.power().name());
            were.put(node, before.get(node).boot());
            are.put(node, state.boot());
        });
        return Map.of("power", power, "bootsWere", were, "bootsAre", are, "greets", greets);
    }

    private Map<String, NodeState> states() {
        return nodes.ask(host::state, NodeState::parse);
    }

    /** What the machine and one node that no such fault holds hear from the targets, by who hears. */
    private Map<String, Map<String, Boolean>> greets() {
        List<Node> asked =
                targets.stream().map(environment.nodes().inventory()::node).toList();
        Map<String, Map<String, Boolean>> heard = new LinkedHashMap<>();
        List<Remote> observers = new ArrayList<>(List.of(host.machine()));
        environment.nodes().names().stream()
                .filter(node -> !targets.contains(node))
                .filter(node -> environment.holder(node, List.of("network")).isEmpty())
                .findFirst()
                .ifPresent(node -> observers.add(environment.nodes().on(node)));
        for (Remote observer : observers) {
            Map<String, Boolean> row = new TreeMap<>();
            Greeting.parse(observer.requireFast(Greeting.command(asked, SSH)).stdout())
                    .forEach((node, answer) -> row.put(node, answer == Greeting.Answer.OPEN));
            heard.put(observer.node(), row);
        }
        return heard;
    }
}
