package io.partita.control.cli;

import io.partita.checker.Verdict;

/** What the program's exit status means. A stable contract, documented in the README. */
final class ExitCodes {

    static final int VALID = 0;
    static final int INVALID = 1;
    static final int UNKNOWN = 2;
    /** SSH, provisioning, or a fault that would not heal. */
    static final int INFRASTRUCTURE = 3;
    /** A comparison that was asked to tell shows that something got worse. */
    static final int REGRESSION = 4;
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
}
