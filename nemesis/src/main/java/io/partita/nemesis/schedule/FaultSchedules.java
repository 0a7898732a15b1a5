package io.partita.nemesis.schedule;

import io.partita.nemesis.schedule.FaultStep.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Plans fault schedules. Pure: the same arguments give the same schedule. */
public final class FaultSchedules {

    /** How long a fault lasts when nothing else is said. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);

    private static final String NOTHING = "none";

    private FaultSchedules() {}

    /**
     * One fault at a time: the first after half an interval, each active for an interval, with a quarter of an interval
     * of quiet between two. (With 10 s in a run of 30 s: 5–15 s and 17.5–27 s.) The faults come in rounds; every round
     * has each of them once, in an order drawn from {@code seed}.
     *
     * <p>The last tenth of the run is quiet, so that the load sees the cluster healed before it ends; a fault that would
     * reach into it is shortened to at least half an interval, or left out. If not even one fits, the run is too short
     * for the interval: then the interval is made so small that two do.
     *
     * @param faults names; {@code none} and an empty list mean no step
     * @throws IllegalArgumentException if a duration is not positive
     */
    public static FaultSchedule plan(List<String> faults, Duration timeLimit, Duration interval, long seed) {
        requirePositive(timeLimit, "time limit");
        requirePositive(interval, "nemesis interval");
        List<String> names =
                faults.stream().filter(name -> !name.equals(NOTHING)).toList();
        if (names.isEmpty()) {
            return new FaultSchedule(List.of());
        }
        Duration end = timeLimit.minus(timeLimit.dividedBy(10));
        Duration active = interval.compareTo(end) <= 0 ? interval : end.dividedBy(3);
        return new FaultSchedule(steps(names, end, active, new SplittableRandom(seed)));
    }

    /** The schedule as a numbered list for people. */
    public static String render(FaultSchedule schedule) {
        if (schedule.steps().isEmpty()) {
            return "no faults\n";
        }
        return schedule.steps().stream()
                .map(step -> String.format(
                        "%3d  %7.1f s  %-7s  %s%s%n",
                        step.number(),
                        step.at().toMillis() / 1000.0,
                        step.action().name().toLowerCase(Locale.ROOT),
                        step.fault(),
                        step.action() == Action.INJECT ? "  (seed " + step.seed() + ")" : ""))
                .collect(Collectors.joining());
    }

    private static List<FaultStep> steps(List<String> names, Duration end, Duration active, SplittableRandom random) {
        var steps = new ArrayList<FaultStep>();
        var round = new ArrayList<String>();
        Duration least = active.dividedBy(2);
        Duration at = active.dividedBy(2);
        while (at.plus(least).compareTo(end) <= 0) {
            if (round.isEmpty()) {
                round.addAll(names);
                Collections.shuffle(round, new Random(random.nextLong()));
            }
            String fault = round.remove(0);
            long seed = random.nextLong();
            Duration until = earlier(at.plus(active), end);
            steps.add(new FaultStep(steps.size() + 1, at, Action.INJECT, fault, seed));
            steps.add(new FaultStep(steps.size() + 1, until, Action.RECOVER, fault, seed));
            at = until.plus(active.dividedBy(4));
        }
        return steps;
    }

    private static Duration earlier(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static void requirePositive(Duration duration, String name) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("the " + name + " is " + duration + ", it must be positive");
        }
    }
}
