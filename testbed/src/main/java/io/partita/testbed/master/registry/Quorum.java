package io.partita.testbed.master.registry;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.ReplicaMessage.Promised;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * When promises suffice, and what they say. A value was acknowledged once {@code size} of the {@code 2·size-1} replicas
 * had it. So any {@code size} replicas that forgot nothing include one that has it; and so do all replicas together, as
 * long as fewer than {@code size} of them lost their disks. That second case also is how a new cluster begins: all are
 * there, all are empty.
 */
record Quorum(int size) {

    /** Whether the replicas that promised are enough to know all that was ever acknowledged. */
    boolean suffices(Map<Address, Promised> promises) {
        long voting = promises.values().stream().filter(Promised::voting).count();
        return voting >= size || isEverybody(promises);
    }

    /** Whether nobody is missing. Then also empty replicas count. */
    boolean isEverybody(Map<Address, Promised> promises) {
        return promises.size() >= 2 * size - 1;
    }

    /** The newest value that any of them has; empty if none has one. */
    Optional<Promised> newest(Map<Address, Promised> promises) {
        return promises.values().stream()
                .filter(promise -> promise.value() != null)
                .max(Comparator.comparingLong(Promised::writtenBallot).thenComparingLong(Promised::position));
    }
}
