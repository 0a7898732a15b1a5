package io.partita.nemesis.schedule;

import java.time.Duration;
import java.util.Objects;

/**
 * One numbered step of a fault schedule. Immutable; printed by {@code --dry-run} and stored in the plan.
 *
 * @param number position in the schedule, from 1
 * @param at when, from the start of the load
 * @param action inject or recover
 * @param fault the canonical text of a {@link io.partita.nemesis.fault.FaultOrder}, such as {@code kill(role(marathon))}
 * @param seed fixes every random choice of this step (such as the order of nodes in a ring); a recover step carries the
 *     seed of the injection it ends
 */
public record FaultStep(int number, Duration at, Action action, String fault, long seed) {

    public FaultStep {
        Objects.requireNonNull(at, "at is null");
        Objects.requireNonNull(action, "action is null");
        Objects.requireNonNull(fault, "fault is null");
    }

    /** Whether {@code other} is about the same injection: the seed tells those from each other that have the same text. */
    public boolean isEndedBy(FaultStep other) {
        return fault.equals(other.fault) && seed == other.seed;
    }

    /** What a step does. */
    public enum Action {
        /** Makes the fault active and proves that it is. */
        INJECT,
        /** Ends the fault and proves that it has ended. */
        RECOVER
    }
}
