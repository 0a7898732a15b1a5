package io.partita.workloads.generator;

import io.partita.workloads.client.Invocation;
import java.util.Objects;
import java.util.Optional;
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
        if (f.isBlank()) {
            throw new IllegalArgumentException("f is empty: an operation needs a function, such as read");
        }
    }

    /** An operation without key and argument. */
    public static Template of(String f) {
        return new Template(f, null, null);
    }

    /** An operation with an argument and no key. */
    public static Template of(String f, Object value) {
        return new Template(f, null, value);
    }

    /** The operation as {@code process} performs it. */
    public Invocation by(int process) {
        return new Invocation(process, f, key, value);
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

    /** Makes operations one by one in view of the situation, until there are no more. Pure. */
    @FunctionalInterface
    public interface Maker {

        /**
         * The operation at position {@code number} (from 0), or empty if there are no more.
         *
         * @param random a source of random numbers that belongs to this position alone
         */
        Optional<Template> make(long number, RandomGenerator random, Generator.Context context);
    }
}
