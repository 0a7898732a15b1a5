package io.partita.workloads.generator.internal;

import java.util.List;

/** Checks of the weights that users give. */
final class Weights {

    private Weights() {}

    static void require(List<Integer> weights, int size) {
        if (size == 0) {
            throw new IllegalArgumentException("there is no generator to choose from: give at least one");
        }
        if (weights.size() != size) {
            throw new IllegalArgumentException(
                    weights.size() + " weights for " + size + " generators: give each generator one");
        }
        if (weights.stream().anyMatch(weight -> weight <= 0)) {
            throw new IllegalArgumentException("weights must be positive, not " + weights);
        }
    }
}
