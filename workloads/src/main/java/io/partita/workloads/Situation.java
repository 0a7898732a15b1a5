package io.partita.workloads;

import io.partita.checker.history.History;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * Something that a run may have met and without which its verdict would prove little, counted in the finished history,
 * faults and all. Immutable; the count is a pure function of the history.
 *
 * @param name what it is, in words that a number can follow: {@code writes in flight when a fault began}
 * @param atLeast how often it must have come up for a valid verdict to stand; 0 if it is only counted
 * @param count how often it came up
 */
public record Situation(String name, long atLeast, ToLongFunction<History> count) {

    public Situation {
        Objects.requireNonNull(count, "count is null");
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("a situation needs a name");
        }
        if (atLeast < 0) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" can't be needed " + atLeast + " times: 0 is for what is only counted");
        }
    }

    /** A situation that is counted, and of which none is needed. */
    public static Situation counted(String name, ToLongFunction<History> count) {
        return new Situation(name, 0, count);
    }

    /** The same, but if it came up less than {@code times} times, the verdict is unknown. */
    public Situation needed(long times) {
        return new Situation(name, times, count);
    }
}
