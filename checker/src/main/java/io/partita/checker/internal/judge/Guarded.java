package io.partita.checker.internal.judge;

import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import java.util.List;
import java.util.function.Predicate;

/** A user's model, whose failures say with which operation and in which state they happened. */
record Guarded<S>(Model<S> model) implements Model<S> {

    @Override
    public S step(S state, Operation operation) {
        try {
            return model.step(state, operation);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "the model " + name() + " failed on \"" + operation + "\" in the state \"" + shown(state) + "\": "
                            + e + " (outcomes may be unknown, with no output)",
                    e);
        }
    }

    private String shown(S state) {
        try {
            return model.describe(state);
        } catch (RuntimeException e) {
            return String.valueOf(state);
        }
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public List<String> functions() {
        return model.functions();
    }

    @Override
    public S initial() {
        return model.initial();
    }

    @Override
    public String describe(S state) {
        return model.describe(state);
    }

    @Override
    public Object partOf(Operation operation) {
        return model.partOf(operation);
    }

    @Override
    public boolean isReadOnly(Operation operation) {
        return model.isReadOnly(operation);
    }

    @Override
    public boolean overwrites(Operation operation) {
        return model.overwrites(operation);
    }

    @Override
    public boolean observesRefusal(Operation operation) {
        return model.observesRefusal(operation);
    }

    @Override
    public Predicate<Operation> couldMatter(List<Operation> operations) {
        return model.couldMatter(operations);
    }
}
