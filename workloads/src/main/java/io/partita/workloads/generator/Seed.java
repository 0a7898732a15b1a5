package io.partita.workloads.generator;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Where random choices come from. A seed has children, by name or by number, that are independent of each other and of
 * it: so each part of a generator draws from a source of its own, and what one part draws changes nothing in the others.
 * Immutable.
 *
 * @param value what everything drawn depends on
 */
public record Seed(long value) {

    /** The golden ratio's 64-bit increment: keeps the random sources of neighbouring operations apart. */
    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    /** The seed that {@code value} stands for. */
    public static Seed of(long value) {
        return new Seed(value);
    }

    /** The sub-seed called {@code name}. */
    public Seed child(String name) {
        long mixed = value;
        for (int i = 0; i < name.length(); i++) {
            mixed = mix(mixed + name.charAt(i));
        }
        return new Seed(mix(mixed));
    }

    /** Sub-seed {@code number}. */
    public Seed child(long number) {
        return new Seed(mix(mix(value) + number));
    }

    /** A fresh source of random numbers that belongs to position {@code number} alone. */
    public RandomGenerator random(long number) {
        return new SplittableRandom(value + number * STRIDE);
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
    private static long mix(long z) {
        long y = z + STRIDE;
        y = (y ^ (y >>> 30)) * 0xBF58476D1CE4E5B9L;
        y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }
}
