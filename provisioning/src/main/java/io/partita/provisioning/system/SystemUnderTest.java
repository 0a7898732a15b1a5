package io.partita.provisioning.system;

import io.partita.provisioning.remote.Nodes;
import java.time.Duration;

/**
 * A distributed system that can be installed on nodes and driven through its life. What else it can do (be killed,
 * paused, brought back by its nodes alone, asked for its leader, its members, its client port, its logs, the roles of its
 * servers or the systems in it) it says by
 * implementing {@link Killable}, {@link Pausable}, {@link Revivable}, {@link HasLeader}, {@link HasMembers}, {@link HasMaintenance}, {@link HasClientPort}, {@link
 * HasLogs}, {@link HasRoles}, {@link HasParts}.
 *
 * <p>Implementations keep no state about the nodes: everything is read from them, so a second process can continue.
 * Methods are called by one thread at a time unless said otherwise and throw
 * {@link io.partita.provisioning.remote.RemoteException} when a node fails, {@link SystemException} when the system does.
 */
public interface SystemUnderTest {

    /** Short name, such as {@code zookeeper}. */
    String name();

    /** The version installed, as its makers write it. */
    String version();

    /** Removes whatever an earlier run left, then installs and configures the system; starts nothing. */
    void install(Nodes nodes);

    /** Starts the system on all nodes; idempotent. */
    void start(Nodes nodes);

    /**
     * Waits until the system serves clients on every node, and never returns earlier.
     *
     * @throws SystemException if that has not come to pass within {@code limit}; says which node lacks what
     */
    void awaitReady(Nodes nodes, Duration limit);

    /** Stops the system and removes its files and processes; idempotent, also when it was half installed. */
    void remove(Nodes nodes);

    /** How long the system may take to serve all clients again once every fault is healed, from its own settings. */
    Duration recoveryBound();
}
