package io.partita.nemesis.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Faults that belong together: those of a stage begin at once, and a stage begins when the one before is over. Written
 * {@code partition-leader + kill(minority) > pause(n1) for 5s}. Immutable.
 *
 * @param stages one after another, at least one
 */
public record FaultSequence(List<Stage> stages) {

    /**
     * Faults that begin at once; each ends when its own time is up.
     *
     * @param faults at least one
     */
    public record Stage(List<TimedFault> faults) {
        public Stage {
            faults = List.copyOf(faults);
        }

        /** As it is written. */
        @Override
        public String toString() {
            return faults.stream().map(TimedFault::toString).collect(Collectors.joining(" + "));
        }

        private Duration length(Timing timing) {
            return faults.stream()
                    .map(timing::of)
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO);
        }
    }

    public FaultSequence {
        stages = List.copyOf(stages);
    }

    /** One fault that lasts as long as is usual with it. */
    static FaultSequence of(String fault) {
        return new FaultSequence(List.of(new Stage(List.of(TimedFault.of(fault)))));
    }

    /** All its faults, in order. */
    Stream<TimedFault> faults() {
        return stages.stream().flatMap(stage -> stage.faults().stream());
    }

    /** From its beginning until all of it is over. */
    Duration length(Timing timing) {
        return stages.stream().map(stage -> stage.length(timing)).reduce(Duration.ZERO, Duration::plus);
    }

    /** Its faults when it begins at {@code at}, the first with the seed {@code seed}, the others with seeds that follow from it. */
    List<PlannedFault> at(Duration at, Timing timing, long seed) {
        var planned = new ArrayList<PlannedFault>();
        Duration begin = at;
        for (Stage stage : stages) {
            for (TimedFault fault : stage.faults()) {
                long own = planned.isEmpty() ? seed : new SplittableRandom(seed + planned.size()).nextLong();
                planned.add(new PlannedFault(fault.fault(), own, begin, begin.plus(timing.of(fault))));
            }
            begin = begin.plus(stage.length(timing));
        }
        return planned;
    }

    /** As it is written. */
    @Override
    public String toString() {
        return stages.stream().map(Stage::toString).collect(Collectors.joining(" > "));
    }
}
