package io.partita.checker.internal.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.Checker;
import io.partita.checker.Checkers;
import io.partita.checker.Rounds;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.HistoryException;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.checker.online.Beginnings;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineChecker.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is accused while a run goes on is accused in the end; runs of correct objects with answers that are wrong. */
class OnlineChecksFuzzTests {

    private static final int ROUNDS = 1_000;
    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());

    /** Whether what is wrong in the end is seen before: losses are certain in the end only. */
    private enum Sees {
        ALL,
        MOST
    }

    static Stream<Arguments> subjects() {
        return Stream.of(
                Arguments.of(Checkers.counter(0), (Simulations.Subject) Simulations::counter, Sees.ALL),
                Arguments.of(Checkers.lock(), (Simulations.Subject) Simulations::lock, Sees.ALL),
                Arguments.of(Checkers.uniqueIds(), (Simulations.Subject) Simulations::ids, Sees.ALL),
                Arguments.of(Checkers.monotonic(true), (Simulations.Subject) Simulations::counterThatGrows, Sees.ALL),
                Arguments.of(Checkers.monotonic(false), (Simulations.Subject) Simulations::counterThatGrows, Sees.ALL),
                Arguments.of(
                        Checkers.bank(OptionalLong.empty(), false), (Simulations.Subject) Simulations::bank, Sees.ALL),
                Arguments.of(Checkers.session(null), (Simulations.Subject) Simulations::register, Sees.ALL),
                Arguments.of(Checkers.session(null), (Simulations.Subject) Simulations::registerOfFewValues, Sees.ALL),
                Arguments.of(Checkers.queue(false), (Simulations.Subject) Simulations::queue, Sees.MOST),
                Arguments.of(Checkers.queue(true), (Simulations.Subject) Simulations::queue, Sees.MOST),
                Arguments.of(Checkers.setFull(true), Simulations.set(3), Sees.ALL),
                Arguments.of(Checkers.setFull(false), Simulations.set(3), Sees.MOST));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void whatIsAccusedEarlyIsAccusedInTheEnd(Checker checker, Simulations.Subject subject, Sees sees)
            throws InterruptedException {
        int early = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Random random = Rounds.random(SEED, round);
            List<Op> events =
                    new ArrayList<>(subject.run(random, random.nextInt(3) * 0.1).events());
            for (int lies = random.nextInt(3); lies > 0; lies--) {
                lie(events, random);
            }
            History history = History.of(keyed(events, random));
            Verdict verdict = verdict(checker, history);

            Optional<Violation> found = watch(((JudgesOnline) checker).online().orElseThrow(), history);

            String described = checker.name() + ", -Dfuzz.seed=" + SEED + ", round " + round + ": " + found + "\n"
                    + history.op(0) + " … ";
            if (found.isPresent() || sees == Sees.ALL) {
                assertThat(found.isPresent()).as(described).isEqualTo(verdict == Verdict.INVALID);
            }
            early += found.isPresent() ? 1 : 0;
        }
        // Otherwise nothing was compared. The fewest are accused in one of twelve rounds, the most in one of two.
        assertThat(early).as("accused, -Dfuzz.seed=" + SEED).isBetween(ROUNDS / 50, ROUNDS * 49 / 50);
    }

    private static Verdict verdict(Checker checker, History history) throws InterruptedException {
        try {
            return checker.check(history, Budget.DEFAULT).verdict();
        } catch (HistoryException e) {
            return Verdict.UNKNOWN;
        }
    }

    /** One that judges beginnings looks back after every fifth event, and the last. */
    private static Optional<Violation> watch(OnlineChecker judge, History history) throws InterruptedException {
        AtomicLong clock = new AtomicLong();
        OnlineChecker watching =
                judge instanceof Beginnings beginnings ? new Beginnings(beginnings.checkers(), clock::get) : judge;
        for (Op op : history) {
            Optional<Violation> found = watching.take(op);
            clock.addAndGet(1L << 40);
            boolean looks = op.index() % 5 == 0 || op.index() == history.size() - 1;
            found = found.isPresent() || !looks ? found : watching.lookBack();
            if (found.isPresent()) {
                assertThat(found.get().index()).isLessThanOrEqualTo(op.index());
                return found;
            }
        }
        return Optional.empty();
    }

    /** Every third run is one of several keys: one object's run is as good as another's. */
    private static List<Op> keyed(List<Op> events, Random random) {
        Object key = random.nextInt(3) == 0 ? "k" : null;
        return events.stream()
                .map(op -> new Op(op.index(), op.time(), op.process(), op.type(), op.f(), key, op.value(), op.error()))
                .toList();
    }

    /** Falsifies one answer: by that of another operation of its kind, a part of it, or by its failure. */
    private static void lie(List<Op> events, Random random) {
        List<Op> answers = events.stream()
                .filter(op -> op.type() == OpType.OK || op.type() == OpType.FAIL)
                .toList();
        if (answers.isEmpty()) {
            return;
        }
        Op op = answers.get(random.nextInt(answers.size()));
        int at = Math.toIntExact(op.index());
        List<Op> others = events.stream()
                .filter(other -> other.type() == OpType.OK && other.f().equals(op.f()))
                .toList();
        Object value = others.isEmpty()
                ? op.value()
                : others.get(random.nextInt(others.size())).value();
        OpType type = random.nextInt(4) == 0 ? OpType.FAIL : OpType.OK;
        if (value instanceof List<?> list && !list.isEmpty() && random.nextBoolean()) {
            List<Object> changed = new ArrayList<>(list);
            if (random.nextInt(4) == 0) {
                changed.add(list.get(0));
            } else {
                changed.remove(random.nextInt(list.size()));
            }
            value = List.copyOf(changed);
        }
        if (value instanceof Map<?, ?> balances && balances.get("a") instanceof Long balance) {
            Map<Object, Object> changed = new HashMap<>(balances);
            changed.put("a", balance + 1);
            value = Map.copyOf(changed);
        }
        events.set(at, new Op(at, op.time(), op.process(), type, op.f(), op.key(), value, null));
    }
}
