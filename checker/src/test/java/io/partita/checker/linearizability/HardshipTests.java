package io.partita.checker.linearizability;

import static io.partita.checker.Script.script;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.LinearizabilityResult.Unknown;
import io.partita.checker.Models;
import io.partita.checker.Script;
import io.partita.checker.history.History;
import io.partita.checker.internal.explain.Hardship;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.parts.Parts;
import io.partita.checker.internal.parts.Resources.Exhausted;
import io.partita.checker.model.Model;
import org.junit.jupiter.api.Test;

/** "I don't know" says why, and advises what fits. */
class HardshipTests {

    private static final Model<?> REGISTER = Models.named("register");

    @Test
    void repeatedValuesAreNamedFirst() {
        History history = script().did(0, "write", 1, 1)
                .did(0, "write", 1, 1)
                .did(0, "write", 2, 2)
                .did(0, "read", null, 1)
                .history();

        Unknown unknown = inSearch(REGISTER, history, 3);

        assertThat(unknown.advice())
                .containsExactly(
                        "use every value only once, then no search is needed (here 1 of 3 were used before)",
                        "raise --time-budget");
        assertThat(unknown.sentence())
                .isEqualTo(
                        "the time budget ended after 1,000 configurations, with 3 of 4 completed operations explained:"
                                + " use every value only once, then no search is needed (here 1 of 3 were used before);"
                                + " or raise --time-budget");
    }

    @Test
    void manyOperationsOfUnknownOutcomeAreCountedWithTheirProcesses() {
        Script script = script();
        for (int process = 10; process < 16; process++) {
            script.invoke(process, "increment", null).info(process);
        }
        History history = script.did(0, "read", null, 3).history();

        Unknown unknown = inSearch(Models.named("counter"), history, 6);

        assertThat(unknown.hardest().orElseThrow()).satisfies(hardest -> {
            assertThat(hardest.completion()).isEqualTo(13);
            assertThat(hardest.crashed()).containsEntry("increment", 6);
            assertThat(hardest.crashedProcesses()).containsExactly(10, 11, 12, 13, 14, 15);
            assertThat(hardest.open()).containsEntry("read", 1);
        });
        assertThat(unknown.advice())
                .first()
                .isEqualTo("have fewer operations of unknown outcome, such as by longer client timeouts (here 6)");
    }

    @Test
    void manyClientsAtATimeAreCounted() {
        Script script = script();
        for (int process = 0; process < 9; process++) {
            script.invoke(process, "add", 2 + process);
        }
        for (int process = 0; process < 9; process++) {
            script.ok(process, 2 + process);
        }

        assertThat(inSearch(Models.named("counter"), script.history(), 0).advice())
                .containsExactly("let fewer clients act on a key at a time (here 9)", "raise --time-budget");
    }

    @Test
    void aBudgetThatWasGoneBeforeSaysSo() {
        History history = script().did(0, "write", 1, 1).history();
        Part part = Parts.of(REGISTER, history).get(0);

        Unknown unknown = new Hardship(history, REGISTER, part, Exhausted.MEMORY, 77).beforeSearch();

        assertThat(unknown.sentence())
                .isEqualTo("the memory budget was full before the search began: raise --memory-budget");
        assertThat(unknown.budget()).isEqualTo("memory");
        assertThat(unknown.memoryBytes()).isEqualTo(77);
        assertThat(unknown.hardest()).isEmpty();
    }

    private static Unknown inSearch(Model<?> model, History history, int stuck) {
        Part part = Parts.of(model, history).get(0);
        return new Hardship(history, model, part, Exhausted.TIME, 1 << 20).inSearch(1_000, stuck, stuck);
    }
}
