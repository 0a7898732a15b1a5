package io.partita.control.report;

import io.partita.checker.Models;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an operation that could not have happened might have answered instead, and when its answer would have been legal:
 * as the model says, which is asked about every value that occurred. Immutable.
 *
 * @param answers the operation with each answer that was legal; empty where the model names none
 * @param onlyAt the only state in which its own answer is possible, if there is just one
 */
record Expectation(String operation, List<String> answers, Optional<String> onlyAt) {

    private static final int ANSWERS_SHOWN = 4;

    /** More values than this are not tried: the sentence would be too long for a reader anyway. */
    private static final int VALUES_TRIED = 5_000;

    Expectation {
        Objects.requireNonNull(operation, "operation is null");
        answers = List.copyOf(answers);
    }

    /**
     * Of the operation {@code impossible}, judged by the model of this name.
     *
     * @param lastStates the states that were legal when it completed, in the model's words
     * @return nothing if the model is not one of ours, or has nothing to say of it
     */
    static Optional<Expectation> of(String model, Operations operations, int impossible, List<String> lastStates) {
        Op completion = operations.completion(impossible);
        if (!Models.names().contains(model) || completion == null || completion.type() != OpType.OK) {
            return Optional.empty();
        }
        return of(Models.named(model), operations, impossible, lastStates);
    }

    private static <S> Optional<Expectation> of(
            Model<S> model, Operations operations, int impossible, List<String> lastStates) {
        Op invoke = operations.invocation(impossible);
        Operation told = answering(invoke, operations.completion(impossible).value());
        if (!model.functions().contains(told.f()) || model.problemWith(told).isPresent()) {
            return Optional.empty();
        }
        List<String> answers = new ArrayList<>();
        if (model.isReadOnly(told)) {
            for (Object value : values(operations, invoke.key())) {
                Operation other = answering(invoke, value);
                boolean legal = model.problemWith(other).isEmpty()
                        && model.onlyPossibleIn(other)
                                .map(model::describe)
                                .filter(lastStates::contains)
                                .isPresent();
                if (legal) {
                    answers.add(other.toString());
                }
            }
        }
        Optional<String> onlyAt = model.onlyPossibleIn(told).map(model::describe);
        return answers.isEmpty() && onlyAt.isEmpty()
                ? Optional.empty()
                : Optional.of(new Expectation(told.toString(), answers, onlyAt));
    }

    private static Operation answering(Op invoke, Object value) {
        return new Operation(invoke.f(), invoke.key(), invoke.value(), Outcome.OK, value);
    }

    /** Every value that was asked for or answered on the key, pairs by their halves; a read asks for null, which is none. */
    private static Set<Object> values(Operations operations, Object key) {
        Set<Object> values = new LinkedHashSet<>();
        for (int i = 0; i < operations.size() && values.size() < VALUES_TRIED; i++) {
            Op invoke = operations.invocation(i);
            if (Objects.equals(invoke.key(), key)) {
                add(values, invoke.value());
                Op completion = operations.completion(i);
                add(values, completion == null ? null : completion.value());
            }
        }
        return values;
    }

    private static void add(Set<Object> values, Object value) {
        values.add(value);
        if (value instanceof List<?> pair) {
            values.addAll(pair);
        }
    }

    /** It as a sentence, marked up. */
    String html() {
        String instead = answers.stream()
                .limit(ANSWERS_SHOWN)
                .map(Expectation::code)
                .reduce((some, next) -> some + " or " + next)
                .map(some -> some + (answers.size() > ANSWERS_SHOWN ? " or another of " + answers.size() : "") + ". ")
                .orElse("");
        String when = onlyAt.map(state -> code(operation) + " is possible only while it is at " + code(state) + ".")
                .orElse("");
        return (instead + when).strip();
    }

    private static String code(String text) {
        return "<code>" + Html.escape(text) + "</code>";
    }
}
