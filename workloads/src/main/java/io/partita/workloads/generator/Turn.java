package io.partita.workloads.generator;

import java.time.Duration;
import java.util.Objects;

/**
 * A generator's turn among others. Immutable.
 *
 * @param time how long it lasts
 */
public record Turn(Duration time, Generator generator) {

    public Turn {
        Objects.requireNonNull(generator, "generator is null");
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("the turn of " + generator.name() + " must last a while, not " + time);
        }
    }
}
