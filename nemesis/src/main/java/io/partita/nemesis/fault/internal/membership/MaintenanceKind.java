package io.partita.nemesis.fault.internal.membership;

import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.FaultOrder;
import io.partita.nemesis.fault.internal.shared.Processes;
import io.partita.nemesis.fault.internal.shared.TargetScene;
import io.partita.nemesis.target.Target;
import io.partita.provisioning.system.HasMaintenance;
import io.partita.provisioning.system.MaintenanceState;
import io.partita.provisioning.system.SystemException;
import io.partita.provisioning.system.SystemUnderTest;
import io.partita.provisioning.system.mesos.MesosCluster;
import io.partita.provisioning.system.mesos.Profile;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Takes machines of agents away as an operator does: a window of maintenance is scheduled, and the machines go down. Their
 * agents are turned away until they are up again.
 *
 * @param name the fault's name
 * @param target which nodes' machines
 */
record MaintenanceKind(String name, Target target) implements FaultKind {

    /** How the ledger calls what only one such fault may change at a time: a schedule is replaced as a whole. */
    static final String OBJECT = "maintenance schedule";

    private static final String AGENT = "agent";

    /** One random agent's machine, unless an order says otherwise. */
    static MaintenanceKind one() {
        return new MaintenanceKind("maintenance", Target.parse("one"));
    }

    @Override
    public String description() {
        return "The machine of a random agent goes down for maintenance, through the leading master; up to recover.";
    }

    @Override
    public String needs() {
        return "Mesos from 0.25 on, bash";
    }

    /** One agent is away, in good order, and its tasks run elsewhere. */
    @Override
    public boolean inSwarm() {
        return true;
    }

    @Override
    public Availability suits(SystemUnderTest system) {
        if (!(system instanceof HasMaintenance) || agents(system).isEmpty()) {
            return Availability.no((system == null ? "there is no system" : system.name() + " knows no maintenance")
                    + "; it needs " + needs());
        }
        if (system instanceof MesosCluster mesos && !mesos.profile().isAtLeast(Profile.LEGACY1)) {
            return Availability.no(
                    "Mesos of the profile " + mesos.profile().label() + " knows no maintenance; it needs " + needs());
        }
        return TargetScene.suits(target, system);
    }

    @Override
    public Availability availability(Environment environment) {
        return suits(environment.system());
    }

    @Override
    public Fault create(Environment environment, Random random) {
        if (availability(environment) instanceof Availability.Unavailable no) {
            throw new FaultException(name + ": " + no.reason());
        }
        HasMaintenance system = environment.systemAs(HasMaintenance.class).orElseThrow();
        Processes agents = agents(environment.system()).orElseThrow();
        List<String> targets = TargetScene.choose(target, environment, agents, random);
        MaintenanceState now;
        try {
            now = system.maintenance(environment.nodes());
        } catch (SystemException e) {
            throw new FaultException(name + ": " + e.getMessage(), e);
        }
        if (now.leader().isEmpty()) {
            throw new FaultException(name + ": no master leads, so nobody can be told");
        }
        for (String node : targets) {
            if (!now.active().containsKey(node)
                    || now.down().contains(node)
                    || now.draining().contains(node)) {
                throw new FaultException(name + ": the agent on " + node
                        + " is not registered, or its machine is under maintenance already; " + now);
            }
        }
        return new MaintenanceFault(
                name, system, agents, environment, targets, now, Math.abs(random.nextLong() % 1000));
    }

    @Override
    public FaultKind ordered(FaultOrder order) {
        if (!order.parameters().isEmpty()) {
            throw new IllegalArgumentException(name + " has no parameters, it was given " + order);
        }
        return new MaintenanceKind(order.toString(), order.target().orElse(target));
    }

    /** An agent that is turned away ends, so whoever strikes it too could not tell by whom it did. */
    private static Optional<Processes> agents(SystemUnderTest system) {
        return Processes.group(system, AGENT).map(agents -> agents.owningToo(OBJECT));
    }
}
