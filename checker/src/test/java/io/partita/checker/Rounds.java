package io.partita.checker;

import java.util.Random;
import java.util.SplittableRandom;

/** Random numbers for the rounds of a test. */
public final class Rounds {

    private Rounds() {}

    /**
     * The numbers of one round of the run with {@code seed}. Neighbouring seeds of {@link Random} begin alike, and all rounds
     * would be of one kind: so they are mixed first.
     */
    public static Random random(long seed, int round) {
        return new Random(new SplittableRandom(seed + round).nextLong());
    }
}
