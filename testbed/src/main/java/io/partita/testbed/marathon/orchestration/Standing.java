package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import io.partita.testbed.marathon.state.Instance.Goal;

/** Questions about where an instance stands. Pure. */
final class Standing {

    private Standing() {}

    static boolean isWanted(Instance instance) {
        return instance.goal() == Goal.RUNNING;
    }

    /** Whether it is to be launched as soon as there is an offer for it. */
    static boolean isWaiting(Instance instance) {
        return isWanted(instance) && hasNoTask(instance);
    }

    /** Whether certainly nothing of it runs. */
    static boolean hasNoTask(Instance instance) {
        return instance.condition() == Condition.SCHEDULED
                || instance.condition().isTerminal();
    }

    /** Whether it counts for its app's number of instances. */
    static boolean counts(Instance instance) {
        return isWanted(instance) && instance.condition() != Condition.UNREACHABLE_INACTIVE;
    }

    /** Whether it does what it is there for. */
    static boolean isReady(Instance instance) {
        return isWanted(instance)
                && instance.condition() == Condition.RUNNING
                && (instance.app().healthChecks().isEmpty()
                        || instance.health() != null && instance.health().alive());
    }

    /** Whether it certainly does not do what it is there for. */
    static boolean isKnownBad(Instance instance) {
        return hasNoTask(instance)
                || instance.condition() == Condition.RUNNING
                        && instance.health() != null
                        && !instance.health().alive();
    }

    /** Whether it was started as {@code app} says. */
    static boolean isOf(AppDefinition app, Instance instance) {
        return instance.app().lastConfigChangeAt().equals(app.lastConfigChangeAt());
    }
}
