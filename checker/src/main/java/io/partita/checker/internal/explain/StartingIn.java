package io.partita.checker.internal.explain;

import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import java.util.List;
import java.util.function.Predicate;

/** A model that starts elsewhere. */
record StartingIn<S>(Model<S> model, S initial) implements Model<S> {

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public List<String> functions() {
        return model.functions();
    }

    @Override
    public S step(S state, Operation operation) {
        return model.step(state, operation);
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
