package io.partita.control.run;

import io.partita.checker.online.OnlineChecker.Violation;
import io.partita.control.plan.Durations;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How load and faults came to their end. Immutable.
 *
 * @param kind why
 * @param after when, since they began; null where the plan decided
 * @param violation what ended them; null unless it was a violation
 */
record LoadEnd(Kind kind, Duration after, Violation violation) {

    enum Kind {
        /** As planned. */
        PLANNED,
        /** By a signal, or because something of ours failed. */
        BROKEN_OFF,
        /** By the user, who had seen enough. */
        BY_HAND,
        /** By a violation that was seen while the run went on. */
        AT_VIOLATION
    }

    LoadEnd {
        Objects.requireNonNull(kind, "kind is null");
    }

    static LoadEnd planned() {
        return new LoadEnd(Kind.PLANNED, null, null);
    }

    static LoadEnd brokenOff() {
        return new LoadEnd(Kind.BROKEN_OFF, null, null);
    }

    static LoadEnd byHand(Duration after) {
        return new LoadEnd(Kind.BY_HAND, after, null);
    }

    static LoadEnd atViolation(Duration after, Violation violation) {
        return new LoadEnd(Kind.AT_VIOLATION, after, violation);
    }

    /** Whether as much was done as somebody wanted: all that was planned, or all until the user had seen enough. */
    boolean isWhole() {
        return kind == Kind.PLANNED || kind == Kind.BY_HAND;
    }

    /** What must be true of a load that is evidence; it is if {@link #isWhole}. */
    String requirement(Duration timeLimit) {
        return kind == Kind.BY_HAND
                ? "the load went on until it was ended by hand, after " + seconds(after) + " of "
                        + Durations.print(timeLimit)
                : "the load went on for its whole time";
    }

    /** What is to be said of the end beside the verdict, as a sentence; empty if nothing. */
    Optional<String> remark(Duration timeLimit, boolean confirmed) {
        if (kind != Kind.AT_VIOLATION) {
            return Optional.empty();
        }
        String ended = "the load ended there, after " + seconds(after) + " of " + Durations.print(timeLimit);
        return Optional.of(
                confirmed
                        ? "A violation was seen at " + seconds(Duration.ofNanos(violation.time()))
                                + ", while the run went on, and " + ended + "."
                        : "While the run went on, this looked like a violation, and " + ended + ": "
                                + violation.sentence() + ".");
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toNanos() / 1e9);
    }
}
