package io.partita.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Checker;
import io.partita.checker.Checkers;
import io.partita.checker.Linearizability;
import io.partita.checker.Models;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.model.Model;
import io.partita.checker.model.NullRead;
import io.partita.checker.online.Beginnings;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineChecker.Violation;
import io.partita.checker.simulation.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Judging while the history grows against judging it when it is finished: what is accused early is accused in the end,
 * at the very event, and where no value is written twice nothing is missed. See {@link Fuzz} for how to repeat a run.
 */
class OnlineFuzzTests {

    private static final int ROUNDS = Fuzz.rounds(4_000);
    private static final int ROUNDS_OF_BEGINNINGS = Fuzz.rounds(100);
    /** Of short histories of a set, one in two hundred is wrong before its end. */
    private static final int MOST_ROUNDS = 100 * ROUNDS_OF_BEGINNINGS;

    @ParameterizedTest
    @ValueSource(strings = {"register", "cas-register"})
    void registersAreJudgedEventByEventAsTheyAreInTheEnd(String name) {
        int[] decided = new int[2];
        for (int round = 0; round < ROUNDS; round++) {
            Random random = Fuzz.random(round);
            NullRead nullRead = random.nextInt(4) == 0 ? NullRead.ANY : NullRead.ABSENT;
            Model<?> model = Models.named(name, new Models.Settings(Optional.empty(), nullRead));
            History history =
                    new RandomHistories<>(model, Vocabularies.of(name, random), random).next(2 + random.nextInt(9));
            OnlineChecker judge = judge(model);

            Optional<Violation> found = take(judge, history);

            boolean expected = TextbookSearch.linearizable(model, history);
            String described = Fuzz.where(name, round) + ", null read " + nullRead + "\n" + Fuzz.text(history);
            found.ifPresent(violation -> isTheFirst(model, history, violation, described));
            if (judge.gaveUp().isEmpty()) {
                assertThat(found.isEmpty()).as(described).isEqualTo(expected);
                decided[expected ? 0 : 1]++;
            }
        }
        assertThat(decided[0]).as("linearizable ones of " + Fuzz.seeded(name)).isGreaterThan(ROUNDS / 50);
        assertThat(decided[1]).as("others of " + Fuzz.seeded(name)).isGreaterThan(ROUNDS / 50);
    }

    /** With that event no order is legal, without it one is: as the history was known then, with no outcome foreseen. */
    private static void isTheFirst(Model<?> model, History history, Violation violation, String described) {
        int event = (int) violation.index();
        Predicate<Object> part = key -> Objects.equals(key, violation.key());
        assertThat(TextbookSearch.linearizable(model, beginning(history, event + 1), event, part))
                .as("up to event " + event + ", " + described)
                .isFalse();
        assertThat(TextbookSearch.linearizable(model, beginning(history, event), event - 1, part))
                .as("before event " + event + ", " + described)
                .isTrue();
    }

    private static History beginning(History history, int events) {
        List<Op> taken = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            taken.add(history.op(i));
        }
        return History.of(taken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"register", "cas-register", "kv"})
    void longRunsOfManyClientsAreJudgedAsInTheEnd(String object) throws Exception {
        for (int seed = 0; seed < 40; seed++) {
            double crashes = seed % 3 * 0.03;
            Recipe recipe = new Recipe(object, 2 + seed % 17, 600, crashes, seed % 2 == 1, seed);
            History history = recipe.make().history();
            OnlineChecker judge = judge(recipe.model());

            Optional<Violation> found = take(judge, history);

            Verdict verdict = Linearizability.check(recipe.model(), history).verdict();
            assertThat(judge.gaveUp()).isEmpty();
            assertThat(found.isPresent()).as("%s", recipe).isEqualTo(verdict == Verdict.INVALID);
        }
    }

    static List<String> models() {
        return Models.names();
    }

    @ParameterizedTest
    @MethodSource("models")
    void whatIsWrongInABeginningIsWrongInTheEnd(String name) throws Exception {
        int early = 0;
        for (int round = 0; round < ROUNDS_OF_BEGINNINGS || early == 0 && round < MOST_ROUNDS; round++) {
            Random random = Fuzz.random(round);
            Model<?> model =
                    Models.named(name, new Models.Settings(Vocabularies.initial(name, random), NullRead.ABSENT));
            History history =
                    new RandomHistories<>(model, Vocabularies.of(name, random), random).next(2 + random.nextInt(7));
            AtomicLong clock = new AtomicLong();
            Beginnings judge = new Beginnings(List.of(Checkers.linearizable(name, model)), clock::get);

            Optional<Violation> found = Optional.empty();
            int taken = 0;
            while (found.isEmpty() && taken < history.size()) {
                judge.take(history.op(taken++));
                clock.addAndGet(1L << 40);
                found = judge.lookBack();
            }

            assertThat(found.isEmpty())
                    .as(Fuzz.where(name, round) + "\n" + Fuzz.text(history))
                    .isEqualTo(TextbookSearch.linearizable(model, history));
            early += taken < history.size() ? 1 : 0;
        }
        assertThat(early).as("found before the end, of " + Fuzz.seeded(name)).isPositive();
    }

    private static OnlineChecker judge(Model<?> model) {
        Checker checker = Checkers.linearizable("linearizability", model);
        OnlineChecker judge = ((JudgesOnline) checker).online().orElseThrow();
        assertThat(judge).isNotInstanceOf(Beginnings.class);
        return judge;
    }

    private static Optional<Violation> take(OnlineChecker judge, History history) {
        for (Op op : history) {
            Optional<Violation> found = judge.take(op);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
