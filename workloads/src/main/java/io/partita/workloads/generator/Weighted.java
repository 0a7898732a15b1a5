package io.partita.workloads.generator;

import java.util.Objects;

/**
 * A generator with a weight among others: how often it is chosen in proportion to them. Immutable.
 *
 * @param weight 1 or more
 */
public record Weighted(int weight, Generator generator) {

    public Weighted {
        Objects.requireNonNull(generator, "generator is null");
        if (weight <= 0) {
            throw new IllegalArgumentException(
                    "weight " + weight + " for " + generator.name() + ": give 1 or more, or leave the generator out");
        }
    }
}
