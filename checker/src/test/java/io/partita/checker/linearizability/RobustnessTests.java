package io.partita.checker.linearizability;

import static io.partita.checker.Script.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checkers;
import io.partita.checker.Linearizability;
import io.partita.checker.LinearizabilityResult;
import io.partita.checker.LinearizabilityResult.Core;
import io.partita.checker.Script;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RobustnessTests {

    private record Ticket(BiFunction<Long, Operation, Long> step) implements Model<Long> {
        @Override
        public String name() {
            return "ticket";
        }

        @Override
        public List<String> functions() {
            return List.of("take");
        }

        @Override
        public Long initial() {
            return 0L;
        }

        @Override
        public Long step(Long last, Operation op) {
            return step.apply(last, op);
        }

        @Override
        public String describe(Long last) {
            return "ticket " + last;
        }
    }

    @Test
    void aFailingModelIsNamedWithTheOperationAndTheState() throws InterruptedException {
        Model<Long> broken = new Ticket((last, op) -> {
            if (last == 1) {
                throw new ArithmeticException("no more");
            }
            return op.output().equals(last + 1) ? last + 1 : null;
        });
        History history =
                script().did(0, "take", null, 1).did(0, "take", null, 2).history();

        assertThatThrownBy(() -> Linearizability.check(broken, history))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the model ticket failed on \"take → 2\" in the state \"ticket 1\":"
                        + " java.lang.ArithmeticException: no more");
        CheckResult safe = Checkers.checkSafely(Checkers.linearizable("tickets", broken), history, Budget.DEFAULT);
        assertThat(safe.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(safe.reason()).contains("failed on \"take → 2\"");
    }

    @Test
    void aModelThatCannotBearUnknownOutcomesStillGetsItsVerdict() throws InterruptedException {
        Model<Long> careless = new Ticket((last, op) -> op.output().equals(last + 1) ? last + 1 : null);
        History history =
                script().did(0, "take", null, 1).did(0, "take", null, 1).history();

        LinearizabilityResult result = Linearizability.check(careless, history);

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        Core core = result.violations().get(0).core();
        assertThat(core.operations()).containsExactly(0, 2);
        assertThat(core.minimal()).isFalse();
    }

    @Test
    void aVeryLongPartNeedsNoDeepStack() throws Exception {
        Model<Long> tickets =
                new Ticket((last, op) -> op.output() == null || op.output().equals(last + 1) ? last + 1 : null);
        Script script = script();
        for (long i = 1; i <= 20_000; i++) {
            script.did(0, "take", null, i);
        }
        History history = script.did(0, "take", null, 7).history();
        CompletableFuture<Object> outcome = new CompletableFuture<>();

        Thread small = new Thread(
                null,
                () -> {
                    try {
                        outcome.complete(Linearizability.check(tickets, history).verdict());
                    } catch (InterruptedException | RuntimeException | StackOverflowError e) {
                        outcome.complete(e);
                    }
                },
                "small stack",
                256 << 10);
        small.start();

        assertThat(outcome.get(50, TimeUnit.SECONDS)).isEqualTo(Verdict.INVALID);
    }
}
