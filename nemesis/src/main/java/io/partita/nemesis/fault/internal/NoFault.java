package io.partita.nemesis.fault.internal;

import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.FaultKind;
import java.util.Random;

/** The name for a run without faults: its schedule has no steps. */
final class NoFault implements FaultKind {

    @Override
    public String name() {
        return "none";
    }

    @Override
    public String description() {
        return "No fault at all.";
    }

    @Override
    public String needs() {
        return "nothing";
    }

    @Override
    public boolean disturbs() {
        return false;
    }

    @Override
    public Availability availability(Environment environment) {
        return Availability.YES;
    }

    @Override
    public Fault create(Environment environment, Random random) {
        throw new FaultException("\"none\" is the absence of faults and cannot be injected");
    }
}
