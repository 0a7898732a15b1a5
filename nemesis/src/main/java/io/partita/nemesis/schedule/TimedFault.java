package io.partita.nemesis.schedule;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A fault and how long it is to last. Immutable.
 *
 * @param fault the canonical text of a {@link io.partita.nemesis.fault.FaultOrder}, such as {@code kill(role(marathon))}
 * @param lasting how long; empty for what the kind says of itself, else the nemesis interval
 */
public record TimedFault(String fault, Optional<Duration> lasting) {

    public TimedFault {
        Objects.requireNonNull(fault, "fault is null");
        Objects.requireNonNull(lasting, "lasting is null");
    }

    /** As long as is usual with it. */
    static TimedFault of(String fault) {
        return new TimedFault(fault, Optional.empty());
    }

    /** As it is written. */
    @Override
    public String toString() {
        return fault
                + lasting.map(duration -> " for " + Durations.print(duration)).orElse("");
    }
}
