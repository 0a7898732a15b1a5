package io.partita.provisioning.system.mesos;

import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.HasLeader;
import io.partita.provisioning.system.HasRoles;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.Arrays;
import java.util.List;

/**
 * A system that is a cluster of Mesos and Marathon over ZooKeeper, or speaks as one. Workloads for Mesos know it by this
 * interface alone, so they run unchanged on whatever implements it. Immutable, safe for use by several threads.
 */
public interface MesosCluster extends SystemUnderTest, HasLeader, HasRoles {

    /** The name by which workloads ask for such a system. */
    String PART = "mesos";

    /** The generation whose documented behaviour is expected. */
    Profile profile();

    /** Which of {@code nodes} is what. */
    Layout layout(Nodes nodes);

    /** The settings in force that say how long things take. */
    Timings timings();

    /** How long things may take with these settings. */
    default MesosBounds bounds() {
        return new MesosBounds(timings());
    }

    /** The servers of {@code role}. */
    RoleServers role(Role role);

    @Override
    default List<RoleServers> groups() {
        return Arrays.stream(Role.values()).map(this::role).toList();
    }

    /** The TCP port at which the servers of {@code role} answer HTTP; for {@link Role#ZOOKEEPER} its client port. */
    int port(Role role);
}
