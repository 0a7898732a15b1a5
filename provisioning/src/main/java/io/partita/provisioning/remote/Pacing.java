package io.partita.provisioning.remote;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Time and chance as {@link SshRemote} uses them; tests bring their own. */
interface Pacing {

    /** Nanoseconds since an arbitrary moment. */
    long nanoTime();

    /** Waits. */
    void sleep(Duration duration) throws InterruptedException;

    /** The source of jitter. */
    RandomGenerator random();

    /** The machine's clock, real waits, and a random source of its own: jitter must differ between control nodes. */
    static Pacing real() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        return new Pacing() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                Thread.sleep(duration.toMillis());
            }

            @Override
            public RandomGenerator random() {
                return random;
            }
        };
    }
}
