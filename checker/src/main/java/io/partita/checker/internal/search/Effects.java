package io.partita.checker.internal.search;

import io.partita.checker.internal.parts.Resources.ExhaustedException;
import java.util.Arrays;
import java.util.Optional;

/**
 * What each kind of operation needs and leaves, found by trying every kind in every state that can be reached at all.
 * Only for objects with few states: registers over few values, locks, sets by element.
 */
final class Effects {

    /** More than one state will do, or can come of it. */
    static final int VARIOUS = -1;

    /** No state allows it. */
    static final int IMPOSSIBLE = -2;

    /** Tries that cost nothing worth mentioning, and tries for each operation of the history. */
    private static final long FEW_TRIES = 1_000;

    private static final long TRIES_EACH = 16;

    /** A register has no more states than kinds of operations. Others, such as a semaphore, have a few more. */
    private static final int STATES_BEYOND_KINDS = 64;

    private final int[] needs;
    private final int[] leaves;
    private final boolean[] refusable;
    private final boolean[] changes;

    private Effects(int kinds) {
        needs = new int[kinds];
        leaves = new int[kinds];
        refusable = new boolean[kinds];
        changes = new boolean[kinds];
        Arrays.fill(needs, IMPOSSIBLE);
        Arrays.fill(leaves, IMPOSSIBLE);
    }

    /** The effects of all kinds; empty if there are too many states to try for a history of {@code operations}. */
    static Optional<Effects> of(States<?> states, int operations) throws ExhaustedException {
        long triesLeft = FEW_TRIES + TRIES_EACH * operations;
        Effects effects = new Effects(states.kinds());
        for (int state = 0; state < states.count(); state++) {
            triesLeft -= states.kinds();
            if (triesLeft < 0 || states.count() > states.kinds() + STATES_BEYOND_KINDS) {
                return Optional.empty();
            }
            for (int kind = 0; kind < states.kinds(); kind++) {
                int next = states.step(state, kind);
                effects.refusable[kind] |= next == States.ILLEGAL;
                if (next != States.ILLEGAL) {
                    effects.changes[kind] |= next != state;
                    effects.needs[kind] = merged(effects.needs[kind], state);
                    effects.leaves[kind] = merged(effects.leaves[kind], next);
                }
            }
        }
        return Optional.of(effects);
    }

    private static int merged(int known, int state) {
        return known == IMPOSSIBLE || known == state ? state : VARIOUS;
    }

    /** The only state that allows {@code kind}, {@link #VARIOUS} or {@link #IMPOSSIBLE}. */
    int needs(int kind) {
        return needs[kind];
    }

    /** The only state that can come of {@code kind}, {@link #VARIOUS} or {@link #IMPOSSIBLE}. */
    int leaves(int kind) {
        return leaves[kind];
    }

    /** Whether {@code kind} leads to another state from some state. */
    boolean changes(int kind) {
        return changes[kind];
    }

    /** Whether {@code kind} is possible in every state and leads to the same from all. */
    boolean overwrites(int kind) {
        return !refusable[kind] && leaves[kind] >= 0;
    }
}
