package io.partita.nemesis.schedule;

import java.util.List;

/**
 * The faults of a run, planned before it begins. Immutable.
 *
 * @param steps the steps in the order of their numbers and times; every injection has its recovery
 */
public record FaultSchedule(List<FaultStep> steps) {

    public FaultSchedule {
        steps = List.copyOf(steps);
    }
}
