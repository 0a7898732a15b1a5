package io.partita.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Linearizability;
import io.partita.checker.LinearizabilityResult;
import io.partita.checker.Models;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.internal.explain.Clue;
import io.partita.checker.internal.explain.Clues;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.parts.Parts;
import io.partita.checker.model.Model;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A plain reason why an operation could not have happened must never be found where all of them could. */
class ClueFuzzTests {

    private static final int ROUNDS = Fuzz.rounds(3_000);

    static List<String> models() {
        return Models.names();
    }

    @ParameterizedTest
    @MethodSource("models")
    void noClueIsFoundInALinearizableHistory(String name) throws InterruptedException {
        Model<?> model = Models.named(name);
        for (int round = 0; round < ROUNDS; round++) {
            Random random = Fuzz.random(round);
            History history =
                    new RandomHistories<>(model, Vocabularies.of(name, random), random).next(2 + random.nextInt(9));
            LinearizabilityResult result = Linearizability.check(model, history);
            if (result.verdict() == Verdict.VALID) {
                noClues(model, history, Fuzz.where(name, round));
            }
        }
    }

    private static void noClues(Model<?> model, History history, String where) {
        for (Part part : Parts.of(model, history)) {
            for (int i = 0; i < part.size(); i++) {
                if (!part.crashed(i)) {
                    Optional<Clue> clue = Clues.of(model, history, part, i);
                    assertThat(clue)
                            .as(part.operations().get(i) + " in " + where)
                            .isEmpty();
                }
            }
        }
    }
}
