package io.partita.checker.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Rounds;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.checker.liveness.Judgement.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A system that keeps its promises, seen by observations that are slow, far apart and never miss what they look at. */
class WrongAccusationFuzzTests {

    private static final int ROUNDS = 10_000;
    private static final int END = 200;
    private static final int BOUND = 30;

    /** An observation: it looks at one instant between its invocation and its completion. */
    private record Look(int begun, int looked, int completed) {}

    @Test
    void theIntervalFromOneInvocationToTheNextCompletionIsEnough() {
        int tight = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Random random = Rounds.random(83, round);
            List<Look> looks = looks(random, 8);
            int interval = longestInterval(looks);
            Spans night = night(random);
            List<ClockRule> rules = List.of(ClockRule.during("it is night", history -> night));

            Judgement judgement = judge(random, looks, rules, interval);

            assertThat(judgement.state())
                    .as("round %d: %s, %s", round, looks, judgement)
                    .isNotEqualTo(State.MISSED);
            tight += judgement.over() == -1 ? 1 : 0;
        }
        assertThat(tight)
                .as("rounds in which an interval two nanoseconds shorter would have accused it")
                .isPositive();
    }

    @Test
    void whereObservationsFailToComeTwiceTheirUsualIntervalIsEnough() {
        int usual = 4;
        int late = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Random random = Rounds.random(84, round);
            List<Look> looks = looks(random, random.nextInt(4) == 0 ? 60 : 5);
            Spans night = night(random);
            List<ClockRule> rules = List.of(
                    ClockRule.during("it is night", history -> night),
                    ClockRule.unobserved(
                            "nobody looked",
                            history -> looks.stream()
                                    .map(look -> new Moment(look.completed(), look.completed()))
                                    .toList(),
                            Duration.ofNanos(usual)));

            Judgement judgement = judge(random, looks, rules, 2 * usual);

            assertThat(judgement.state())
                    .as("round %d: %s, %s", round, looks, judgement)
                    .isNotEqualTo(State.MISSED);
            late += judgement.running() > BOUND ? 1 : 0;
        }
        assertThat(late)
                .as("rounds in which the bound alone would have accused it")
                .isPositive();
    }

    /** One obligation, truly met at a random instant within its bound of running time, and seen when it is seen. */
    private static Judgement judge(Random random, List<Look> looks, List<ClockRule> rules, int interval) {
        History history = History.of(IntStream.rangeClosed(0, END)
                .mapToObj(tick -> new Op(tick, tick, 1, OpType.INFO, "tick", null, null, null))
                .toList());
        int since = random.nextInt(END);
        Clock clock = new Clock(rules, history);
        long latest = Math.min(END, clock.deadline(since, BOUND));
        long truth = random.nextBoolean() ? latest : since + random.nextInt((int) latest - since + 1);
        Moment met = looks.stream()
                .filter(look -> look.looked() >= truth)
                .map(look -> new Moment(look.completed(), look.completed()))
                .findFirst()
                .orElse(null);
        Obligation owed = new Obligation(
                "kind", "subject", "it was not done", new Moment(since, since), Duration.ofNanos(BOUND), met, null);
        return new Judge(history, kind -> rules, interval, List.of()).judge(owed);
    }

    /** One after another until the end, each with its pause at most {@code longest} ticks. */
    private static List<Look> looks(Random random, int longest) {
        List<Look> looks = new ArrayList<>();
        int now = 0;
        while (true) {
            int begun = now + random.nextInt(longest);
            int completed = begun + random.nextInt(longest);
            if (completed > END) {
                return looks;
            }
            looks.add(new Look(begun, begun + random.nextInt(completed - begun + 1), completed));
            now = completed;
        }
    }

    /** From the invocation of one to the completion of the next, or to the end; the run begins like an invocation. */
    private static int longestInterval(List<Look> looks) {
        int longest = 0;
        int begun = 0;
        for (Look look : looks) {
            longest = Math.max(longest, look.completed() - begun);
            begun = look.begun();
        }
        return Math.max(longest, END - begun);
    }

    private static Spans night(Random random) {
        int from = random.nextInt(END);
        return Spans.of(new Span(from, Math.min(END, from + random.nextInt(60))));
    }
}
