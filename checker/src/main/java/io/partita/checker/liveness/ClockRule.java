package io.partita.checker.liveness;

import io.partita.checker.history.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * When the clock of obligations stands still, and why. Immutable; {@link #suspensions} is a pure function of the history.
 */
public final class ClockRule {

    /**
     * One stretch in which the clock stands still.
     *
     * @param span when
     * @param cause why, such as {@code fault partition-majorities}
     */
    public record Suspension(Span span, String cause) {
        public Suspension {
            Objects.requireNonNull(span, "span is null");
            Objects.requireNonNull(cause, "cause is null");
        }
    }

    private final String words;
    /** How long after a fault's heal the clock goes on standing still; zero if the rule is not about faults. */
    private final Duration afterHeal;

    private final Function<History, List<Suspension>> suspensions;

    private ClockRule(String words, Duration afterHeal, Function<History, List<Suspension>> suspensions) {
        this.words = words;
        this.afterHeal = afterHeal;
        this.suspensions = suspensions;
    }

    /** While any fault may be active, and {@code grace} after it was proven healed. */
    public static ClockRule duringFaults(Duration grace) {
        return duringFaults("a fault", window -> true, grace);
    }

    /**
     * While a fault that {@code which} accepts may be active, and {@code grace} after it was proven healed.
     *
     * @param name what such faults are called, such as {@code a partition}
     */
    public static ClockRule duringFaults(String name, Predicate<FaultWindow> which, Duration grace) {
        Nanos.notNegative(grace, "the grace after " + name);
        return new ClockRule(
                        "while " + name + " is active",
                        Duration.ZERO,
                        history -> FaultWindow.of(history).stream()
                                .filter(which)
                                .map(window -> new Suspension(window.possible(), "fault " + window.name()))
                                .toList())
                .extended(grace, " and " + Nanos.words(grace) + " after its heal", grace);
    }

    /**
     * While {@code condition} holds.
     *
     * @param condition why the clock stands still then, such as {@code no leader was observed}
     */
    public static ClockRule during(String condition, Function<History, Spans> when) {
        Objects.requireNonNull(condition, "condition is null");
        return new ClockRule(
                "while " + condition,
                Duration.ZERO,
                history -> when.apply(history).list().stream()
                        .map(span -> new Suspension(span, condition))
                        .toList());
    }

    /**
     * Outside of {@code good}.
     *
     * @param condition why the clock stands still then, such as {@code no leader was observed}
     */
    public static ClockRule outside(String condition, Function<History, Spans> good) {
        return during(
                condition,
                history -> good.apply(history)
                        .complement(new Span(0, Moment.endOf(history).time())));
    }

    /**
     * While nobody looked: from {@code interval} after an observation until the next one, before the first, and from
     * {@code interval} after the last. Without observations nothing can be seen to be met, and nobody may be accused.
     * While a condition waits to be seen the clock can run on for {@code interval} twice, so the checker's observation
     * interval must be at least that long.
     *
     * @param condition why the clock stands still then, such as {@code no agent answered}
     * @param observations the completions of observations that could have shown the obligations met
     * @param interval how far apart observations are when all is well
     */
    public static ClockRule unobserved(
            String condition, Function<History, List<Moment>> observations, Duration interval) {
        long nanos = Nanos.positive(interval, "the interval of observations").toNanos();
        return outside(condition, history -> {
            List<Span> seen = new ArrayList<>();
            for (Moment moment : observations.apply(history)) {
                seen.add(new Span(moment.time(), Nanos.add(moment.time(), nanos)));
            }
            return Spans.of(seen);
        });
    }

    /** This rule, with every stretch longer at its end by {@code grace}. */
    public ClockRule extendedBy(Duration grace) {
        Nanos.notNegative(grace, "the grace of the rule '" + words + "'");
        return extended(grace, " and " + Nanos.words(grace) + " afterwards", Duration.ZERO);
    }

    private ClockRule extended(Duration grace, String more, Duration heal) {
        if (grace.isZero()) {
            return this;
        }
        return new ClockRule(
                words + more,
                afterHeal.plus(heal),
                history -> suspensions.apply(history).stream()
                        .map(suspension -> new Suspension(
                                new Span(
                                        suspension.span().from(),
                                        Nanos.add(suspension.span().to(), grace.toNanos())),
                                suspension.cause()))
                        .toList());
    }

    /** The rule in words: {@code while a fault is active and 8 s after its heal}. */
    public String words() {
        return words;
    }

    /** When and why the clock stands still in {@code history}; stretches may overlap. */
    public List<Suspension> suspensions(History history) {
        return List.copyOf(suspensions.apply(history));
    }

    Duration afterHeal() {
        return afterHeal;
    }

    @Override
    public String toString() {
        return words;
    }
}
