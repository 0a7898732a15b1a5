package io.partita.checker.internal.models;

import io.partita.checker.internal.Values;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * A counter: {@code add n} with n of either sign, {@code increment}, which adds one and may answer the new value, and
 * {@code read}.
 */
public final class Counter implements Model<Long> {

    private final long initial;

    public Counter(long initial) {
        this.initial = initial;
    }

    @Override
    public String name() {
        return "counter";
    }

    @Override
    public List<String> functions() {
        return List.of("add", "increment", "read");
    }

    @Override
    public Long initial() {
        return initial;
    }

    @Override
    public Long step(Long state, Operation op) {
        return switch (op.f()) {
            case "read" -> op.output() == null || state.equals(op.output()) ? state : null;
            case "add" -> state + (Long) op.input();
            default -> op.output() == null || op.output().equals(state + 1) ? Long.valueOf(state + 1) : null;
        };
    }

    @Override
    public String describe(Long state) {
        return state.toString();
    }

    @Override
    public Optional<String> problemWith(Operation op) {
        if (op.f().equals("add") && !(op.input() instanceof Long)) {
            return Optional.of("add needs a whole number, not " + Values.show(op.input()));
        }
        if (op.f().equals("increment") && op.input() != null) {
            return Optional.of("increment takes no value (it adds one); use add for " + Values.show(op.input()));
        }
        return op.outcome() == Outcome.OK
                        && op.f().equals("read")
                        && op.output() != null
                        && !(op.output() instanceof Long)
                ? Optional.of("read of a counter answered " + Values.show(op.output()))
                : Optional.empty();
    }

    /** What {@code op}, which is no read, adds. */
    public static long amount(Operation op) {
        return op.f().equals("add") ? (Long) op.input() : 1;
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.f().equals("read");
    }
}
