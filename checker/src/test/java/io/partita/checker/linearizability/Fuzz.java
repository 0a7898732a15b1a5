package io.partita.checker.linearizability;

import io.partita.checker.Rounds;
import io.partita.checker.history.History;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What the fuzz tests share: random numbers that can be had again, and the words that say how.
 *
 * <p>{@code -Dfuzz.seed=N} repeats a run, {@code -Dfuzz.rounds=N} sets the number of histories per model.
 */
final class Fuzz {

    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());

    private Fuzz() {}

    static int rounds(int usual) {
        return Integer.getInteger("fuzz.rounds", usual);
    }

    static Random random(int round) {
        return Rounds.random(SEED, round);
    }

    /** How to come back to this round: part of every assertion's message. */
    static String where(String name, int round) {
        return seeded(name) + ", round " + round;
    }

    /** How to repeat the run: for assertions on all rounds together. */
    static String seeded(String name) {
        return name + ", -Dfuzz.seed=" + SEED;
    }

    /** The events of {@code history}, one a line. */
    static String text(History history) {
        return StreamSupport.stream(history.spliterator(), false)
                .map(op -> Arrays.asList(op.index(), op.process(), op.type(), op.f(), op.key(), op.value())
                        .toString())
                .collect(Collectors.joining("\n"));
    }
}
