package io.partita.workloads.mesos.nodes;

import java.util.Objects;
import java.util.Optional;

/** What was read from one node, or that it could not be read: which is not the same as nothing. Immutable. */
public sealed interface NodeReading<T> {

    /** The node was read. */
    record Read<T>(T found) implements NodeReading<T> {
        public Read {
            Objects.requireNonNull(found, "found is null");
        }
    }

    /**
     * The node could not be read: whatever is on it may be on it.
     *
     * @param why in words, with the node's name
     */
    record Unreadable<T>(String why) implements NodeReading<T> {
        public Unreadable {
            Objects.requireNonNull(why, "why is null");
        }
    }

    /** What was read; empty if the node could not be read. */
    default Optional<T> value() {
        return this instanceof Read<T> read ? Optional.of(read.found()) : Optional.empty();
    }
}
