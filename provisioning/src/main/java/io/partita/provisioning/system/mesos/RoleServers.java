package io.partita.provisioning.system.mesos;

import io.partita.provisioning.system.ServerGroup;

/**
 * The servers of one role. What is done to those of {@link Role#AGENT} touches neither executors nor tasks: those that a
 * killed agent started live on.
 */
public interface RoleServers extends ServerGroup {

    /** Which role this is. */
    Role role();

    @Override
    default String label() {
        return role().label();
    }
}
