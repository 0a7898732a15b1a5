package io.partita.nemesis.schedule;

import io.partita.nemesis.schedule.FaultStep.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;

/** Fills a time with rounds of faults, one after another. For one use by one thread. */
final class Rounds {

    private final List<String> names;
    private final Map<String, Duration> durations;
    private final Duration end;
    private final Duration active;
    private final SplittableRandom random;
    private final List<String> round = new ArrayList<>();

    /**
     * @param durations of the faults that must last exactly so long; all others last {@code active}, or as little as half
     *     of it where the end is near
     * @param end when the last fault is over
     */
    Rounds(
            List<String> names,
            Map<String, Duration> durations,
            Duration end,
            Duration active,
            SplittableRandom random) {
        this.names = names;
        this.durations = durations;
        this.end = end;
        this.active = active;
        this.random = random;
    }

    List<FaultStep> steps() {
        var steps = new ArrayList<FaultStep>();
        Duration at = active.dividedBy(2);
        for (Optional<String> next = next(at); next.isPresent(); next = next(at)) {
            String fault = next.get();
            long seed = random.nextLong();
            Duration until =
                    durations.containsKey(fault) ? at.plus(durations.get(fault)) : earlier(at.plus(active), end);
            steps.add(new FaultStep(steps.size() + 1, at, Action.INJECT, fault, seed));
            steps.add(new FaultStep(steps.size() + 1, until, Action.RECOVER, fault, seed));
            at = until.plus(active.dividedBy(4));
        }
        return steps;
    }

    /** The first of the round that fits in behind {@code at}; where none is left that does, the first of a new round. */
    private Optional<String> next(Duration at) {
        Optional<String> left = fitting(at);
        if (left.isEmpty() && names.stream().anyMatch(name -> fits(name, at))) {
            round.clear();
            round.addAll(names);
            Collections.shuffle(round, new Random(random.nextLong()));
            left = fitting(at);
        }
        left.ifPresent(round::remove);
        return left;
    }

    private Optional<String> fitting(Duration at) {
        return round.stream().filter(name -> fits(name, at)).findFirst();
    }

    private boolean fits(String name, Duration at) {
        return at.plus(durations.getOrDefault(name, active.dividedBy(2))).compareTo(end) <= 0;
    }

    private static Duration earlier(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
