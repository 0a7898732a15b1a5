package io.partita.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Models;
import io.partita.checker.history.History;
import io.partita.checker.model.Model;
import io.partita.checker.model.NullRead;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Monitors of locks, counters, logs, strings and registers against the search and {@link TextbookSearch}, on small
 * random histories. See {@link Fuzz} for how to repeat a run.
 */
class LocksAndLogsFuzzTests {

    private static final int ROUNDS = Fuzz.rounds(3_000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mutex",
                "semaphore",
                "owned-mutex",
                "reentrant-mutex",
                "fenced-mutex",
                "counter",
                "log",
                "kv-append",
                "register",
                "cas-register"
            })
    void monitorAgreesWithSearchAndTextbook(String name) throws Exception {
        int[] monitored = new int[2];
        for (int round = 0; round < ROUNDS; round++) {
            Random random = Fuzz.random(round);
            Model<?> model =
                    Models.named(name, new Models.Settings(Vocabularies.initial(name, random), NullRead.ABSENT));
            History history =
                    new RandomHistories<>(model, Vocabularies.of(name, random), random).next(2 + random.nextInt(7));
            boolean expected = TextbookSearch.linearizable(model, history);
            String described = Fuzz.where(name, round) + "\n" + Fuzz.text(history);
            MonitorVerdicts verdicts = MonitorVerdicts.of(model, history);
            assertThat(verdicts.searched()).as("search of " + described).isEqualTo(expected);
            if (verdicts.applied()) {
                assertThat(verdicts.monitored()).as("monitor of " + described).isEqualTo(expected);
                monitored[expected ? 0 : 1]++;
            }
        }
        assertThat(monitored[0]).as("linearizable ones of " + Fuzz.seeded(name)).isGreaterThan(ROUNDS / 10);
        assertThat(monitored[1]).as("others of " + Fuzz.seeded(name)).isGreaterThan(ROUNDS / 50);
    }
}
