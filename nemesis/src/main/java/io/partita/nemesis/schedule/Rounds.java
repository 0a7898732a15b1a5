package io.partita.nemesis.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Every round has each item once, in an order drawn anew. An item for which there is no time any more gives its place to one
 * for which there is. For one use by one thread.
 */
final class Rounds implements Filler.Turns {

    private final List<FaultSequence> items;
    private final SplittableRandom random;
    private final List<FaultSequence> round = new ArrayList<>();

    Rounds(List<FaultSequence> items, SplittableRandom random) {
        this.items = items;
        this.random = random;
    }

    @Override
    public FaultSequence next(List<FaultSequence> fitting) {
        if (round.stream().noneMatch(fitting::contains)) {
            round.clear();
            round.addAll(items);
            Collections.shuffle(round, new Random(random.nextLong()));
        }
        FaultSequence next =
                round.stream().filter(fitting::contains).findFirst().orElseThrow();
        round.remove(next);
        return next;
    }
}
