package io.partita.checker;

import io.partita.checker.history.History;
import io.partita.checker.internal.checks.AcknowledgedIncrements;
import io.partita.checker.internal.checks.LinearizabilityChecker;
import io.partita.checker.internal.checks.StatsChecker;
import io.partita.checker.model.Model;
import java.util.List;
import java.util.Map;

/** The checkers that Partita knows, and how they are run. */
public final class Checkers {

    private Checkers() {}

    /**
     * A checker called {@code name}, for runs of objects that behave as {@code model}: {@link
     * io.partita.checker.Linearizability}. A history in which nothing succeeded proves nothing, and is
     * unknown.
     */
    public static Checker linearizable(String name, Model<?> model) {
        return LinearizabilityChecker.of(name, model);
    }

    /** As {@link #linearizable}, but a history in which nothing succeeded is what it is by definition: linearizable. */
    public static Checker linearizableByDefinition(String name, Model<?> model) {
        return LinearizabilityChecker.byDefinition(name, model);
    }

    /**
     * Counts outcomes and latencies by function and finds the longest time without success. Unknown when a function
     * never succeeded, because then nothing was tested that depends on it.
     */
    public static Checker stats() {
        return new StatsChecker();
    }

    /**
     * Judges a counter that only grows by what was acknowledged: every read must lie between the sum of the increments
     * acknowledged before it began and the sum of those attempted before it ended.
     *
     * @param initial what the counter starts from
     */
    public static Checker acknowledgedIncrements(String name, long initial) {
        return AcknowledgedIncrements.of(name, initial);
    }

    /** Runs {@code checker}; if it throws, the result is unknown and names the exception. */
    public static CheckResult checkSafely(Checker checker, History history, Budget budget) throws InterruptedException {
        try {
            return checker.check(history, budget);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return new CheckResult(
                    checker.name(),
                    Verdict.UNKNOWN,
                    "the checker itself failed: " + e,
                    List.of(),
                    Map.of("exception", String.valueOf(e)));
        }
    }
}
