package io.partita.nemesis.fault.internal.partition;

import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.internal.shared.FirewallSupport;
import io.partita.nemesis.fault.internal.shared.Lasting;
import io.partita.nemesis.target.Partitions;
import io.partita.provisioning.system.SystemUnderTest;
import io.partita.provisioning.system.mesos.Layout;
import io.partita.provisioning.system.mesos.MesosCluster;
import io.partita.provisioning.system.mesos.Role;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Cuts an agent off from all others, and as little else as can be: a node on which nothing leads, and of those one with
 * the fewest other servers.
 *
 * @param name the fault's name
 * @param lasting how long
 */
record AgentPartitionKind(String name, Lasting lasting) implements FaultKind {

    private static final int LEAST_NODES = 3;
    private static final List<Role> WITH_LEADERS = List.of(Role.ZOOKEEPER, Role.MASTER, Role.MARATHON);

    @Override
    public String description() {
        return "One random node that has an agent, no leader, and as few other servers as can be, is cut off from all others."
                + lasting.sentence();
    }

    @Override
    public int leastNodes() {
        return LEAST_NODES;
    }

    @Override
    public boolean inSwarm() {
        return true;
    }

    @Override
    public String needs() {
        return "a cluster of Mesos, " + LEAST_NODES + " nodes with iptables and bash, root";
    }

    @Override
    public Availability suits(SystemUnderTest system) {
        return system instanceof MesosCluster
                ? lasting.suits(system)
                : Availability.no((system == null ? "no system" : system.name()) + " has no agents");
    }

    @Override
    public Optional<Duration> lasts(SystemUnderTest system) {
        return lasting.on(system);
    }

    @Override
    public Availability availability(Environment environment) {
        return suits(environment.system()) instanceof Availability.Unavailable no
                ? no
                : FirewallSupport.of(environment, LEAST_NODES);
    }

    @Override
    public Fault create(Environment environment, Random random) {
        MesosCluster cluster = environment
                .systemAs(MesosCluster.class)
                .orElseThrow(() -> new FaultException(environment.systemName() + " has no agents"));
        Layout layout = cluster.layout(environment.nodes());
        Set<String> leading = new TreeSet<>();
        WITH_LEADERS.stream()
                .filter(role -> !layout.on(role).isEmpty())
                .forEach(role -> leading.addAll(cluster.role(role).leaders(environment.nodes())));
        List<String> candidates = candidates(layout, leading);
        if (candidates.isEmpty()) {
            throw new FaultException("something leads on every node that has an agent (" + leading
                    + "), so no agent can be cut off alone");
        }
        return PartitionFault.of(
                name,
                environment,
                Partitions.apart(
                        Partitions.randomOf(candidates, 1, random),
                        environment.nodes().names()));
    }

    /** The nodes with an agent on which nothing leads and that have the fewest servers; empty if there is none. */
    static List<String> candidates(Layout layout, Collection<String> leading) {
        List<String> agents = layout.on(Role.AGENT).stream()
                .filter(node -> !leading.contains(node))
                .toList();
        int fewest =
                agents.stream().mapToInt(node -> layout.of(node).size()).min().orElse(0);
        return agents.stream().filter(node -> layout.of(node).size() == fewest).toList();
    }
}
