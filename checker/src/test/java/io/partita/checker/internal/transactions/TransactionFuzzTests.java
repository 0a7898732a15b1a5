package io.partita.checker.internal.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checkers;
import io.partita.checker.Checkers.RegisterAssumption;
import io.partita.checker.Rounds;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.internal.transactions.SerialOrders.Order;
import io.partita.checker.internal.transactions.SimulatedDatabase.Isolation;
import io.partita.checker.internal.transactions.SimulatedDatabase.Load;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Small random histories of databases of every isolation level, honest and lying, against {@link SerialOrders}: a model
 * that the checker rules out must have no execution.
 *
 * <p>{@code -Dfuzz.seed=N} repeats a run, {@code -Dfuzz.rounds=N} sets the number of histories.
 */
class TransactionFuzzTests {

    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 3_000);

    private static CheckResult check(History history, boolean lists) throws InterruptedException {
        return (lists ? Checkers.listAppend("strict-serializable") : Checkers.readWriteRegister("strict-serializable"))
                .check(history, Budget.DEFAULT);
    }

    private static Map<String, Predicate<History>> definitions(boolean lists) {
        Map<String, Predicate<History>> models = new LinkedHashMap<>();
        models.put("snapshot-isolation", history -> SerialOrders.snapshotIsolated(history, lists, Order.NONE));
        models.put(
                "strong-session-snapshot-isolation",
                history -> SerialOrders.snapshotIsolated(history, lists, Order.PROCESS));
        models.put(
                "strong-snapshot-isolation", history -> SerialOrders.snapshotIsolated(history, lists, Order.REAL_TIME));
        models.put("serializable", history -> SerialOrders.serializable(history, lists, Order.NONE));
        models.put("strong-session-serializable", history -> SerialOrders.serializable(history, lists, Order.PROCESS));
        models.put("strict-serializable", history -> SerialOrders.serializable(history, lists, Order.REAL_TIME));
        return models;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsRuledOutHasNoExecution(boolean lists) throws InterruptedException {
        System.out.println("fuzzing transactions: -Dfuzz.seed=" + SEED + " -Dfuzz.rounds=" + ROUNDS);
        Map<String, int[]> outcomes = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            Random random = Rounds.random(SEED, round);
            History history = history(lists, random);
            CheckResult result = check(history, lists);
            List<?> ruledOut = (List<?>) result.details().get("ruledOut");
            CycleVerifier verifier = new CycleVerifier(history, lists);
            result.anomalies().forEach(verifier::verify);
            // What is strictly serializable is everything else as well; most are.
            boolean strict = SerialOrders.serializable(history, lists, Order.REAL_TIME);
            if (strict && !lists) {
                assertThat(withLinearizableKeys(history).verdict())
                        .as(() -> "with linearizable keys\n" + text(history))
                        .isNotEqualTo(Verdict.INVALID);
            }
            for (Map.Entry<String, Predicate<History>> model :
                    definitions(lists).entrySet()) {
                boolean possible = strict || model.getValue().test(history);
                boolean out = ruledOut.contains(model.getKey());
                String where = model.getKey() + " ruled out, round " + round + " of seed " + SEED;
                assertThat(out && possible)
                        .as(() -> where + "\n" + text(history))
                        .isFalse();
                outcomes.computeIfAbsent(model.getKey(), none -> new int[3])[possible ? 0 : out ? 1 : 2]++;
            }
        }
        // Otherwise the comparison would show nothing.
        outcomes.forEach((model, counts) -> {
            System.out.println("  " + model + ": possible, ruled out, missed " + Arrays.toString(counts));
            assertThat(counts[0]).as(model + " held").isGreaterThan(ROUNDS / 100);
            assertThat(counts[1]).as(model + " ruled out").isGreaterThan(ROUNDS / 100);
            if (lists) {
                assertThat(counts[2]).as(model + " missed").isLessThan(counts[1]);
            }
        });
    }

    private static void keepsItsPromise(Isolation isolation, CheckResult result) {
        List<?> ruledOut = (List<?>) result.details().get("ruledOut");
        assertThat(isolation.model != null && ruledOut.contains(isolation.model))
                .as(() -> isolation + ", seed " + SEED + ": " + result.anomalies())
                .isFalse();
    }

    /** Where reads see what is committed, every single key is linearizable, so that may be assumed. */
    private static CheckResult withLinearizableKeys(History history) throws InterruptedException {
        return Checkers.readWriteRegister("strict-serializable", Set.of(RegisterAssumption.LINEARIZABLE_KEYS))
                .check(history, Budget.DEFAULT);
    }

    private static History history(boolean lists, Random random) {
        Isolation[] levels = Isolation.values();
        Load load = new Load(
                lists,
                2 + random.nextInt(3),
                1 + random.nextInt(3),
                100,
                1 + random.nextInt(4),
                random.nextInt(3) * 0.12,
                random.nextInt(3) * 0.1);
        return new SimulatedDatabase(levels[random.nextInt(levels.length)], load, random).run(2 + random.nextInt(5));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void honestDatabasesAreNeverFlaggedAndWeakOnesOftenAre(boolean lists) throws InterruptedException {
        int rounds = ROUNDS / 30;
        for (Isolation isolation : Isolation.values()) {
            int flagged = 0;
            for (int round = 0; round < rounds; round++) {
                Random random = Rounds.random(SEED, round);
                Load load = new Load(lists, 2 + random.nextInt(8), 3, 20, 4, random.nextInt(3) * 0.05, 0);
                History history = new SimulatedDatabase(isolation, load, random).run(100);
                CheckResult result = check(history, lists);
                keepsItsPromise(isolation, result);
                if (!lists && isolation != Isolation.STALE_REPLICAS) {
                    keepsItsPromise(isolation, withLinearizableKeys(history));
                }
                flagged += result.verdict() == Verdict.INVALID ? 1 : 0;
            }
            if (isolation == Isolation.STRICT_SERIALIZABLE) {
                assertThat(flagged).isZero();
            } else if (lists || isolation != Isolation.SNAPSHOT) { // write skew rarely shows in registers
                assertThat(flagged).as(isolation + " flagged").isGreaterThan(rounds / 3);
            }
        }
    }

    private static String text(History history) {
        return StreamSupport.stream(history.spliterator(), false)
                .map(op -> op.index() + " " + op.process() + " " + op.type() + " " + op.value())
                .collect(Collectors.joining("\n"));
    }
}
