package io.partita.checker.internal.transactions;

/** Why one transaction must come before another. */
enum DependencyKind {
    /** The second replaced a version that the first wrote. */
    WW,
    /** The second read a version that the first wrote. */
    WR,
    /** The second replaced a version that the first read. */
    RW,
    /** The same process ended the first before it began the second. */
    PROCESS,
    /** The first ended before the second began. */
    REALTIME,
    /** No dependency of its own: passes one on, inside or out of an auxiliary node. */
    LINK;

    private static final DependencyKind[] KINDS = values();

    static final int WRITES = WW.bit() | LINK.bit();
    static final int INFORMATION = WRITES | WR.bit();
    static final int DATA = INFORMATION | RW.bit();

    static DependencyKind of(int ordinal) {
        return KINDS[ordinal];
    }

    /** For sets of kinds as bits of an int. */
    int bit() {
        return 1 << ordinal();
    }
}
