package io.partita.nemesis.bench;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.proof.Proof;
import java.util.Random;

/** A kind of fault of the catalogue, with its own verbs. */
final class FaultSwitch implements Switch {

    private final FaultKind kind;
    private final Environment environment;
    private final TimedNodes nodes;
    private Fault fault;
    private boolean shown;

    FaultSwitch(FaultKind kind, Environment environment, TimedNodes nodes) {
        this.kind = kind;
        this.environment = environment;
        this.nodes = nodes;
    }

    @Override
    public String name() {
        return kind.name();
    }

    @Override
    public void prepare(Random random) {
        fault = kind.create(environment, random);
        fault.prepare();
    }

    /** The first time it is also proven: what does nothing is fast. */
    @Override
    public TimedNodes.Time apply() {
        TimedNodes.Time time = nodes.time(fault::inject);
        if (!shown) {
            require(fault.awaitActive());
            shown = true;
        }
        return time;
    }

    @Override
    public TimedNodes.Time heal() {
        return nodes.time(fault::recover);
    }

    @Override
    public void cleanup() {
        fault.cleanup();
    }

    private void require(Proof proof) {
        if (!proof.holds()) {
            throw new IllegalStateException(name() + " is not active: " + proof.missing());
        }
    }
}
