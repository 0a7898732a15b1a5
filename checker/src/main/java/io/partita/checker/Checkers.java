package io.partita.checker;

import io.partita.checker.history.History;
import java.util.List;
import java.util.Map;

/** Composing checkers. */
public final class Checkers {

    private Checkers() {}

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
