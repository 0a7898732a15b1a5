package io.partita.nemesis.fault;

import io.partita.nemesis.proof.Polling;
import io.partita.provisioning.host.NodeHost;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where faults are made. Immutable.
 *
 * @param nodes the connected nodes
 * @param system the system that runs on them, or {@code null} for none
 * @param clock the run's time
 * @param limits how long to wait for what
 * @param host the machine that carries the nodes, if it can do something to them
 * @param held which active fault owns what (see {@link Inverse#objects()}), by node and object
 */
public record Environment(
        Nodes nodes,
        SystemUnderTest system,
        RunClock clock,
        Limits limits,
        Optional<NodeHost> host,
        Map<String, Map<String, String>> held) {

    public Environment {
        Objects.requireNonNull(nodes, "nodes is null");
        Objects.requireNonNull(clock, "clock is null");
        Objects.requireNonNull(limits, "limits is null");
        Objects.requireNonNull(host, "host is null");
        held = Map.copyOf(held);
    }

    /** The environment in which no fault is active. */
    public Environment(Nodes nodes, SystemUnderTest system, RunClock clock, Limits limits) {
        this(nodes, system, clock, limits, NodeHost.of(nodes.inventory()), Map.of());
    }

    /** The environment with the usual limits. */
    public static Environment of(Nodes nodes, SystemUnderTest system, RunClock clock) {
        return new Environment(nodes, system, clock, Limits.DEFAULT);
    }

    /** The same while faults own {@code objects} of nodes. */
    public Environment holding(Map<String, Map<String, String>> objects) {
        return new Environment(nodes, system, clock, limits, host, objects);
    }

    /** The same on nodes that {@code machine} carries. */
    public Environment carriedBy(NodeHost machine) {
        return new Environment(nodes, system, clock, limits, Optional.of(machine), held);
    }

    /** An active fault that owns one of {@code objects} on {@code node}, if there is one. */
    public Optional<String> holder(String node, List<String> objects) {
        Map<String, String> here = held.getOrDefault(node, Map.of());
        return here.entrySet().stream()
                .filter(entry -> Inverse.clash(objects, List.of(entry.getKey())))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Measures anew until something is shown or its limit has passed, in the run's time. */
    public Polling polling() {
        return new Polling(clock::millis, clock::sleep, limits.poll());
    }

    /** The system as one that has the given capability, if it has it. */
    public <T> Optional<T> systemAs(Class<T> capability) {
        return capability.isInstance(system) ? Optional.of(capability.cast(system)) : Optional.empty();
    }

    /** The system's name, for messages. */
    public String systemName() {
        return system == null ? "no system" : system.name();
    }
}
