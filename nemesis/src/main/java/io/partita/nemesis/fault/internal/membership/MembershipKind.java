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
import io.partita.provisioning.system.HasMembers;
import io.partita.provisioning.system.Membership;
import io.partita.provisioning.system.SystemException;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Takes servers out of the ensemble by an orderly change of its members, and puts them into it again. What is left of the
 * ensemble is never less than a majority of all its servers, and all that are left take part in votes when it begins.
 *
 * @param name the fault's name
 * @param target which nodes' servers
 */
record MembershipKind(String name, Target target) implements FaultKind {

    /** How the ledger calls what only one such fault may change at a time. */
    static final String OBJECT = "members of the ensemble";

    private static final String SERVERS = "zookeeper";

    /** One random server, unless an order says otherwise. */
    static MembershipKind one() {
        return new MembershipKind("reconfigure", Target.parse("one"));
    }

    @Override
    public String description() {
        return "A ZooKeeper server is taken out of the ensemble by reconfiguration, and put into it again.";
    }

    @Override
    public String needs() {
        return "3 ZooKeeper servers that allow reconfiguration, bash";
    }

    @Override
    public Availability suits(SystemUnderTest system) {
        if (!(system instanceof HasMembers) || processes(system) == null) {
            return Availability.no(
                    (system == null ? "there is no system" : system.name() + " has no members that could be changed")
                            + "; it needs " + needs());
        }
        return TargetScene.suits(target, system);
    }

    @Override
    public Availability availability(Environment environment) {
        if (suits(environment.system()) instanceof Availability.Unavailable no) {
            return no;
        }
        int servers = members(environment).ensemble(environment.nodes()).size();
        return servers < 3 ? Availability.no("it needs 3 servers, there are " + servers) : Availability.YES;
    }

    @Override
    public Fault create(Environment environment, Random random) {
        if (availability(environment) instanceof Availability.Unavailable no) {
            throw new FaultException(name + ": " + no.reason());
        }
        Processes servers = processes(environment.system());
        List<String> targets = TargetScene.choose(target, environment, servers, random);
        requireMajority(members(environment), environment, targets);
        return new MembershipFault(name, members(environment), servers, environment, targets);
    }

    /** What is down or lags behind when members go counts neither before nor afterwards. */
    private void requireMajority(HasMembers members, Environment environment, List<String> targets) {
        List<String> staying = new ArrayList<>(members.ensemble(environment.nodes()));
        int majority = staying.size() / 2 + 1;
        staying.removeAll(targets);
        if (staying.size() < majority) {
            throw new FaultException(name + " of " + targets + " would leave " + staying.size()
                    + " servers, and a majority is " + majority);
        }
        Map<String, Membership> now;
        try {
            now = members.memberships(environment.nodes());
        } catch (SystemException e) {
            throw new FaultException(name + ": " + e.getMessage(), e);
        }
        staying.removeIf(node -> now.get(node).serves());
        if (!staying.isEmpty()) {
            throw new FaultException(name + " would leave servers that neither lead nor follow now: " + staying);
        }
    }

    @Override
    public FaultKind ordered(FaultOrder order) {
        if (!order.parameters().isEmpty()) {
            throw new IllegalArgumentException(name + " has no parameters, it was given " + order);
        }
        return new MembershipKind(order.toString(), order.target().orElse(target));
    }

    private static HasMembers members(Environment environment) {
        return environment.systemAs(HasMembers.class).orElseThrow();
    }

    /** A server that is killed while it is no member does not find itself in its own configuration when it starts. */
    private static Processes processes(SystemUnderTest system) {
        return Processes.group(system, SERVERS)
                .map(servers -> servers.owningToo(OBJECT))
                .orElse(null);
    }
}
