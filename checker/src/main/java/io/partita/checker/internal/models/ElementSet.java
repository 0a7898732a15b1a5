package io.partita.checker.internal.models;

import io.partita.checker.internal.Values;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A set asked about single elements: {@code add v}, {@code remove v}, {@code contains [v, null]} which answers
 * {@code [v, bool]}. Elements don't influence each other, so each is judged alone.
 */
public final class ElementSet implements Model<Boolean> {

    @Override
    public String name() {
        return "set";
    }

    @Override
    public List<String> functions() {
        return List.of("add", "remove", "contains");
    }

    /** Whether the element is in. */
    @Override
    public Boolean initial() {
        return false;
    }

    @Override
    public Boolean step(Boolean present, Operation op) {
        return switch (op.f()) {
            case "add" -> true;
            case "remove" -> false;
            default -> op.outcome() == Outcome.UNKNOWN || present.equals(Values.second(op.output())) ? present : null;
        };
    }

    @Override
    public String describe(Boolean present) {
        return present ? "in the set" : "not in the set";
    }

    @Override
    public Optional<String> problemWith(Operation op) {
        if (!op.f().equals("contains")) {
            return Optional.empty();
        }
        boolean asks = Values.isPair(op.input());
        boolean answers = op.outcome() != Outcome.OK
                || Values.isPair(op.output()) && Values.second(op.output()) instanceof Boolean;
        return asks && answers
                ? Optional.empty()
                : Optional.of("contains needs [v, null] and answers [v, true or false]");
    }

    @Override
    public Object partOf(Operation op) {
        Object element = op.f().equals("contains") ? Values.first(op.input()) : op.input();
        return op.key() == null ? element : Arrays.asList(op.key(), element);
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.f().equals("contains");
    }

    @Override
    public boolean overwrites(Operation op) {
        return !isReadOnly(op);
    }
}
