package io.partita.checker.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Rounds;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.checker.liveness.Judgement.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Judgements compared with those of a stopwatch that is moved on nanosecond by nanosecond. */
class DeadlineFuzzTests {

    private static final int ROUNDS = 20_000;

    /** Runs or stands still for each nanosecond, and tells what it reads. */
    private record Stopwatch(List<Span> stops) {

        long read(long since, long until) {
            long running = 0;
            for (long tick = since; tick < until; tick++) {
                long now = tick;
                running += stops.stream().noneMatch(stop -> stop.from() <= now && now < stop.to()) ? 1 : 0;
            }
            return running;
        }

        State judge(Obligation owed, long allowed, long end) {
            long since = owed.since().time();
            Moment met = owed.met();
            Moment cancelled = owed.cancelled();
            if (met != null && (cancelled == null || met.index() <= cancelled.index())) {
                return read(since, met.time()) <= allowed ? State.MET : State.MISSED;
            }
            if (cancelled != null) {
                return read(since, cancelled.time()) <= allowed ? State.CANCELLED : State.MISSED;
            }
            return read(since, end) <= allowed ? State.OPEN : State.MISSED;
        }
    }

    @Test
    void judgementsAreThoseOfAStopwatch() {
        Map<State, Integer> seen = new EnumMap<>(State.class);
        for (int round = 0; round < ROUNDS; round++) {
            Random random = Rounds.random(7, round);
            int end = 1 + random.nextInt(60);
            History history = ticks(end);
            List<Span> stops = stops(random, end);
            Obligation owed = obligation(random, end);
            int interval = random.nextInt(3);
            Stopwatch stopwatch = new Stopwatch(stops);
            long allowed = owed.bound().toNanos() + interval;

            List<ClockRule> rules = stops.stream()
                    .map(stop -> ClockRule.during("it is night", run -> Spans.of(stop)))
                    .toList();
            Judgement judgement = new Judge(history, kind -> rules, interval, List.of()).judge(owed);

            String what = "round " + round + ": " + owed + " + " + interval + ", stops " + stops + ", end " + end;
            assertThat(judgement.state()).as(what).isEqualTo(stopwatch.judge(owed, allowed, end));
            assertThat(judgement.running())
                    .as(what)
                    .isEqualTo(stopwatch.read(
                            judgement.life().from(), judgement.life().to()));
            long since = owed.since().time();
            assertThat(stopwatch.read(since, judgement.deadline())).as(what).isEqualTo(allowed);
            assertThat(stopwatch.read(since, judgement.deadline() + 1)).as(what).isEqualTo(allowed + 1);
            if (judgement.is(State.MISSED)) {
                long certain = Words.anomaly(judgement, history).opIndex();
                assertThat(stopwatch.read(since, history.time((int) certain)))
                        .as(what)
                        .isEqualTo(allowed + 1);
            }
            seen.merge(judgement.state(), 1, Integer::sum);
        }
        assertThat(seen.values()).hasSize(4).allMatch(count -> count > ROUNDS / 100);
    }

    private static History ticks(int end) {
        List<Op> ops = new ArrayList<>();
        for (int tick = 0; tick <= end; tick++) {
            ops.add(new Op(tick, tick, 1, OpType.INFO, "tick", null, null, null));
        }
        return History.of(ops);
    }

    private static List<Span> stops(Random random, int end) {
        List<Span> stops = new ArrayList<>();
        for (int n = random.nextInt(5); n > 0; n--) {
            int from = random.nextInt(end + 1);
            stops.add(new Span(from, from + random.nextInt(15)));
        }
        return stops;
    }

    private static Obligation obligation(Random random, int end) {
        int since = random.nextInt(end + 1);
        Obligation owed = Obligation.of(
                "kind", "subject", "it was not done", moment(since), Duration.ofNanos(1 + random.nextInt(30)));
        if (random.nextInt(3) > 0) {
            owed = owed.metAt(moment(since + random.nextInt(end - since + 1)));
        }
        return random.nextInt(3) > 0 ? owed : owed.cancelledAt(moment(since + random.nextInt(end - since + 1)));
    }

    private static Moment moment(int tick) {
        return new Moment(tick, tick);
    }
}
