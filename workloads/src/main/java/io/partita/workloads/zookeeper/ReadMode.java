package io.partita.workloads.zookeeper;

import java.util.Arrays;
import java.util.List;

/** How much a read asks of ZooKeeper. */
enum ReadMode {
    /**
     * {@code sync}, then {@code getData} on the same connection. The server answers the read only after it has applied
     * everything that its leader had committed when the {@code sync} arrived there. That is as new as a read can be,
     * provided the leader still is the leader: {@code sync} itself is not put to a vote (ZooKeeper's internals
     * documentation and ZOOKEEPER-1675 say so), so a leader that has lost its quorum and does not know it yet answers at once, from an
     * ensemble that has moved on. The window lasts from the election of the new leader to the moment the old one
     * misses its followers, at most {@code syncLimit} ticks. A stale read of this mode is therefore possible when the
     * leader itself is cut off, and a run that shows one is reported as what it is: not linearizable.
     */
    SYNC("sync"),
    /**
     * {@code getData} alone, answered by the server from its own memory. Promised is only that one client sees the
     * writes in order. A server that is cut off goes on answering until it misses its leader, {@code syncLimit} ticks:
     * under partitions and writes this mode must show stale reads.
     */
    LOCAL("local");

    private final String label;

    ReadMode(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(ReadMode::label).toList();
    }

    static ReadMode of(String label) {
        return Arrays.stream(values())
                .filter(mode -> mode.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("reads must be one of " + labels() + ", not " + label));
    }
}
