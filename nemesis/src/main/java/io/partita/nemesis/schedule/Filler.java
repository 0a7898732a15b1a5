package io.partita.nemesis.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Fills the time for faults with items, one after another, with quiet in between. For one use by one thread. */
final class Filler {

    /** Which item comes next. Asked for one use by one thread. */
    @FunctionalInterface
    interface Turns {
        /**
         * The next of {@code fitting}, which is not empty.
         *
         * @param fitting those of all items for which there still is time, in order
         */
        FaultSequence next(List<FaultSequence> fitting);
    }

    private final List<FaultSequence> items;
    private final Timing timing;
    private final Duration end;
    private final SplittableRandom random;

    /**
     * @param timing what is usual is the length of an interval; an item may have as little as half of it where the end is near
     * @param end when the last fault is over
     */
    Filler(List<FaultSequence> items, Timing timing, Duration end, SplittableRandom random) {
        this.items = items;
        this.timing = timing;
        this.end = end;
        this.random = random;
    }

    List<PlannedFault> fill(Turns turns) {
        List<PlannedFault> faults = new ArrayList<>();
        Duration at = timing.usual().dividedBy(2);
        for (Optional<FaultSequence> next = next(turns, at); next.isPresent(); next = next(turns, at)) {
            long seed = random.nextLong();
            Timing shortened = toFit(next.get(), at);
            faults.addAll(next.get().at(at, shortened, seed));
            at = at.plus(next.get().length(shortened)).plus(timing.usual().dividedBy(4));
        }
        return faults;
    }

    private Optional<FaultSequence> next(Turns turns, Duration at) {
        List<FaultSequence> fitting =
                items.stream().filter(item -> fits(item, timing, at, end)).toList();
        return fitting.isEmpty() ? Optional.empty() : Optional.of(turns.next(fitting));
    }

    /** Whether {@code item}, begun at {@code at} and shortened as far as may be, is over at {@code end}. */
    static boolean fits(FaultSequence item, Timing timing, Duration at, Duration end) {
        return at.plus(item.length(half(timing))).compareTo(end) <= 0;
    }

    private static Timing half(Timing timing) {
        return timing.with(timing.usual().dividedBy(2));
    }

    /** The whole interval if there is time for it; else what is left beyond the half is given to the stages in equal parts. */
    private Timing toFit(FaultSequence item, Duration at) {
        if (at.plus(item.length(timing)).compareTo(end) <= 0) {
            return timing;
        }
        Timing half = half(timing);
        long stages = item.stages().stream()
                .filter(stage -> stage.faults().stream().anyMatch(timing::isFlexible))
                .count();
        Duration left = end.minus(at).minus(item.length(half));
        return timing.with(half.usual().plus(left.dividedBy(Math.max(1, stages))));
    }
}
