package io.partita.checker.model;

import io.partita.checker.internal.Values;
import java.util.Objects;

/**
 * A whole operation as a model sees it: what was asked, and what is known of the answer. Immutable.
 *
 * @param f the function
 * @param key the independent key, or null
 * @param input the value of the invocation
 * @param outcome how it ended
 * @param output the value of the {@code ok}; null with any other outcome
 */
public record Operation(String f, Object key, Object input, Outcome outcome, Object output) {

    /** How an operation ended. */
    public enum Outcome {
        /** It happened, and answered {@link Operation#output}. */
        OK,
        /** It was refused. Models see this only of operations for which a refusal is an observation. */
        REFUSED,
        /** Nobody knows whether it happened, nor what it would have answered. */
        UNKNOWN
    }

    public Operation {
        Objects.requireNonNull(f, "f is null");
        Objects.requireNonNull(outcome, "outcome is null");
    }

    /** The operation in a few words: {@code write 3}, {@code cas [1, 2]}, {@code read} with its answer. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(Values.visible(f));
        if (input != null) {
            text.append(' ').append(Values.show(input));
        }
        switch (outcome) {
            case OK -> {
                if (!Objects.equals(input, output)) {
                    text.append(" → ").append(Values.show(output));
                }
            }
            case REFUSED -> text.append(" → refused");
            case UNKNOWN -> text.append(" → unknown");
        }
        return text.toString();
    }
}
