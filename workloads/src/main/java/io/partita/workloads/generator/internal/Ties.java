package io.partita.workloads.generator.internal;

import io.partita.workloads.generator.Seed;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Who goes first among several that are ready at the same moment. Immutable.
 *
 * @param weights how often each wins in proportion to the others; empty if the first always does
 */
public record Ties(List<Integer> weights) {

    /** The first wins. */
    public static final Ties ORDERED = new Ties(List.of());

    public Ties {
        weights = List.copyOf(weights);
    }

    /** All of {@code size} win equally often. */
    public static Ties even(int size) {
        return new Ties(Collections.nCopies(size, 1));
    }

    boolean isOrdered() {
        return weights.isEmpty();
    }

    void requireFor(int size) {
        if (!isOrdered()) {
            Weights.require(weights, size);
        }
    }

    Draw draw(Seed seed, long number) {
        return new Draw(this, seed, number);
    }

    /** One drawing of lots: each newcomer wins against those before it with its share of all weights so far. */
    static final class Draw {

        private final Ties ties;
        private final Seed seed;
        private final long number;
        private RandomGenerator random;
        private long sum;

        private Draw(Ties ties, Seed seed, long number) {
            this.ties = ties;
            this.seed = seed;
            this.number = number;
        }

        /** Forgets those that were tied so far: {@code index} leads alone. */
        void lead(int index) {
            sum = ties.isOrdered() ? 0 : ties.weights.get(index);
        }

        /** Whether {@code index}, which is as early as all that were tied so far, takes their place. */
        boolean wins(int index) {
            if (ties.isOrdered()) {
                return false;
            }
            int weight = ties.weights.get(index);
            sum += weight;
            random = random == null ? seed.random(number) : random;
            return random.nextLong(sum) < weight;
        }
    }
}
