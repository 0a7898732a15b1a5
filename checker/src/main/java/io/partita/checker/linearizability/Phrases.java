package io.partita.checker.linearizability;

import io.partita.checker.history.History;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import io.partita.checker.model.Register;
import io.partita.checker.model.Values;
import java.util.Locale;

/** Operations and moments in words. */
final class Phrases {

    private final History history;
    private final Object key;
    private final boolean timed;

    Phrases(History history, Object key) {
        this.history = history;
        this.key = key;
        this.timed = history.size() > 0 && history.time(history.size() - 1) != 0;
    }

    /** What an operation did and when it ended: {@code process 7 read 41 from key "k3" at 12.401 s}. */
    String happened(Operation op, int invocation, int completion) {
        return "process " + history.process(invocation) + " " + did(op) + " " + at(completion);
    }

    /** When: {@code at 12.401 s}, or {@code at event 17} where the history has no times. */
    String at(int event) {
        return timed ? String.format(Locale.ROOT, "at %.3f s", history.time(event) / 1e9) : "at event " + event;
    }

    String process(int event) {
        return "process " + history.process(event);
    }

    private String did(Operation op) {
        return switch (op.f()) {
            case "read" -> "read " + Values.show(op.output()) + on("from");
            case "get" -> "got " + Values.show(op.output()) + on("from");
            case "write" -> "wrote " + Values.show(op.input()) + on("to");
            case "cas" -> cas(op);
            case "acquire" -> "acquired the lock" + on("of");
            case "release" -> "released the lock" + on("of");
            case "dequeue" ->
                op.output() == null
                        ? "found the queue empty" + on("of")
                        : "dequeued " + Values.show(op.output()) + on("of");
            case "contains" ->
                "found " + Values.show(op.input() instanceof java.util.List<?> pair ? pair.get(0) : op.input())
                        + (op.output() instanceof java.util.List<?> pair && Boolean.TRUE.equals(pair.get(1))
                                ? " in the set"
                                : " missing from the set");
            default -> "completed " + op + on("of");
        };
    }

    private String cas(Operation op) {
        String swap = "changed " + Values.show(Register.expected(op)) + " to " + Values.show(Register.replacement(op));
        return op.outcome() == Outcome.REFUSED
                ? "was told that the value" + on("of") + " was not " + Values.show(Register.expected(op))
                : swap + on("of") + " by compare-and-set";
    }

    private String on(String preposition) {
        return key == null ? "" : " " + preposition + " key " + Values.show(key);
    }
}
