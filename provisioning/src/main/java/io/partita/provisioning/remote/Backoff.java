package io.partita.provisioning.remote;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: twice as long each time, and a random part of that, so that many callers do
 * not come back at the same moment ("full jitter", M. Brooker, 2015; here half is fixed).
 *
 * @param first the longest wait before the second attempt
 * @param longest the longest wait at all
 */
record Backoff(Duration first, Duration longest) {

    static final Backoff DEFAULT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

    /** The wait after {@code failures} failed attempts, at least one. */
    Duration after(int failures, RandomGenerator random) {
        long ceiling = Math.min(longest.toNanos(), first.toNanos() << Math.min(failures - 1, 20));
        return Duration.ofNanos(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
    }
}
