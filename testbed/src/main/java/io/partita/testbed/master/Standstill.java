package io.partita.testbed.master;

import io.partita.testbed.runtime.Loop;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Notices that the process stood still, as SIGSTOP or a machine without a free processor makes it. Whatever comes first
 * after that is to look here before it acts.
 */
final class Standstill {

    private static final int LOOKS = 10;

    private final Loop loop;
    private final Supplier<Duration> limit;
    private long seen;

    /** @param limit what is shorter is no standstill */
    Standstill(Loop loop, Supplier<Duration> limit) {
        this.loop = loop;
        this.limit = limit;
        this.seen = loop.nanos();
    }

    /** Calls {@code look} several times within the limit from now on. It is to ask {@link #isNoticed}. */
    void watch(Runnable look) {
        loop.every(limit.get().dividedBy(LOOKS), look);
    }

    /** Whether it stood still since it was asked last. */
    boolean isNoticed() {
        long now = loop.nanos();
        boolean noticed = now - seen > limit.get().toNanos();
        seen = now;
        return noticed;
    }
}
