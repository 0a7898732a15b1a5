package io.partita.nemesis.fault;

import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.Objects;
import java.util.Optional;

/**
 * Where faults are made. Immutable.
 *
 * @param nodes the connected nodes
 * @param system the system that runs on them, or {@code null} for none
 * @param clock the run's time
 * @param limits how long to wait for what
 */
public record Environment(Nodes nodes, SystemUnderTest system, RunClock clock, Limits limits) {

    public Environment {
        Objects.requireNonNull(nodes, "nodes is null");
        Objects.requireNonNull(clock, "clock is null");
        Objects.requireNonNull(limits, "limits is null");
    }

    /** The environment with the usual limits. */
    public static Environment of(Nodes nodes, SystemUnderTest system, RunClock clock) {
        return new Environment(nodes, system, clock, Limits.DEFAULT);
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
