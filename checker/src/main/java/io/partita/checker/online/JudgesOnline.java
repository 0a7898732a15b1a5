package io.partita.checker.online;

import io.partita.checker.Checker;
import java.util.Optional;

/** A checker that can see violations while the run goes on. */
public interface JudgesOnline extends Checker {

    /**
     * A new judge of one run; empty if, with these settings, nothing is certain before the end.
     *
     * <p>A checker whose accusations stand, because what it calls invalid in a beginning of a history it calls invalid
     * in every continuation, answers {@link OnlineCheckers#ofBeginnings}.
     */
    Optional<OnlineChecker> online();
}
