package io.partita.checker.internal.explain;

import io.partita.checker.history.History;
import io.partita.checker.internal.Values;
import io.partita.checker.internal.models.Register;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.List;

/** Operations and moments in words. */
final class Phrases {

    /** Letters of a value that a sentence can bear. */
    private static final int LONGEST = 90;

    private final History history;
    private final Object key;

    Phrases(History history, Object key) {
        this.history = history;
        this.key = key;
    }

    /** What an operation did and when it ended: {@code process 7 read 41 from key "k3" at 12.401 s}. */
    String happened(Operation op, int invocation, int completion) {
        return "process " + history.process(invocation) + " " + did(op) + " " + at(completion);
    }

    /** When: {@code at 12.401 s}, or {@code at event 17} where the history has no times. */
    String at(int event) {
        return "at " + history.moment(event);
    }

    String process(int event) {
        return "process " + history.process(event);
    }

    private String did(Operation op) {
        return switch (op.f()) {
            case "read" -> "read " + brief(op.output()) + on("from");
            case "get" -> "got " + brief(op.output()) + on("from");
            case "write" -> "wrote " + Values.show(op.input()) + on("to");
            case "cas" -> cas(op);
            case "acquire" -> "acquired the lock" + on("of");
            case "release" -> "released the lock" + on("of");
            case "dequeue" ->
                op.output() == null
                        ? "found the queue empty" + on("of")
                        : "dequeued " + Values.show(op.output()) + on("of");
            case "delete-min" ->
                op.output() == null
                        ? "found the queue empty" + on("of")
                        : "deleted " + Values.show(op.output()) + " as the least value" + on("of");
            case "pop" ->
                op.output() == null
                        ? "found the stack empty" + on("of")
                        : "popped " + Values.show(op.output()) + on("of");
            case "contains" ->
                "found " + Values.show(op.input() instanceof List<?> pair ? pair.get(0) : op.input())
                        + (op.output() instanceof List<?> pair && Boolean.TRUE.equals(pair.get(1))
                                ? " in the set"
                                : " missing from the set");
            default -> "completed " + cut(op.toString()) + on("of");
        };
    }

    private String cas(Operation op) {
        String swap = "changed " + Values.show(Register.expected(op)) + " to " + Values.show(Register.replacement(op));
        return op.outcome() == Outcome.REFUSED
                ? "was told that the value" + on("of") + " was not " + Values.show(Register.expected(op))
                : swap + on("of") + " by compare-and-set";
    }

    /** {@code value} in words; of a long one the beginning and the end. */
    static String brief(Object value) {
        return cut(Values.show(value));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST / 2) + " … " + text.substring(text.length() - LONGEST / 3);
    }

    private String on(String preposition) {
        return key == null ? "" : " " + preposition + " key " + Values.show(key);
    }
}
