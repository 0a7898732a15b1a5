package io.partita.nemesis.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

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

    /** As {@link #plan(NemesisExpression, Map, Duration, Duration, long)}, of rounds whose items are single faults. */
    public static FaultSchedule plan(
            List<String> faults, Map<String, Duration> durations, Duration timeLimit, Duration interval, long seed) {
        return plan(rounds(faults), durations, timeLimit, interval, seed);
    }

    private static NemesisExpression.Rounds rounds(List<String> faults) {
        return new NemesisExpression.Rounds(faults.stream()
                .filter(name -> !name.equals(NOTHING))
                .map(FaultSequence::of)
                .toList());
    }

    /**
     * The schedule that {@code wanted} asks for.
     *
     * <p>Rounds and swarms: one item at a time, the first after half an interval, each for an interval, with a quarter of an
     * interval of quiet between two. (With 10 s in a run of 30 s: 5–15 s and 17.5–27 s.) Every round has each item once, in
     * an order drawn from {@code seed}; a swarm draws each next item by weight. The last tenth of the run is quiet, so that the
     * load sees the cluster healed before it ends; a fault that would reach into it is shortened to at least half an
     * interval, or left out for one that fits. If not even one fits, the run is too short for the interval: then the
     * interval is made so small that two do. A fault with a duration of its own is never shortened.
     *
     * <p>Scripts: what they say, when they say it.
     *
     * @param durations of those that have one of their own, by their texts; others may be in it too
     * @throws IllegalArgumentException with the first of {@link #flaws} if there are any
     */
    public static FaultSchedule plan(
            NemesisExpression wanted,
            Map<String, Duration> durations,
            Duration timeLimit,
            Duration interval,
            long seed) {
        requirePositive(timeLimit, "time limit");
        requirePositive(interval, "nemesis interval");
        durations.forEach((fault, duration) -> requirePositive(duration, "duration of " + fault));
        flaws(wanted, durations, timeLimit, interval).stream().findFirst().ifPresent(flaw -> {
            throw new IllegalArgumentException(flaw.what());
        });
        var timing = new Timing(durations, interval);
        var random = new SplittableRandom(seed);
        Duration end = quietFrom(timeLimit);
        if (wanted instanceof NemesisExpression.Script script) {
            return FaultSchedule.of(script.clauses().stream()
                    .flatMap(clause -> ScriptTimes.of(clause, timing, end).stream()
                            .flatMap(at -> clause.what().at(at, timing, random.nextLong()).stream()))
                    .toList());
        }
        if (wanted instanceof NemesisExpression.Swarm swarm) {
            SwarmDraw draw = SwarmDraw.of(swarm.choices(), random);
            var filler = new Filler(draw.on(), inTime(timing, end), end, random);
            return FaultSchedule.of(filler.fill(fitting -> draw.next(fitting, random)))
                    .drawnBy(draw.byText());
        }
        List<FaultSequence> items = ((NemesisExpression.Rounds) wanted).items();
        return FaultSchedule.of(new Filler(items, inTime(timing, end), end, random).fill(new Rounds(items, random)));
    }

    /** When the last fault is over, so that the load sees the cluster healed before it ends. */
    static Duration quietFrom(Duration timeLimit) {
        return timeLimit.minus(timeLimit.dividedBy(10));
    }

    private static Timing inTime(Timing timing, Duration end) {
        return timing.usual().compareTo(end) <= 0 ? timing : timing.with(end.dividedBy(3));
    }

    /**
     * Why {@code wanted} does not come to pass as it should in a run of {@code timeLimit}: rounds or a swarm some item of which
     * may not fit, clauses that are not over in time or never come; empty if it does.
     */
    public static List<Flaw> flaws(
            NemesisExpression wanted, Map<String, Duration> durations, Duration timeLimit, Duration interval) {
        var limits = new TimeFlaws(new Timing(durations, interval), timeLimit);
        if (wanted instanceof NemesisExpression.Script script) {
            return limits.of(script);
        }
        return wanted instanceof NemesisExpression.Swarm swarm
                ? limits.of(swarm)
                : limits.of((NemesisExpression.Rounds) wanted);
    }

    /** As {@link #leastTimeLimit(List, Timing)} of single faults. */
    public static Duration leastTimeLimit(List<String> faults, Map<String, Duration> durations, Duration interval) {
        return leastTimeLimit(rounds(faults).items(), new Timing(durations, interval));
    }

    /**
     * The least time limit, in whole seconds, with which every item that has a duration of its own comes to pass, whatever the
     * order of a round; zero if none of {@code items} has one.
     */
    static Duration leastTimeLimit(List<FaultSequence> items, Timing timing) {
        if (items.stream().flatMap(FaultSequence::faults).allMatch(timing::isFlexible)) {
            return Duration.ZERO;
        }
        Duration round = items.stream().map(item -> item.length(timing)).reduce(Duration.ZERO, Duration::plus);
        Duration interval = timing.usual();
        Duration quiet = interval.dividedBy(2).plus(interval.dividedBy(4).multipliedBy(items.size() - 1L));
        // The quiet tenth at the end comes on top.
        Duration whole = round.plus(quiet).multipliedBy(10).dividedBy(9);
        return Duration.ofSeconds(
                whole.plusMillis(1).plusSeconds(1).minusNanos(1).toSeconds());
    }

    private static void requirePositive(Duration duration, String name) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("the " + name + " is " + duration + ", it must be positive");
        }
    }

    /** The schedule as a numbered list for people. */
    public static String render(FaultSchedule schedule) {
        return ScheduleText.of(schedule);
    }
}
