package io.partita.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.Linearizability;
import io.partita.checker.LinearizabilityResult.Violation;
import io.partita.checker.Models;
import io.partita.checker.history.History;
import io.partita.checker.model.Model;
import io.partita.checker.model.NullRead;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cores of small random histories against their definition: none of them has a legal order, and each does as soon
 * as one operation is freed.
 *
 * <p>See {@link Fuzz} for how to repeat a run.
 */
class CoreFuzzTests {

    private static final int ROUNDS = Fuzz.rounds(2_000);

    static List<String> models() {
        return Models.names();
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyCoreIsAProofAndMinimal(String name) throws InterruptedException {
        int[] seen = new int[3];
        for (int round = 0; round < ROUNDS; round++) {
            judge(name, Fuzz.random(round), round, seen);
        }
        // Otherwise nothing was shown. The model with the fewest has one in fifty rounds.
        assertThat(seen[0]).as("cores of " + Fuzz.seeded(name)).isGreaterThan(ROUNDS / 400);
        assertThat(seen[1]).as("minimal ones of " + Fuzz.seeded(name)).isGreaterThan(seen[0] * 9 / 10);
        assertThat(seen[2])
                .as("smaller than the history of " + Fuzz.seeded(name))
                .isGreaterThan(seen[0] / 10);
    }

    private static void judge(String name, Random random, int round, int[] seen) throws InterruptedException {
        NullRead nullRead = random.nextInt(4) == 0 ? NullRead.ANY : NullRead.ABSENT;
        Model<?> model = Models.named(name, new Models.Settings(Optional.empty(), nullRead));
        History history =
                new RandomHistories<>(model, Vocabularies.of(name, random), random).next(2 + random.nextInt(7));
        for (Violation violation :
                Linearizability.check(model, history, Budget.DEFAULT).violations()) {
            CoreReferee<?> referee = new CoreReferee<>(model, history, violation);
            String where =
                    Fuzz.where(name, round) + ", null read " + nullRead + "\n" + violation + "\n" + Fuzz.text(history);
            assertThat(referee.proves()).as("proof of " + where).isTrue();
            seen[0]++;
            if (violation.core().minimal()) {
                seen[1]++;
                for (int operation : violation.core().operations()) {
                    assertThat(referee.needs(operation))
                            .as("need of event " + operation + " in " + where)
                            .isTrue();
                }
            }
            if (violation.core().operations().size() < history.operations() / 2) {
                seen[2]++;
            }
        }
    }
}
