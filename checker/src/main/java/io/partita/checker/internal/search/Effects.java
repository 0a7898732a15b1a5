package io.partita.checker.internal.search;

import io.partita.checker.internal.parts.Resources.ExhaustedException;
import io.partita.checker.internal.search.Timeline.Role;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import java.util.Arrays;

/**
 * What each kind of operation needs and leaves. The model tells; what it doesn't tell is found by trying every kind in
 * every state, if the object has but few: locks, for example.
 */
final class Effects {

    /** Several states will do or can come of it; or nobody knows. */
    static final int VARIOUS = -1;

    /** No state allows it. */
    static final int IMPOSSIBLE = -2;

    /** Tries that cost nothing worth mentioning, and tries for each operation of the history. */
    private static final long FEW_TRIES = 1_000;

    private static final long TRIES_EACH = 16;

    /** Most small objects have no more states than kinds of operations. Others, such as a semaphore, have a few more. */
    private static final int STATES_BEYOND_KINDS = 64;

    private final Role[] roles;
    private final int[] needs;
    private final int[] leaves;

    private Effects(int kinds) {
        roles = new Role[kinds];
        needs = new int[kinds];
        leaves = new int[kinds];
    }

    /** The effects of all kinds of operations in a part of {@code size}. */
    static <S> Effects of(Model<S> model, Kinds kinds, States<S> states, int size) throws ExhaustedException {
        Effects told = told(model, kinds, states);
        return told.isComplete() ? told : tried(told, states, FEW_TRIES + TRIES_EACH * size);
    }

    private static <S> Effects told(Model<S> model, Kinds kinds, States<S> states) throws ExhaustedException {
        Effects effects = new Effects(kinds.count());
        for (int kind = 0; kind < kinds.count(); kind++) {
            Operation op = kinds.example(kind);
            boolean overwrites = model.overwrites(op);
            effects.roles[kind] = model.isReadOnly(op) ? Role.READS : overwrites ? Role.OVERWRITES : Role.CHANGES;
            S needed = model.onlyPossibleIn(op).orElse(null);
            effects.needs[kind] = needed == null ? VARIOUS : states.number(needed);
            int next = overwrites || needed != null
                    ? states.step(needed == null ? states.initial() : effects.needs[kind], kind)
                    : VARIOUS;
            effects.leaves[kind] = next == States.ILLEGAL ? VARIOUS : next;
        }
        return effects;
    }

    private boolean isComplete() {
        for (int kind = 0; kind < roles.length; kind++) {
            if (mayLeaveAny(kind)) {
                return false;
            }
        }
        return true;
    }

    private static Effects tried(Effects told, States<?> states, long tries) throws ExhaustedException {
        int kinds = told.roles.length;
        Effects effects = new Effects(kinds);
        Arrays.fill(effects.needs, IMPOSSIBLE);
        Arrays.fill(effects.leaves, IMPOSSIBLE);
        boolean[] refusable = new boolean[kinds];
        boolean[] changes = new boolean[kinds];
        for (int state = 0; state < states.count(); state++) {
            if ((state + 1L) * kinds > tries || states.count() > kinds + STATES_BEYOND_KINDS) {
                return told;
            }
            for (int kind = 0; kind < kinds; kind++) {
                int next = states.step(state, kind);
                refusable[kind] |= next == States.ILLEGAL;
                if (next != States.ILLEGAL) {
                    changes[kind] |= next != state;
                    effects.needs[kind] = merged(effects.needs[kind], state);
                    effects.leaves[kind] = merged(effects.leaves[kind], next);
                }
            }
        }
        for (int kind = 0; kind < kinds; kind++) {
            boolean overwrites = !refusable[kind] && effects.leaves[kind] >= 0;
            boolean reads = !changes[kind] || told.roles[kind] == Role.READS;
            effects.roles[kind] = reads ? Role.READS : overwrites ? Role.OVERWRITES : Role.CHANGES;
        }
        return effects;
    }

    private static int merged(int known, int state) {
        return known == IMPOSSIBLE || known == state ? state : VARIOUS;
    }

    Role role(int kind) {
        return roles[kind];
    }

    /** The only state that allows {@code kind}, {@link #VARIOUS} or {@link #IMPOSSIBLE}. */
    int needs(int kind) {
        return needs[kind];
    }

    /** The only state that can come of {@code kind}, {@link #VARIOUS} or {@link #IMPOSSIBLE}. */
    int leaves(int kind) {
        return leaves[kind];
    }

    /** Whether {@code kind} changes the state, into nobody knows which. */
    boolean mayLeaveAny(int kind) {
        return roles[kind] == Role.CHANGES && leaves[kind] == VARIOUS;
    }
}
