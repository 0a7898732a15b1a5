package io.partita.checker.linearizability;

import static io.partita.checker.Script.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.Budget;
import io.partita.checker.Linearizability;
import io.partita.checker.LinearizabilityResult;
import io.partita.checker.Models;
import io.partita.checker.Script;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.HistoryException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BudgetTests {

    private static final Duration LONG = Duration.ofHours(1);
    private static final long MUCH = 1L << 40;

    @Test
    void theTimeBudgetEndsTheSearchAndSaysHowFarItCame() throws InterruptedException {
        LinearizabilityResult result =
                Linearizability.check(Models.named("queue"), hard(), new Budget(Duration.ofMillis(300), MUCH));

        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(result.elapsed()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
        assertThat(result.reason())
                .startsWith("the time budget ended after ")
                .contains(
                        "60 of 61 completed operations explained",
                        "use every value only once",
                        "here 30 of 60",
                        "raise --time-budget");
    }

    @Test
    void theMemoryBudgetEndsTheSearchAndIsKept() throws InterruptedException {
        LinearizabilityResult result = Linearizability.check(Models.named("queue"), hard(), new Budget(LONG, 8 << 20));

        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(result.peakMemoryBytes()).isBetween(1L << 20, 8L << 20);
        assertThat(result.reason())
                .startsWith("the memory budget was full after ")
                .contains("raise --memory-budget");
    }

    @Test
    void anInterruptCancelsTheSearch() throws Exception {
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                Linearizability.check(Models.named("queue"), hard(), new Budget(LONG, MUCH));
                outcome.complete(null);
            } catch (InterruptedException | RuntimeException e) {
                outcome.complete(e);
            }
        });
        thread.start();
        thread.interrupt();

        assertThat(outcome.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void crashedWritesOfDifferentValuesThatNobodySawCostNothing() throws InterruptedException {
        Script script = script();
        for (int i = 0; i < 2_000; i++) {
            script.invoke(1_000 + i, "write", i).info(1_000 + i);
        }
        for (int i = 0; i < 2_000; i++) {
            // The same two values again and again, so that it is the search that decides.
            script.did(1, "write", -1 - i % 2, -1 - i % 2).did(2, "read", null, -1 - i % 2);
        }

        LinearizabilityResult result =
                Linearizability.check(Models.named("register"), script.history(), new Budget(LONG, 64 << 20));

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.parts().get(0).configurations()).isLessThan(10_000);
    }

    @Test
    void manyCrashedWritesThatSomebodyMightHaveSeenAreDecided() throws InterruptedException {
        Script script = script();
        for (int i = 0; i < 40; i++) {
            script.invoke(1_000 + i, "write", i).info(1_000 + i);
            script.did(1, "write", 100 + i, 100 + i);
            script.did(2, "read", null, i % 3 == 0 ? i : 100 + i);
        }
        script.did(3, "read", null, 1);
        script.did(3, "read", null, 4);
        script.did(3, "read", null, 1);

        LinearizabilityResult result =
                Linearizability.check(Models.named("register"), script.history(), new Budget(LONG, 64 << 20));

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.completion())
                        .isEqualTo(script.history().size() - 1));
    }

    @Test
    void operationsUnknownToTheModelAreRefusedWithTheirPlaceAndASuggestion() {
        History history = script().did(0, "raed", null, 1).did(0, "cas", 5, 5).history();

        assertThatThrownBy(() -> Linearizability.check(Models.named("cas-register"), history))
                .isInstanceOf(HistoryException.class)
                .hasMessage("the history does not fit the model cas-register: event 0: unknown function \"raed\""
                        + " (did you mean read?), expected one of read, write, cas; event 2: cas needs [expected, new],"
                        + " not 5");
    }

    /** Sixty enqueues of thirty values at once, and a queue that is empty right after: no order of them explains that. */
    private static History hard() {
        Script script = script();
        for (int process = 0; process < 60; process++) {
            script.invoke(process, "enqueue", process % 30);
        }
        for (int process = 0; process < 60; process++) {
            script.ok(process, process % 30);
        }
        script.did(99, "dequeue", null, null);
        return script.history();
    }
}
