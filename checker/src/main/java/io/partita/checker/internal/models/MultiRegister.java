package io.partita.checker.internal.models;

import io.partita.checker.internal.Values;
import io.partita.checker.model.Model;
import io.partita.checker.model.NullRead;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Several registers read and written together: {@code txn [[f, register, value] …]} with {@code read} and
 * {@code write}, in order, all at one instant.
 */
public final class MultiRegister implements Model<Map<Object, Object>> {

    private final Map<Object, Object> initial;
    private final NullRead nullRead;

    public MultiRegister(Map<?, ?> initial, NullRead nullRead) {
        this.initial = Map.copyOf(initial);
        this.nullRead = nullRead;
    }

    @Override
    public String name() {
        return "multi-register";
    }

    @Override
    public List<String> functions() {
        return List.of("txn");
    }

    @Override
    public Map<Object, Object> initial() {
        return initial;
    }

    @Override
    public Map<Object, Object> step(Map<Object, Object> state, Operation op) {
        boolean answered = op.outcome() == Outcome.OK;
        Map<Object, Object> next = state;
        for (Object part : (List<?>) (answered ? op.output() : op.input())) {
            List<?> step = (List<?>) part;
            Object value = step.get(2);
            if (step.get(0).equals("write")) {
                if (next == state) {
                    next = new HashMap<>(state);
                }
                next.put(step.get(1), value);
            } else if (answered && !(value == null && nullRead == NullRead.ANY)) {
                if (!Objects.equals(next.get(step.get(1)), value)) {
                    return null;
                }
            }
        }
        return next;
    }

    @Override
    public String describe(Map<Object, Object> state) {
        return Values.show(new TreeMap<>(stringKeys(state)));
    }

    private static Map<String, Object> stringKeys(Map<Object, Object> state) {
        Map<String, Object> named = new HashMap<>();
        state.forEach((register, value) -> named.put(String.valueOf(register), value));
        return named;
    }

    @Override
    public Optional<String> problemWith(Operation op) {
        boolean shaped = isTransaction(op.input()) && (op.outcome() != Outcome.OK || isTransaction(op.output()));
        return shaped
                ? Optional.empty()
                : Optional.of("txn needs [[read or write, register, value] …]; other transactions are for the checkers"
                        + " list-append and rw-register");
    }

    private static boolean isTransaction(Object value) {
        return value instanceof List<?> steps
                && steps.stream()
                        .allMatch(part -> part instanceof List<?> step
                                && step.size() == 3
                                && (Objects.equals(step.get(0), "read") || Objects.equals(step.get(0), "write")));
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return ((List<?>) op.input())
                .stream().allMatch(part -> ((List<?>) part).get(0).equals("read"));
    }
}
