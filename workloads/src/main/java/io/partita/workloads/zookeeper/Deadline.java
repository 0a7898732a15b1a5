package io.partita.workloads.zookeeper;

import java.time.Duration;

/** An instant by which something must be done, shared by all the requests of one operation. Immutable. */
record Deadline(long atNanos) {

    static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos());
    }

    /** Nanoseconds left; negative when it has passed. */
    long leftNanos() {
        return atNanos - System.nanoTime();
    }
}
