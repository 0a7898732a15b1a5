package io.partita.control.report;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.util.Objects;

/**
 * An operation as pages show it: its values in words. Immutable.
 *
 * @param start microseconds since the run began
 * @param finish the same; of an operation that is not completed, the last instant that is known
 * @param process who performed it
 * @param function the function invoked
 * @param outcome 0 for ok, 1 for fail, 2 for info and for whatever is not completed
 * @param index of its invocation in the history
 * @param completion how many events after its invocation it ended; 0 for never
 * @param key what it was about, or {@code null}
 * @param argument what it was invoked with, or {@code null}
 * @param result what it learnt beyond that, or {@code null}
 * @param error why it did not succeed, or {@code null}
 * @param waited by how many microseconds it began later than it was meant to; 0 unless the load is open
 * @param weight how many operations it stands for, itself among them
 */
record ShownOperation(
        long start,
        long finish,
        int process,
        String function,
        int outcome,
        long index,
        long completion,
        String key,
        String argument,
        String result,
        String error,
        long waited,
        long weight) {

    private static final int LONGEST_TEXT = 300;

    /**
     * An operation in words, long ones cut.
     *
     * @param completion the event that ended it, or {@code null}
     * @param finish microseconds since the run began
     */
    static ShownOperation of(Op invoke, Op completion, long finish, long weight) {
        return new ShownOperation(
                invoke.time() / 1000,
                finish,
                invoke.process(),
                invoke.f(),
                completion == null ? 2 : number(completion.type()),
                invoke.index(),
                completion == null ? 0 : completion.index() - invoke.index(),
                invoke.key() == null ? null : cut(Words.key(invoke.key())),
                invoke.value() == null ? null : cut(Words.value(invoke.value())),
                result(invoke, completion),
                completion == null || completion.error() == null ? null : cut(completion.error()),
                0,
                weight);
    }

    private static int number(OpType outcome) {
        return switch (outcome) {
            case OK -> 0;
            case FAIL -> 1;
            case INFO, INVOKE -> 2;
        };
    }

    /** Only what an operation learnt is kept: a write's result that repeats its argument is not. */
    private static String result(Op invoke, Op completion) {
        boolean learnt = completion != null && completion.type() == OpType.OK;
        return !learnt || Objects.equals(completion.value(), invoke.value()) && invoke.value() != null
                ? null
                : cut(Operations.learnt(completion));
    }

    private static String cut(String text) {
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
    }

    long took() {
        return finish - start;
    }

    /** How long it took for whoever wanted it. */
    long latency() {
        return took() + waited;
    }

    /** The same operation, begun by {@code micros} later than it was meant to. */
    ShownOperation after(long micros) {
        return with(micros, weight);
    }

    /** The same operation, standing for {@code more} others besides those that it stands for. */
    ShownOperation andFor(long more) {
        return with(waited, weight + more);
    }

    private ShownOperation with(long otherWaited, long otherWeight) {
        return new ShownOperation(
                start,
                finish,
                process,
                function,
                outcome,
                index,
                completion,
                key,
                argument,
                result,
                error,
                otherWaited,
                otherWeight);
    }
}
