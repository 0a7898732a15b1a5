package io.partita.nemesis.schedule;

import java.time.Duration;
import java.util.Objects;

/**
 * One fault of a schedule from its injection to its recovery. Immutable.
 *
 * @param fault the canonical text of a {@link io.partita.nemesis.fault.FaultOrder}
 * @param seed fixes its random choices, and tells it from others with the same text
 * @param from when it is injected, from the start of the load
 * @param until when it is ended, later than {@code from}
 */
public record PlannedFault(String fault, long seed, Duration from, Duration until) {

    public PlannedFault {
        Objects.requireNonNull(fault, "fault is null");
        if (from.isNegative() || until.compareTo(from) <= 0) {
            throw new IllegalArgumentException(
                    fault + " would last from " + from + " until " + until + ": it must begin after 0 and end later");
        }
    }

    /** How long it lasts. */
    public Duration length() {
        return until.minus(from);
    }

    /** The same for half as long. */
    public PlannedFault halved() {
        return new PlannedFault(fault, seed, from, from.plus(length().dividedBy(2)));
    }
}
