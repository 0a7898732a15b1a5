package io.partita.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Linearizability;
import io.partita.checker.LinearizabilityResult;
import io.partita.checker.Models;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.model.Model;
import io.partita.checker.model.NullRead;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Search and fast paths against {@link TextbookSearch} on small random histories, verdict for verdict.
 *
 * <p>See {@link Fuzz} for how to repeat a run.
 */
class SearchFuzzTests {

    private static final int ROUNDS = Fuzz.rounds(3_000);

    static List<String> models() {
        return Models.names();
    }

    @ParameterizedTest
    @MethodSource("models")
    void agreesWithTheTextbook(String name) throws InterruptedException {
        int[] seen = new int[2];
        for (int round = 0; round < ROUNDS; round++) {
            compare(name, Fuzz.random(round), round, seen);
        }
        // Otherwise the comparison would show nothing.
        assertThat(seen[0]).as("linearizable ones of " + Fuzz.seeded(name)).isGreaterThan(ROUNDS / 100);
        assertThat(seen[1]).as("others of " + Fuzz.seeded(name)).isGreaterThan(ROUNDS / 100);
    }

    private static void compare(String name, Random random, int round, int[] seen) throws InterruptedException {
        NullRead nullRead = random.nextInt(4) == 0 ? NullRead.ANY : NullRead.ABSENT;
        Model<?> model = Models.named(name, new Models.Settings(Vocabularies.initial(name, random), nullRead));
        History history =
                new RandomHistories<>(model, Vocabularies.of(name, random), random).next(2 + random.nextInt(7));
        boolean expected = TextbookSearch.linearizable(model, history);
        seen[expected ? 0 : 1]++;

        LinearizabilityResult result = Linearizability.check(model, history);

        assertThat(result.verdict())
                .as(() -> Fuzz.where(name, round) + ", null read " + nullRead + "\n" + Fuzz.text(history))
                .isEqualTo(expected ? Verdict.VALID : Verdict.INVALID);
        for (LinearizabilityResult.Violation violation : result.violations()) {
            firstViolationIsWhereItSays(model, history, violation, Fuzz.where(name, round));
        }
    }

    /** Before the completion that the explanation names, the part was still linearizable; with it, it is not. */
    static void firstViolationIsWhereItSays(
            Model<?> model, History history, LinearizabilityResult.Violation violation, String where) {
        Predicate<Object> part = other -> Objects.equals(other, violation.key());
        assertThat(TextbookSearch.linearizable(model, history, violation.completion() - 1, part))
                .as(() -> where + ", before event " + violation.completion() + " of\n" + Fuzz.text(history))
                .isTrue();
        assertThat(TextbookSearch.linearizable(model, history, violation.completion(), part))
                .as(() -> where + ", up to event " + violation.completion() + " of\n" + Fuzz.text(history))
                .isFalse();
    }
}
