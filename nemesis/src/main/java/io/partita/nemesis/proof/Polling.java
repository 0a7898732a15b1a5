package io.partita.nemesis.proof;

import io.partita.provisioning.remote.RemoteException;
import io.partita.provisioning.system.SystemException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Measures again and again until a proof holds or time is up.
 *
 * @param millis the time
 * @param sleep how to let time pass
 * @param interval between the end of a measurement and the next one
 */
public record Polling(LongSupplier millis, Consumer<Duration> sleep, Duration interval) {

    /**
     * The first proof that holds, else the last one made before {@code limit} had passed. At least one measurement is
     * made. A node that cannot be read makes a proof that does not hold, not an exception; an interrupt ends the wait.
     */
    public Proof await(Duration limit, Supplier<Proof> measure) {
        long start = millis.getAsLong();
        for (int attempt = 1; ; attempt++) {
            Proof proof = attempt(measure).with("measurements", attempt);
            long elapsed = millis.getAsLong() - start;
            if (proof.holds()
                    || elapsed + interval.toMillis() > limit.toMillis()
                    || Thread.currentThread().isInterrupted()) {
                return proof.with("elapsedMs", elapsed);
            }
            sleep.accept(interval);
        }
    }

    private static Proof attempt(Supplier<Proof> measure) {
        try {
            return measure.get();
        } catch (RemoteException e) {
            return Proof.of(e.getMessage(), Map.of("unreadable", e.node()));
        } catch (SystemException e) {
            return Proof.of(String.valueOf(e.getMessage()), Map.of());
        }
    }
}
