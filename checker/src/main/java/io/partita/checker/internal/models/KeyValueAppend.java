package io.partita.checker.internal.models;

import io.partita.checker.internal.Values;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** A string per key: {@code get}, {@code put} and {@code append}. */
public final class KeyValueAppend implements Model<String> {

    private final String initial;

    public KeyValueAppend(String initial) {
        this.initial = Objects.requireNonNull(initial, "initial is null");
    }

    @Override
    public String name() {
        return "kv-append";
    }

    @Override
    public List<String> functions() {
        return List.of("get", "put", "append");
    }

    @Override
    public String initial() {
        return initial;
    }

    @Override
    public String step(String state, Operation op) {
        return switch (op.f()) {
            case "get" -> op.outcome() == Outcome.UNKNOWN || state.equals(op.output()) ? state : null;
            case "put" -> (String) op.input();
            default -> state + op.input();
        };
    }

    @Override
    public String describe(String state) {
        return Values.show(state);
    }

    @Override
    public Optional<String> problemWith(Operation op) {
        return !op.f().equals("get") && !(op.input() instanceof String)
                ? Optional.of(op.f() + " needs a string, not " + Values.show(op.input()))
                : Optional.empty();
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.f().equals("get");
    }

    @Override
    public Optional<String> onlyPossibleIn(Operation op) {
        return op.output() instanceof String text && op.f().equals("get") ? Optional.of(text) : Optional.empty();
    }

    @Override
    public boolean mayLeadTo(String state, Operation get) {
        return !(get.output() instanceof String text) || text.startsWith(state);
    }

    @Override
    public boolean overwrites(Operation op) {
        return op.f().equals("put");
    }

    @Override
    public Predicate<Operation> couldMatter(List<Operation> operations) {
        List<String> seen = operations.stream()
                .filter(op -> op.f().equals("get") && op.output() instanceof String)
                .map(op -> (String) op.output())
                .distinct()
                .toList();
        return op -> seen.stream()
                .anyMatch(text -> op.f().equals("put")
                        ? text.startsWith((String) op.input())
                        : text.contains((String) op.input()));
    }
}
