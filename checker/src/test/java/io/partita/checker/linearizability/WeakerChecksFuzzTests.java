package io.partita.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.Checker;
import io.partita.checker.Checkers;
import io.partita.checker.Models;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.linearizability.RandomHistories.Question;
import io.partita.checker.linearizability.RandomHistories.Vocabulary;
import io.partita.checker.model.Model;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is linearizable as a model satisfies every weaker property of that model: checkers must not call it invalid.
 * Small random histories with crashes and lies, judged by the textbook.
 */
class WeakerChecksFuzzTests {

    private static final int ROUNDS = Fuzz.rounds(12_000);

    @ParameterizedTest
    @CsvSource({
        "gset, set",
        "gset, set-full",
        "gset, set-full:linearizable=true",
        "counter, counter",
        "growing counter, monotonic",
        "growing counter, monotonic:scope=all",
        "cas-register, session",
        "queue, queue",
        "queue, queue:duplicates=allowed"
    })
    void whatIsLinearizableIsNeverCalledInvalid(String kind, String name) throws InterruptedException {
        Model<?> model = Models.named(kind.equals("growing counter") ? "counter" : kind);
        Checker checker = Checkers.named(name);
        int[] seen = new int[Verdict.values().length];
        for (int round = 0; round < ROUNDS; round++) {
            Random random = Fuzz.random(round);
            Vocabulary vocabulary = kind.equals("growing counter") ? growing() : Vocabularies.of(kind, random);
            History history = new RandomHistories<>(model, vocabulary, random).next(2 + random.nextInt(7));

            Verdict verdict = checker.check(history, Budget.DEFAULT).verdict();

            seen[verdict.ordinal()]++;
            if (verdict == Verdict.INVALID) {
                int number = round;
                assertThat(TextbookSearch.linearizable(model, history))
                        .as(() -> Fuzz.where(name, number) + "\n" + Fuzz.text(history))
                        .isFalse();
            }
        }
        // Otherwise the comparison would show nothing. The rarest come in one of 350 rounds.
        assertThat(seen[Verdict.INVALID.ordinal()])
                .as("invalid ones of " + Fuzz.seeded(name))
                .isGreaterThan(ROUNDS / 2_500);
        assertThat(seen[Verdict.VALID.ordinal()])
                .as("valid ones of " + Fuzz.seeded(name))
                .isGreaterThan(ROUNDS / 2_500);
    }

    /** Reads can't answer more than 1: beyond that those that lie answer anything. */
    private static Vocabulary growing() {
        List<Object> answers = LongStream.range(0, 2).boxed().collect(Collectors.toList());
        return new Vocabulary(List.of(
                new Question("read", null, null, answers), Question.of("increment", null, null, (Object) null)));
    }
}
