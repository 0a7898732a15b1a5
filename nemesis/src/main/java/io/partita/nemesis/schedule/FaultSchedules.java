package io.partita.nemesis.schedule;

import io.partita.nemesis.schedule.FaultStep.Action;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Plans fault schedules. Pure: the same arguments give the same schedule. */
public final class FaultSchedules {

    /** How long a fault lasts when nothing else is said. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);

    private static final String NOTHING = "none";

    private FaultSchedules() {}

    /** As {@link #plan(List, Map, Duration, Duration, long)}, of faults that have no duration of their own. */
    public static FaultSchedule plan(List<String> faults, Duration timeLimit, Duration interval, long seed) {
        return plan(faults, Map.of(), timeLimit, interval, seed);
    }

    /**
     * One fault at a time: the first after half an interval, each active for an interval, with a quarter of an interval
     * of quiet between two. (With 10 s in a run of 30 s: 5–15 s and 17.5–27 s.) The faults come in rounds; every round
     * has each of them once, in an order drawn from {@code seed}.
     *
     * <p>The last tenth of the run is quiet, so that the load sees the cluster healed before it ends; a fault that would
     * reach into it is shortened to at least half an interval, or left out for one that fits. If not even one fits, the
     * run is too short for the interval: then the interval is made so small that two do. A fault with a duration of its own
     * is never shortened, and a run in which the first round has no room for it is refused.
     *
     * @param faults names; {@code none} and an empty list mean no step
     * @param durations of those that have one of their own, by name; others may be in it too
     * @throws IllegalArgumentException if a duration is not positive, or the time limit below {@link #leastTimeLimit}
     */
    public static FaultSchedule plan(
            List<String> faults, Map<String, Duration> durations, Duration timeLimit, Duration interval, long seed) {
        requirePositive(timeLimit, "time limit");
        requirePositive(interval, "nemesis interval");
        durations.forEach((fault, duration) -> requirePositive(duration, "duration of " + fault));
        List<String> names = disturbing(faults);
        if (names.isEmpty()) {
            return new FaultSchedule(List.of());
        }
        Duration least = leastTimeLimit(names, durations, interval);
        if (timeLimit.compareTo(least) < 0) {
            throw new IllegalArgumentException("the time limit is " + timeLimit + ", these faults need " + least
                    + " to last as long as they must");
        }
        Duration end = timeLimit.minus(timeLimit.dividedBy(10));
        Duration active = interval.compareTo(end) <= 0 ? interval : end.dividedBy(3);
        return new FaultSchedule(new Rounds(names, durations, end, active, new SplittableRandom(seed)).steps());
    }

    /**
     * The least time limit, in whole seconds, with which every fault that has a duration of its own comes to pass, whatever
     * the order of a round; zero if none of {@code faults} has one.
     */
    public static Duration leastTimeLimit(List<String> faults, Map<String, Duration> durations, Duration interval) {
        List<String> names = disturbing(faults);
        if (names.stream().noneMatch(durations::containsKey)) {
            return Duration.ZERO;
        }
        Duration round = names.stream()
                .map(name -> durations.getOrDefault(name, interval))
                .reduce(Duration.ZERO, Duration::plus);
        Duration quiet = interval.dividedBy(2).plus(interval.dividedBy(4).multipliedBy(names.size() - 1L));
        // The quiet tenth at the end comes on top.
        Duration whole = round.plus(quiet).multipliedBy(10).dividedBy(9);
        return Duration.ofSeconds(
                whole.plusMillis(1).plusSeconds(1).minusNanos(1).toSeconds());
    }

    private static List<String> disturbing(List<String> faults) {
        return faults.stream().filter(name -> !name.equals(NOTHING)).toList();
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

    private static void requirePositive(Duration duration, String name) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("the " + name + " is " + duration + ", it must be positive");
        }
    }
}
