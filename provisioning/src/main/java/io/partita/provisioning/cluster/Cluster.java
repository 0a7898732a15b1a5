package io.partita.provisioning.cluster;

import java.util.Optional;

/** A set of machines that can be brought up and taken away. {@link #up} and {@link #down} are idempotent. */
public interface Cluster {

    /** The cluster's name. */
    String name();

    /**
     * Brings the cluster up, completing or replacing whatever an earlier, interrupted call left, and returns when every
     * node accepts SSH logins.
     *
     * @throws ClusterException if it cannot; what was begun has been taken back
     */
    Inventory up();

    /** Removes the cluster: afterwards no process, mount, network device or file of it is left. */
    void down();

    /** The cluster's nodes if it is up, else empty. */
    Optional<Inventory> inventory();
}
