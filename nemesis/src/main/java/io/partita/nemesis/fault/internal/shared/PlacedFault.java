package io.partita.nemesis.fault.internal.shared;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import java.util.List;

/** A fault whose name and nodes are known from the beginning, as most are. */
public abstract class PlacedFault implements Fault {

    /** Where it is made. */
    protected final Environment environment;

    /** On which nodes. */
    protected final List<String> targets;

    private final String name;

    protected PlacedFault(String name, Environment environment, List<String> targets) {
        this.name = name;
        this.environment = environment;
        this.targets = List.copyOf(targets);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<String> targets() {
        return targets;
    }
}
