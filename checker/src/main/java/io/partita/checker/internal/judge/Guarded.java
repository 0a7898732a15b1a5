package io.partita.checker.internal.judge;

import io.partita.checker.internal.models.DelegatingModel;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;

/** A user's model, whose failures say with which operation and in which state they happened. */
record Guarded<S>(Model<S> model) implements DelegatingModel<S> {

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
}
