package io.partita.workloads.zookeeper;

import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generators;
import java.time.Duration;

/** Spacing operations in time. */
final class Paces {

    private Paces() {}

    /** {@code generator} at {@code rate} operations per second on average; 0 for as fast as clients answer. */
    static Generator at(double rate, long seed, Generator generator) {
        return rate == 0
                ? generator
                : Generators.stagger(Duration.ofNanos(Math.max(1, Math.round(1e9 / rate))), seed, generator);
    }
}
