package io.partita.control.cli;

import io.partita.checker.Verdict;
import io.partita.control.run.RunOutcome;

/** What the program's exit status means. A stable contract, documented in the README. */
final class ExitCodes {

    static final int VALID = 0;
    static final int INVALID = 1;
    static final int UNKNOWN = 2;
    /** SSH, provisioning, or a fault that would not heal. */
    static final int INFRASTRUCTURE = 3;
    /** Wrong arguments or configuration. */
    static final int USAGE = 64;
    /** A bug of ours. */
    static final int INTERNAL = 70;
    /** The cluster is in use by another run. */
    static final int BUSY = 75;
    /** Ended by a signal. */
    static final int INTERRUPTED = 130;

    private ExitCodes() {}

    static int of(Verdict verdict) {
        return switch (verdict) {
            case VALID -> VALID;
            case INVALID -> INVALID;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /** A violation that was found outweighs whatever else went wrong; a generator at fault counts if nothing else did. */
    static int of(RunOutcome outcome) {
        if (outcome.interrupted()) {
            return INTERRUPTED;
        }
        if (outcome.summary().verdict() == Verdict.INVALID || outcome.failures().isEmpty()) {
            return of(outcome.summary().verdict());
        }
        boolean onlyTheGenerator =
                outcome.broken().isPresent() && outcome.failures().size() == 1;
        if (!onlyTheGenerator) {
            return INFRASTRUCTURE;
        }
        return outcome.broken().get().isConfiguration() ? USAGE : INTERNAL;
    }
}
