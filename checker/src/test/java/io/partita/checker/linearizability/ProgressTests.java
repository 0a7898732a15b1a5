package io.partita.checker.linearizability;

import static io.partita.checker.Script.script;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.Linearizability;
import io.partita.checker.Linearizability.Progress;
import io.partita.checker.Models;
import io.partita.checker.Script;
import io.partita.checker.history.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTests {

    @Test
    void aLongSearchSaysHowFarItIsAndNotTooOften() throws InterruptedException {
        List<Progress> told = new ArrayList<>();

        Linearizability.check(
                Models.named("queue"), withHardEnd(), new Budget(Duration.ofMillis(700), 1L << 30), told::add);

        assertThat(told).hasSizeBetween(1, 7);
        assertThat(told.get(told.size() - 1)).satisfies(last -> {
            assertThat(last.parts()).isEqualTo(1);
            assertThat(last.operations()).isEqualTo(61);
            assertThat(last.placed()).isBetween(1L, 61L);
            assertThat(last.configurations()).isPositive();
            assertThat(last.memoryBytes()).isPositive();
            assertThat(last.elapsed()).isGreaterThan(Duration.ofMillis(100));
        });
        assertThat(told).extracting(Progress::elapsed).isSorted();
    }

    /** Sixty values enqueued at once, each twice, and then an empty answer: far too many orders to try. */
    private static History withHardEnd() {
        Script script = script();
        for (int process = 0; process < 60; process++) {
            script.invoke(process, "enqueue", process % 30);
        }
        for (int process = 0; process < 60; process++) {
            script.ok(process, process % 30);
        }
        return script.did(99, "dequeue", null, null).history();
    }
}
