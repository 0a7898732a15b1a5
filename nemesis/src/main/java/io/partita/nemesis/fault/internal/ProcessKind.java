package io.partita.nemesis.fault.internal;

import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.target.Partitions;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.Killable;
import io.partita.provisioning.system.Pausable;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.Revivable;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/** Strikes the system's processes on a random minority of the nodes. */
final class ProcessKind implements FaultKind {

    /** What is done to a process. */
    enum Blow {
        KILL(
                "kill",
                "SIGKILL to the system's processes on a random minority of the nodes; started again to recover.",
                "a system that can be killed",
                ProcessState.DEAD),
        PAUSE(
                "pause",
                "SIGSTOP to the system's processes on a random minority of the nodes; SIGCONT to recover.",
                "a system that can be paused",
                ProcessState.PAUSED);

        final String fault;
        final String description;
        final String needs;
        final ProcessState struck;

        Blow(String fault, String description, String needs, ProcessState struck) {
            this.fault = fault;
            this.description = description;
            this.needs = needs;
            this.struck = struck;
        }

        /** The system's verbs for this blow, if it has them. */
        Optional<Verbs> verbs(Environment environment) {
            return switch (this) {
                case KILL ->
                    environment
                            .systemAs(Killable.class)
                            .map(system -> new Verbs(system::kill, system::start, system::state));
                case PAUSE ->
                    environment
                            .systemAs(Pausable.class)
                            .map(system -> new Verbs(system::pause, system::resume, system::state));
            };
        }
    }

    /**
     * How to strike a process, bring it back, and look at it.
     *
     * @param strike kills or pauses
     * @param revive starts or continues
     * @param state reads from the node's kernel
     */
    record Verbs(Consumer<Remote> strike, Consumer<Remote> revive, Function<Remote, ProcessState> state) {}

    private final Blow blow;

    ProcessKind(Blow blow) {
        this.blow = blow;
    }

    @Override
    public String name() {
        return blow.fault;
    }

    @Override
    public String description() {
        return blow.description;
    }

    @Override
    public String needs() {
        return blow.needs;
    }

    @Override
    public Availability availability(Environment environment) {
        if (blow.verbs(environment).isEmpty()) {
            return Availability.no("it needs " + blow.needs + ", and " + environment.systemName() + " is not one");
        }
        if (environment.systemAs(Revivable.class).isEmpty()) {
            return Availability.no(environment.systemName()
                    + " does not say which command brings it back, so the fault could not be healed from its ledger;"
                    + " let it implement " + Revivable.class.getSimpleName());
        }
        return Availability.YES;
    }

    @Override
    public Fault create(Environment environment, Random random) {
        if (availability(environment) instanceof Availability.Unavailable no) {
            throw new FaultException(name() + ": " + no.reason());
        }
        var fault = new ProcessFault(
                blow, environment, Partitions.randomMinority(environment.nodes().names(), random));
        fault.requireRunning();
        return fault;
    }
}
