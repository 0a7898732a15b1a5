package io.partita.checker.internal.search;

import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import io.partita.checker.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * States of a model as small numbers, and its steps as a table that fills itself: a step is computed once, however
 * often the search takes it. Not thread-safe.
 */
final class States<S> {

    /** What {@link #step} answers when the operation is impossible. */
    static final int ILLEGAL = -1;

    private static final int INITIAL = 0;
    private static final long BYTES_PER_STATE = 160;
    private static final int DENSE_STATES = 1 << 12;
    private static final int DENSE_KINDS = 1 << 10;

    private final Model<S> model;
    private final Kinds kinds;
    private final Account account;
    private final Map<S, Integer> numbers = new HashMap<>();
    private final List<S> states = new ArrayList<>();
    private final LongIntTable sparse;
    /** By state, then kind: for the first states, while the kinds are few. */
    private int[][] dense = new int[16][];

    States(Model<S> model, Kinds kinds, Account account) throws ExhaustedException {
        this.model = model;
        this.kinds = kinds;
        this.account = account;
        this.sparse = new LongIntTable(account);
        number(model.initial());
    }

    int initial() {
        return INITIAL;
    }

    /** How many states were met so far. */
    int count() {
        return states.size();
    }

    int kinds() {
        return kinds.count();
    }

    /** The state after an operation of {@code kind} in {@code state}, or {@link #ILLEGAL}. */
    int step(int state, int kind) throws ExhaustedException {
        if (state < dense.length) {
            int[] row = dense[state];
            if (row != null && row[kind] != LongIntTable.ABSENT) {
                return row[kind];
            }
        }
        return unusualStep(state, kind);
    }

    /** See {@link Model#mayLeadTo}. */
    boolean mayLeadTo(int state, int kind) {
        return model.mayLeadTo(states.get(state), kinds.example(kind));
    }

    private int unusualStep(int state, int kind) throws ExhaustedException {
        if (state < DENSE_STATES && kinds.count() <= DENSE_KINDS) {
            int[] row = row(state);
            row[kind] = compute(state, kind);
            return row[kind];
        }
        long place = (long) state << 32 | kind;
        int known = sparse.get(place);
        if (known == LongIntTable.ABSENT) {
            known = compute(state, kind);
            sparse.put(place, known);
        }
        return known;
    }

    private int[] row(int state) throws ExhaustedException {
        if (state >= dense.length) {
            dense = Arrays.copyOf(dense, Math.max(2 * dense.length, state + 1));
        }
        if (dense[state] == null) {
            account.reserve((long) kinds.count() * Integer.BYTES);
            dense[state] = new int[kinds.count()];
            Arrays.fill(dense[state], LongIntTable.ABSENT);
        }
        return dense[state];
    }

    private int compute(int state, int kind) throws ExhaustedException {
        S next = model.step(states.get(state), kinds.example(kind));
        return next == null ? ILLEGAL : number(next);
    }

    S state(int number) {
        return states.get(number);
    }

    /** The number of {@code state}, met or not. */
    int number(S state) throws ExhaustedException {
        Integer known = numbers.get(state);
        if (known != null) {
            return known;
        }
        account.reserve(BYTES_PER_STATE + sizeOf(state));
        numbers.put(state, states.size());
        states.add(state);
        return states.size() - 1;
    }

    /** A rough measure of states that grow; the fixed part of an object is in {@link #BYTES_PER_STATE}. */
    private static long sizeOf(Object state) {
        if (state instanceof String text) {
            return 2L * text.length();
        }
        if (state instanceof Collection<?> elements) {
            return 48L * elements.size();
        }
        if (state instanceof Map<?, ?> entries) {
            return 64L * entries.size();
        }
        return 0;
    }
}
