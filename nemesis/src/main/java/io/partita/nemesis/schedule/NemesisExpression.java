package io.partita.nemesis.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code --nemesis} asks for. Immutable.
 *
 * <pre>
 *  kill, pause                         rounds: one item after another, every round in another order
 *  slow(n1, delay=100ms), kill         commas inside brackets part no items
 *  partition-leader + kill(minority)   one item: both begin at once
 *  stop(n1) for 5s > kill(n2)          one item: one after the other
 *
 *  at 10s partition-leader for 20s; at 45s kill role(marathon)         a script
 *  every 15s kill one for 5s from 10s until 60s                        as often as it is over by then
 *  at 5s A for 3s then B for 4s                                        {@code then} is {@code >}
 *
 *  swarm, swarm(A, B, C)               each seed turns some off and draws the others by weights of its own
 * </pre>
 */
public sealed interface NemesisExpression {

    /**
     * What {@code text} asks for; what of it cannot be understood is left out and told in {@code flaws}.
     *
     * @param flaws takes everything that is wrong
     */
    static NemesisExpression parse(String text, List<Flaw> flaws) {
        return new ExpressionParser(flaws).parse(text);
    }

    /** What it is made of, each as it is written: the items of rounds, else the whole. */
    List<String> parts();

    /** Its sequences of faults, in the order in which they are written. */
    List<FaultSequence> sequences();

    /** Every fault that is named in it. */
    default Stream<TimedFault> faults() {
        return sequences().stream().flatMap(FaultSequence::faults);
    }

    /**
     * Items that take turns.
     *
     * @param items may be empty: no fault
     */
    record Rounds(List<FaultSequence> items) implements NemesisExpression {
        public Rounds {
            items = List.copyOf(items);
        }

        @Override
        public List<String> parts() {
            return items.stream().map(FaultSequence::toString).toList();
        }

        @Override
        public List<FaultSequence> sequences() {
            return items;
        }
    }

    /** Faults at fixed times. */
    record Script(List<Clause> clauses) implements NemesisExpression {
        public Script {
            clauses = List.copyOf(clauses);
        }

        @Override
        public List<String> parts() {
            return List.of(clauses.stream().map(Clause::toString).collect(Collectors.joining("; ")));
        }

        @Override
        public List<FaultSequence> sequences() {
            return clauses.stream().map(Clause::what).toList();
        }
    }

    /**
     * A choice of which the seed turns some off.
     *
     * @param choices empty for all that suit
     */
    record Swarm(List<FaultSequence> choices) implements NemesisExpression {
        public Swarm {
            choices = List.copyOf(choices);
        }

        @Override
        public List<String> parts() {
            return List.of("swarm"
                    + (choices.isEmpty()
                            ? ""
                            : choices.stream()
                                    .map(FaultSequence::toString)
                                    .collect(Collectors.joining(", ", "(", ")"))));
        }

        @Override
        public List<FaultSequence> sequences() {
            return choices;
        }
    }

    /**
     * One clause of a script.
     *
     * @param what the faults
     * @param at when they begin first; empty for one period after the start
     * @param period after which time they begin again; empty for never
     * @param until when the last repetition is over; empty for the end of the time for faults
     */
    record Clause(FaultSequence what, Optional<Duration> at, Optional<Duration> period, Optional<Duration> until) {
        public Clause {
            Objects.requireNonNull(what, "what is null");
            if (at.isEmpty() && period.isEmpty()) {
                throw new IllegalArgumentException("a clause needs a time or a period");
            }
        }

        /** When it begins for the first time. */
        Duration first() {
            return at.or(() -> period).orElseThrow();
        }

        /** As it is written. */
        @Override
        public String toString() {
            return period.map(time -> "every " + Durations.print(time) + " " + what
                            + at.map(from -> " from " + Durations.print(from)).orElse("")
                            + until.map(end -> " until " + Durations.print(end)).orElse(""))
                    .orElseGet(() -> "at " + Durations.print(first()) + " " + what);
        }
    }
}
