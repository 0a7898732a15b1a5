package io.partita.workloads.generator;

import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * An operation without a process yet. Immutable.
 *
 * @param f the function
 * @param key the independent key, or {@code null}
 * @param value the argument, or {@code null}
 */
public record Template(String f, Object key, Object value) {
    public Template {
        Objects.requireNonNull(f, "f is null");
    }

    /** Makes the operations of a stream, one by one. Pure: the same arguments give the same operation. */
    @FunctionalInterface
    public interface Source {

        /**
         * The operation at position {@code number} (from 0) of the stream.
         *
         * @param random a source of random numbers that belongs to this position alone
         */
        Template draw(long number, RandomGenerator random);
    }
}
