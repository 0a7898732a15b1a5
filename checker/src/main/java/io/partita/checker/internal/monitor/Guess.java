package io.partita.checker.internal.monitor;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What takes of unknown outcome may have done, where it is not known how to try everything in polynomial time. It often
 * does not matter: if the history is linearizable when they took what a guess says, it is linearizable; if it is not even
 * when all values are left out that nobody certainly took, it is not. In between, no monitor decides.
 *
 * <p>The guess: a value that nobody took and that would be in the way of others must be gone before the first of those
 * returns. The earliest takes are for the most urgent values.
 */
final class Guess {

    private Guess() {}

    /**
     * A monitor of a collection, if one can decide.
     *
     * @param exact decides when there are no takes of unknown outcome
     * @param deadlines by value that nobody took: the last gap in which it may be inside without being in the way of what
     *     is known, or {@link LeastFrom#NOTHING}
     */
    static Optional<Monitor> of(Stays stays, Function<Stays, Monitor> exact, BiFunction<Stays, Gaps, int[]> deadlines) {
        if (stays.unknownTakes().length == 0 || !stays.sound()) {
            return Optional.of(exact.apply(stays));
        }
        Gaps gaps = new Gaps(stays.part());
        LeastFrom empty = new LeastFrom(gaps.count());
        for (int answer : stays.emptyAnswers()) {
            empty.note(gaps.first(answer), gaps.last(answer));
        }
        int[] until = deadlines.apply(stays, gaps);
        for (int value = 0; value < stays.values(); value++) {
            if (!stays.taken(value) && stays.insideFrom(value, gaps) < gaps.count()) {
                until[value] = Math.min(until[value], empty.from(stays.insideFrom(value, gaps)));
            }
        }
        if (exact.apply(stays.withTakesBy(until)).linearizable()) {
            return Optional.of(() -> true);
        }
        return exact.apply(stays.ofValuesSurelyTaken()).linearizable() ? Optional.empty() : Optional.of(() -> false);
    }
}
