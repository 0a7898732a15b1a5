package io.partita.workloads.mesos.observe;

import java.util.Objects;
import java.util.function.Function;

/**
 * What an observation of the history showed, and when: it was so at some instant between {@code from} and {@code to}, and
 * nobody knows at which. Immutable.
 *
 * @param <T> what was observed
 * @param from when the observation began, ns since the run began
 * @param to when it ended, ns
 * @param fromIndex index of the event that begins it
 * @param index index of the event that ends it
 * @param value what was seen
 */
public record Sample<T>(long from, long to, int fromIndex, int index, T value) {

    public Sample {
        Objects.requireNonNull(value, "value is null");
    }

    /** The same observation, of it what {@code change} picks. */
    public <R> Sample<R> map(Function<? super T, ? extends R> change) {
        return new Sample<>(from, to, fromIndex, index, change.apply(value));
    }
}
