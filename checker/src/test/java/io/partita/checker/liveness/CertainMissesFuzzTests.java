package io.partita.checker.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Rounds;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What is called missed in a beginning is missed in the whole; in random runs of looks that may take long or fail, at a system
 * that is up or down, with faults whose targets are known only when they are proven.
 */
class CertainMissesFuzzTests {

    private static final int ROUNDS = 2_000;
    private static final int EVENTS = 60;

    /** A run as it comes about. */
    private static final class Made {
        private final Random random;
        private final List<Op> ops = new ArrayList<>();
        private final boolean[] looking = new boolean[2];
        private long now;
        private long step;
        private String fault = "none";
        private boolean up = true;

        Made(Random random) {
            this.random = random;
        }

        History history() {
            while (ops.size() < EVENTS) {
                now += random.nextInt(4);
                up ^= random.nextInt(8) == 0;
                if (random.nextInt(5) == 0) {
                    nemesis();
                } else {
                    look(random.nextInt(looking.length));
                }
            }
            return History.of(ops);
        }

        private void look(int process) {
            if (!looking[process]) {
                add(process, OpType.INVOKE, "look", null);
            } else {
                add(process, random.nextInt(6) == 0 ? OpType.FAIL : OpType.OK, "look", up);
            }
            looking[process] = !looking[process];
        }

        private void nemesis() {
            switch (fault) {
                case "none" -> announce("inject", "announced");
                case "announced" -> {
                    boolean touched = random.nextInt(4) > 0;
                    tell("inject", touched ? List.of(random.nextBoolean() ? "n1" : "n2") : List.of(), touched, false);
                    fault = touched ? "active" : "none";
                }
                case "active" -> announce("recover", "ending");
                default -> {
                    tell("recover", List.of("n1"), true, true);
                    fault = "none";
                }
            }
        }

        private void announce(String action, String next) {
            step++;
            add(Op.NEMESIS, OpType.INFO, "cut", Map.of("step", step, "action", action));
            fault = next;
        }

        private void tell(String action, List<String> targets, boolean active, boolean healed) {
            Map<String, Object> value = new LinkedHashMap<>(Map.of("step", step, "action", action));
            value.putAll(Run.fact("f" + (step + 1) / 2, targets, active, healed));
            add(Op.NEMESIS, OpType.INFO, "cut", value);
        }

        private void add(int process, OpType type, String f, Object value) {
            ops.add(new Op(0, Run.nanos(now), process, type, f, null, value, null));
        }
    }

    @Test
    void whatIsMissedInABeginningIsMissedInTheWhole() {
        Liveness liveness = Liveness.checker("liveness")
                .observationInterval(Duration.ofMillis(4))
                .obligations(CertainMissesFuzzTests::owed)
                .rule(ClockRule.duringFaults(
                        "a fault of n1", window -> window.targets().contains("n1"), Duration.ofMillis(3)))
                .rule(ClockRule.unobserved("nobody looked", CertainMissesFuzzTests::looks, Duration.ofMillis(4)))
                .online();
        int early = 0;
        int inTheEnd = 0;
        for (int round = 0; round < ROUNDS; round++) {
            History history = new Made(Rounds.random(85, round)).history();
            Set<Object> missed = since(liveness.certainlyMissed(history, Long.MAX_VALUE));
            Set<Object> seen = Set.of();
            for (int end = 1; end <= history.size(); end++) {
                History beginning = beginning(history, end);
                seen = since(liveness.certainlyMissed(beginning, Settled.until(beginning)));
                assertThat(missed).as("round %d, event %d", round, end).containsAll(seen);
            }
            early += seen.size();
            inTheEnd += missed.size();
        }
        assertThat(early)
                .as("of %d misses, how many were seen before", inTheEnd)
                .isGreaterThan(inTheEnd / 2);
    }

    private static Set<Object> since(List<Anomaly> missed) {
        return missed.stream().map(anomaly -> anomaly.details().get("sinceMs")).collect(Collectors.toSet());
    }

    private static History beginning(History history, int end) {
        List<Op> ops = new ArrayList<>();
        for (int i = 0; i < end; i++) {
            ops.add(history.op(i));
        }
        return History.of(ops);
    }

    /** From every look that shows it down to the next that shows it up. */
    private static List<Obligation> owed(History history) {
        List<Obligation> owed = new ArrayList<>();
        Moment since = null;
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) == OpType.OK && Boolean.FALSE.equals(history.value(i))) {
                since = since == null ? Moment.of(history, i) : since;
            } else if (history.type(i) == OpType.OK && since != null) {
                owed.add(down(since).metAt(Moment.of(history, i)));
                since = null;
            }
        }
        if (since != null) {
            owed.add(down(since));
        }
        return owed;
    }

    private static Obligation down(Moment since) {
        return Obligation.of("up", "it", "it did not come up", since, Duration.ofMillis(6));
    }

    private static List<Moment> looks(History history) {
        List<Moment> looks = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) == OpType.OK) {
                looks.add(Moment.of(history, i));
            }
        }
        return looks;
    }
}
