package io.partita.nemesis.fault;

import io.partita.nemesis.proof.Proof;
import java.util.List;
import java.util.Map;

/**
 * One fault on nodes already chosen. Its six verbs are called by one thread in the order that {@link FaultLifecycle}
 * enforces; every verb that changes nodes is idempotent and throws
 * {@link io.partita.provisioning.remote.RemoteException} or {@link FaultException} when a node did not follow.
 *
 * <p>Targets, description and inverses are fixed at construction, so that they can be on disk before
 * {@link #prepare()}, the first verb that touches a node.
 */
public interface Fault {

    /** The name of its kind, such as {@code partition-halves}. */
    String name();

    /** The nodes concerned. */
    List<String> targets();

    /** What it does, in words: "n1,n2 | n3,n4,n5". */
    String description();

    /**
     * What it sets out to do, as JSON values that programs read: which links are cut, which processes are struck. Stands in
     * its proof of being active, also when that does not hold or could not be measured: half a fault disturbs too.
     */
    default Map<String, Object> intent() {
        return Map.of();
    }

    /** What undoes it, one for every node that it touches. */
    List<Inverse> inverses();

    /** Puts in place what {@link #inject()} needs, if it needs anything; the system under test notices nothing. */
    default void prepare() {}

    /** Makes the fault active, as fast as possible and on all nodes at once. */
    void inject();

    /** Measures until the fault is shown active or its limit has passed; only reads. */
    Proof awaitActive();

    /** Ends the fault; also when it was injected by half or is gone already. */
    void recover();

    /** Measures until the fault is shown gone or its limit has passed; only reads. */
    Proof awaitRecovered();

    /** Removes what {@link #prepare()} put in place, if it did. */
    default void cleanup() {}
}
