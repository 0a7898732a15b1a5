package io.partita.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Linearizability;
import io.partita.checker.LinearizabilityResult;
import io.partita.checker.Models;
import io.partita.checker.history.History;
import io.partita.checker.model.Model;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Monitors of collections against the search and {@link TextbookSearch}, on small random histories that most of them
 * apply to. See {@link Fuzz} for how to repeat a run.
 */
class MonitorFuzzTests {

    private static final int ROUNDS = Fuzz.rounds(3_000);

    /** Rounds in which the place of the violation is compared as well, which takes longer than the verdict. */
    private static final int PLACES = 3_000;

    @ParameterizedTest
    @ValueSource(strings = {"queue", "unordered-queue", "priority-queue", "stack", "gset"})
    void agreesWithSearchAndTextbook(String name) throws Exception {
        Model<?> model = Models.named(name);
        int[] monitored = new int[2];
        for (int round = 0; round < ROUNDS; round++) {
            Random random = Fuzz.random(round);
            History history = new RandomCollections<>(model, random).next(2 + random.nextInt(8));
            boolean expected = TextbookSearch.linearizable(model, history);
            String described = Fuzz.where(name, round) + "\n" + Fuzz.text(history);
            MonitorVerdicts verdicts = MonitorVerdicts.of(model, history);
            assertThat(verdicts.searched()).as("search of " + described).isEqualTo(expected);
            if (!expected && round < PLACES) {
                LinearizabilityResult.Violation violation =
                        Linearizability.check(model, history).violations().get(0);
                SearchFuzzTests.firstViolationIsWhereItSays(model, history, violation, Fuzz.where(name, round));
            }
            if (verdicts.applied()) {
                assertThat(verdicts.monitored()).as("monitor of " + described).isEqualTo(expected);
                monitored[expected ? 0 : 1]++;
            }
        }
        assertThat(monitored[0]).as("linearizable ones of " + Fuzz.seeded(name)).isGreaterThan(ROUNDS / 4);
        assertThat(monitored[1]).as("others of " + Fuzz.seeded(name)).isGreaterThan(ROUNDS / 20);
    }
}
