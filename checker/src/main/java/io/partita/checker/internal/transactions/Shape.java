package io.partita.checker.internal.transactions;

import static io.partita.checker.internal.transactions.DependencyKind.LINK;
import static io.partita.checker.internal.transactions.DependencyKind.RW;

/**
 * What cycles are looked for, as a small automaton: which edge they begin with, which may follow, and what must have
 * been seen when they close.
 *
 * @param mask the kinds of edges that may occur
 * @param first the kind of edge it begins with
 * @param must a kind that must occur somewhere after the first, or null
 * @param rule how the rw may lie
 */
record Shape(int mask, DependencyKind first, DependencyKind must, Antidependencies rule) {

    /** How the rw dependencies of a cycle may lie. */
    enum Antidependencies {
        /** None after the first edge. */
        NO_MORE,
        /** At least one more, none next to another. */
        APART,
        /** The second edge as well, and any number after it. */
        TOGETHER,
        /** Anywhere or nowhere. */
        ANY
    }

    private static final int SEEN = 1;
    private static final int SECOND = 2;
    private static final int LAST = 4;

    static final int DEAD = -1;

    /** States are 0 up to this. */
    int states() {
        return switch (rule) {
            case NO_MORE, ANY -> 2;
            case TOGETHER -> 4;
            case APART -> 8;
        };
    }

    /** The state after the first edge. */
    int start() {
        return rule == Antidependencies.APART ? LAST : 0;
    }

    /** The state after an edge of the kind with this ordinal, or {@link #DEAD} if it may not follow. */
    int after(int state, int kind) {
        if (kind == LINK.ordinal()) {
            return state;
        }
        if ((mask >> kind & 1) == 0) {
            return DEAD;
        }
        int next = must != null && kind == must.ordinal() ? state | SEEN : state;
        boolean antidependency = kind == RW.ordinal();
        return switch (rule) {
            case NO_MORE -> antidependency ? DEAD : next;
            case ANY -> next;
            case APART -> antidependency ? ((state & LAST) != 0 ? DEAD : next | SECOND | LAST) : next & ~LAST;
            case TOGETHER -> antidependency || (state & SECOND) != 0 ? next | SECOND : DEAD;
        };
    }

    /** Whether the cycle may close in {@code state}. */
    boolean accepts(int state) {
        boolean seen = must == null || (state & SEEN) != 0;
        return seen
                && switch (rule) {
                    case NO_MORE, ANY -> true;
                    case APART -> (state & (SECOND | LAST)) == SECOND;
                    case TOGETHER -> (state & SECOND) != 0;
                };
    }
}
