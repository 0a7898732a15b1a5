package io.partita.workloads.mesos.apps;

import java.util.List;

/**
 * A reading that certainly misses changes. Immutable.
 *
 * @param app the app
 * @param reading what was read
 * @param missed the changes that had certainly taken effect before the reading began, and after what it shows; never empty,
 *     in the order in which that became certain
 * @param age from the first of them to the reading, ns
 * @param reason why no deposed leader explains it; {@code null} if one does
 */
record Stale(String app, Reading reading, List<Change> missed, long age, Reason reason) {

    /** Why a stale reading cannot be the last words of a leader that has been replaced and does not know it. */
    enum Reason {
        /** Whoever answered had acknowledged a missed change itself. */
        OWN_WORD,
        /** Whoever answered came after the leader that acknowledged. */
        SUCCESSOR,
        /** Whoever answered had been replaced for too long. */
        TOO_LATE,
        /** Who answered is not known, and there was no fault that could have deposed anybody. */
        NO_FAULT
    }

    Stale {
        missed = List.copyOf(missed);
        if (missed.isEmpty()) {
            throw new IllegalArgumentException("stale without a missed change: " + reading);
        }
    }

    boolean isExplained() {
        return reason == null;
    }
}
