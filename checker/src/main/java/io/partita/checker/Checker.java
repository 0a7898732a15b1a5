package io.partita.checker;

import io.partita.checker.history.History;

/**
 * Judges a recorded history. Implementations are stateless and safe for use by several threads.
 *
 * <p>A checker only reads the history. It may throw; whoever composes checkers turns that into
 * {@link Verdict#UNKNOWN}, see {@link Checkers#checkSafely}.
 */
public interface Checker {

    /** A short, stable name: the key of this checker's result in {@code results.json}. */
    String name();

    /**
     * Judges {@code history} within {@code budget}.
     *
     * @throws InterruptedException if the thread is interrupted while checking
     */
    CheckResult check(History history, Budget budget) throws InterruptedException;
}
