package io.partita.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.Models;
import io.partita.checker.history.History;
import io.partita.checker.internal.monitor.Monitor;
import io.partita.checker.internal.monitor.Monitors;
import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.parts.Parts;
import io.partita.checker.internal.parts.Resources;
import io.partita.checker.internal.search.Search;
import io.partita.checker.model.Model;
import io.partita.checker.model.NullRead;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Monitors of locks, counters, logs, strings and registers against the search and {@link TextbookSearch}, on small
 * random histories. {@code -Dfuzz.seed} and {@code -Dfuzz.rounds} as in {@link SearchFuzzTests}.
 */
class LocksAndLogsFuzzTests {

    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 3_000);

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
            Random random = new Random(SEED * 1_000_003 + round);
            Model<?> model =
                    Models.named(name, new Models.Settings(Vocabularies.initial(name, random), NullRead.ABSENT));
            History history =
                    new RandomHistories<>(model, Vocabularies.of(name, random), random).next(2 + random.nextInt(7));
            boolean expected = TextbookSearch.linearizable(model, history);
            String described = name + ", -Dfuzz.seed=" + SEED + ", round " + round + "\n" + text(history);
            boolean searched = true;
            boolean judged = true;
            boolean applied = true;
            for (Part part : Parts.of(model, history)) {
                Optional<Monitor> monitor = Monitors.of(model, part);
                searched &= search(model, part);
                applied &= monitor.isPresent();
                judged &= monitor.isEmpty() || monitor.get().linearizable();
            }
            assertThat(searched).as("search of " + described).isEqualTo(expected);
            if (applied) {
                assertThat(judged).as("monitor of " + described).isEqualTo(expected);
                monitored[expected ? 0 : 1]++;
            }
        }
        System.out.println("fuzzed " + name + ": -Dfuzz.seed=" + SEED + ", of " + ROUNDS + " histories monitors judged "
                + monitored[0] + " linearizable, " + monitored[1] + " not");
        assertThat(monitored[0]).as("linearizable ones").isGreaterThan(ROUNDS / 10);
        assertThat(monitored[1]).as("others").isGreaterThan(ROUNDS / 50);
    }

    private static <S> boolean search(Model<S> model, Part part) throws Exception {
        try (Account account = new Account(new Resources(Budget.DEFAULT))) {
            return new Search<>(part, model, account).linearizable();
        }
    }

    private static String text(History history) {
        return StreamSupport.stream(history.spliterator(), false)
                .map(op -> Arrays.asList(op.index(), op.process(), op.type(), op.f(), op.value())
                        .toString())
                .collect(Collectors.joining("\n"));
    }
}
