package io.partita.nemesis.schedule;

import java.time.Duration;
import java.util.Map;

/**
 * How long faults last of which nothing is said.
 *
 * @param own the durations that follow from what a fault means, by its text
 * @param usual that of all others
 */
record Timing(Map<String, Duration> own, Duration usual) {

    Timing {
        own = Map.copyOf(own);
    }

    /** What was said, else what the fault's meaning demands, else what is usual. */
    Duration of(TimedFault fault) {
        return fault.lasting().orElseGet(() -> own.getOrDefault(fault.fault(), usual));
    }

    /** Whether the usual duration may be shortened for it. */
    boolean isFlexible(TimedFault fault) {
        return fault.lasting().isEmpty() && !own.containsKey(fault.fault());
    }

    /** The same with another usual duration. */
    Timing with(Duration other) {
        return new Timing(own, other);
    }
}
