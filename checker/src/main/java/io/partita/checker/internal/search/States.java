package io.partita.checker.internal.search;

import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import java.util.ArrayList;
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

    private final Model<S> model;
    private final Account account;
    private final Map<S, Integer> numbers = new HashMap<>();
    private final List<S> states = new ArrayList<>();
    private final Map<Operation, Integer> kindNumbers = new HashMap<>();
    private final List<Operation> kinds = new ArrayList<>();
    private final LongIntTable steps;

    States(Model<S> model, Account account) throws ExhaustedException {
        this.model = model;
        this.account = account;
        this.steps = new LongIntTable(account);
        number(model.initial());
    }

    int initial() {
        return INITIAL;
    }

    /** The number of all operations that are equal to {@code operation}, key apart. */
    int kindOf(Operation operation) {
        Operation keyless =
                new Operation(operation.f(), null, operation.input(), operation.outcome(), operation.output());
        Integer known = kindNumbers.putIfAbsent(keyless, kinds.size());
        if (known != null) {
            return known;
        }
        kinds.add(operation);
        return kinds.size() - 1;
    }

    int kinds() {
        return kinds.size();
    }

    /** The state after an operation of {@code kind} in {@code state}, or {@link #ILLEGAL}. */
    int step(int state, int kind) throws ExhaustedException {
        long place = (long) state << 32 | kind;
        int known = steps.get(place);
        if (known != LongIntTable.ABSENT) {
            return known;
        }
        S next = model.step(states.get(state), kinds.get(kind));
        int number = next == null ? ILLEGAL : number(next);
        steps.put(place, number);
        return number;
    }

    String describe(int state) {
        return model.describe(states.get(state));
    }

    S state(int number) {
        return states.get(number);
    }

    private int number(S state) throws ExhaustedException {
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
