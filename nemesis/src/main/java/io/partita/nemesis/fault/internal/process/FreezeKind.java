package io.partita.nemesis.fault.internal.process;

import io.partita.nemesis.fault.Arguments;
import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.FaultOrder;
import io.partita.nemesis.fault.Parameter;
import io.partita.nemesis.fault.internal.node.Carried;
import io.partita.nemesis.fault.internal.node.HostFault;
import io.partita.nemesis.fault.internal.node.HostSupport;
import io.partita.nemesis.fault.internal.shared.Processes;
import io.partita.nemesis.fault.internal.shared.TargetScene;
import io.partita.nemesis.fault.internal.shared.Whose;
import io.partita.provisioning.host.NodeHost;
import io.partita.provisioning.remote.RemoteException;
import io.partita.provisioning.system.HasProcess;
import io.partita.provisioning.system.Killable;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Lets processes of the system stand still by the freezer of the machine that carries their nodes, and nothing else there.
 *
 * @param name the fault's name
 * @param whose which processes on which nodes
 */
record FreezeKind(String name, Whose whose) implements FaultKind {

    /** Everything of the system on a random minority of the nodes. */
    static FreezeKind usual() {
        return new FreezeKind("freeze", Whose.everything("minority"));
    }

    @Override
    public String description() {
        return "The freezer of the machine below holds " + whose.words() + "; no signal is sent.";
    }

    @Override
    public String needs() {
        return "nodes on this machine (LXC) with control groups for freeze, a system that tells its processes apart";
    }

    @Override
    public Availability suits(SystemUnderTest system) {
        Optional<Processes> processes = whose.in(system)
                .filter(all -> all.as(HasProcess.class).isPresent())
                .filter(all -> all.as(Killable.class).isPresent());
        return processes.isPresent()
                ? TargetScene.suits(whose.target(), system)
                : Availability.no("it needs " + needs() + ", and "
                        + (system == null ? "there is no system" : system.name() + " has none such"));
    }

    @Override
    public Availability availability(Environment environment) {
        return suits(environment.system()) instanceof Availability.Unavailable no
                ? no
                : HostSupport.of(environment, Optional.of(NodeHost.Means.FREEZE));
    }

    @Override
    public Fault create(Environment environment, Random random) {
        if (availability(environment) instanceof Availability.Unavailable no) {
            throw new FaultException(name + ": " + no.reason());
        }
        NodeHost host = environment.host().orElseThrow();
        Processes processes = whose.require(name, environment);
        List<String> targets = TargetScene.choose(whose.target(), environment, processes, random);
        try {
            var nodes = new Carried(environment, host, targets);
            return new HostFault(name, nodes, new FrozenServers(processes, nodes));
        } catch (RemoteException e) {
            throw new FaultException(name + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<String> usualTarget() {
        return Optional.of(whose.target().toString());
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Whose.OF);
    }

    @Override
    public FaultKind ordered(FaultOrder order) {
        return new FreezeKind(order.toString(), whose.ordered(order, Arguments.of(order, parameters())));
    }
}
