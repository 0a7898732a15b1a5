package io.partita.checker.internal.checks;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.history.History;
import java.time.Duration;

/** One budget for many checks: they share its time, and those that run at once its memory. Safe for use by several threads. */
final class SharedBudget {

    private final Budget whole;
    private final long memoryEach;
    private final long start = System.nanoTime();

    SharedBudget(Budget whole, int checks) {
        this.whole = whole;
        this.memoryEach = Math.max(1, whole.memoryBytes() / Tasks.threads(checks));
    }

    /** The result within what is left; unknown if nothing is. */
    CheckResult check(Checker checker, History history) throws InterruptedException {
        Duration left = whole.time().minusNanos(System.nanoTime() - start);
        if (left.isNegative() || left.isZero()) {
            return new Findings(checker.name())
                    .unknown("time ran out before this check could begin: allow more with a greater time budget");
        }
        return checker.check(history, new Budget(left, memoryEach));
    }
}
