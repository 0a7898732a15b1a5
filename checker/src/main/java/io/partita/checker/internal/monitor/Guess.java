package io.partita.checker.internal.monitor;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;

/**
 * What takes of unknown outcome may have done, where it is not known how to try everything in polynomial time. It often
 * does not matter: if the history is linearizable when they took what a guess says, it is linearizable; if it is not even
 * when all values are left out that nobody certainly took, it is not. In between, no monitor decides.
 */
final class Guess {

    private Guess() {}

    /**
     * A monitor of a collection, if one can decide.
     *
     * @param exact decides when there are no takes of unknown outcome
     * @param preferred which of several values inside such a take is guessed to have taken
     */
    static Optional<Monitor> of(Stays stays, Function<Stays, Monitor> exact, Comparator<Integer> preferred) {
        if (stays.unknownTakes().length == 0) {
            return Optional.of(exact.apply(stays));
        }
        if (exact.apply(stays.withGuessedTakes(preferred)).linearizable()) {
            return Optional.of(() -> true);
        }
        return exact.apply(stays.ofValuesSurelyTaken()).linearizable() ? Optional.empty() : Optional.of(() -> false);
    }
}
