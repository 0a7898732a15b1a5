package io.partita.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.Models;
import io.partita.checker.history.History;
import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.parts.Parts;
import io.partita.checker.internal.parts.Resources;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import io.partita.checker.internal.search.Search;
import io.partita.checker.model.Model;
import io.partita.checker.model.NullRead;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The search by itself, without the methods that spare it, against {@link MemoizedSearch} on random histories with many
 * clients: the verdict, and the place where the history went wrong.
 *
 * <p>See {@link Fuzz} for how to repeat a run.
 */
class GeneralSearchFuzzTests {

    private static final int ROUNDS = Fuzz.rounds(3_000);

    static List<String> models() {
        return Models.names();
    }

    @ParameterizedTest
    @MethodSource("models")
    void agreesWithThePlainSearch(String name) throws Exception {
        int[] seen = new int[2];
        for (int round = 0; round < ROUNDS; round++) {
            Random random = Fuzz.random(round);
            NullRead nullRead = random.nextInt(4) == 0 ? NullRead.ANY : NullRead.ABSENT;
            Model<?> model = Models.named(name, new Models.Settings(Optional.empty(), nullRead));
            History history = new RandomHistories<>(model, Vocabularies.of(name, random), random)
                    .next(4 + random.nextInt(14), 2 + random.nextInt(7));
            for (Part part : Parts.of(model, history)) {
                compare(model, part, Fuzz.where(name, round), seen);
            }
        }
        // Otherwise the comparison would show nothing.
        assertThat(seen[0]).as("linearizable ones of " + Fuzz.seeded(name)).isGreaterThan(ROUNDS / 100);
        assertThat(seen[1]).as("others of " + Fuzz.seeded(name)).isGreaterThan(ROUNDS / 100);
    }

    private static <S> void compare(Model<S> model, Part part, String where, int[] seen)
            throws ExhaustedException, InterruptedException {
        boolean expected = MemoizedSearch.linearizable(model, part, Part.NEVER);
        seen[expected ? 0 : 1]++;
        try (Account account = new Account(new Resources(new Budget(Duration.ofMinutes(5), 1L << 30)))) {
            Search<S> search = new Search<>(part, model, account);

            assertThat(search.linearizable())
                    .as(() -> where + "\n" + text(part))
                    .isEqualTo(expected);
            if (!expected) {
                int end = part.returns()[search.stuckOperation()];
                assertThat(MemoizedSearch.linearizable(model, part, end))
                        .as(() -> where + ", before event " + end + "\n" + text(part))
                        .isTrue();
                assertThat(MemoizedSearch.linearizable(model, part, end + 1))
                        .as(() -> where + ", up to event " + end + "\n" + text(part))
                        .isFalse();
                assertThat(search.lastStates(3)).isNotEmpty();
            }
        }
    }

    private static String text(Part part) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < part.size(); i++) {
            text.append(part.operations().get(i))
                    .append(" [")
                    .append(part.invocations()[i])
                    .append(", ")
                    .append(part.crashed(i) ? "never" : part.returns()[i])
                    .append("]\n");
        }
        return text.toString();
    }
}
