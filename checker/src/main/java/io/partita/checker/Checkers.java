package io.partita.checker;

import io.partita.checker.history.History;
import io.partita.checker.internal.checks.AcknowledgedIncrements;
import io.partita.checker.internal.checks.LinearizabilityChecker;
import io.partita.checker.internal.checks.StatsChecker;
import io.partita.checker.internal.transactions.ConsistencyModel;
import io.partita.checker.internal.transactions.RegisterAssumption;
import io.partita.checker.internal.transactions.TransactionChecker;
import io.partita.checker.model.Model;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The checkers that Partita knows, and how they are run. */
public final class Checkers {

    private Checkers() {}

    /**
     * A checker called {@code name}, for runs of objects that behave as {@code model}: {@link
     * io.partita.checker.Linearizability}. A history in which nothing succeeded proves nothing, and is
     * unknown.
     */
    public static Checker linearizable(String name, Model<?> model) {
        return LinearizabilityChecker.of(name, model);
    }

    /** As {@link #linearizable}, but a history in which nothing succeeded is what it is by definition: linearizable. */
    public static Checker linearizableByDefinition(String name, Model<?> model) {
        return LinearizabilityChecker.byDefinition(name, model);
    }

    /**
     * Counts outcomes and latencies by function and finds the longest time without success. Unknown when a function
     * never succeeded, because then nothing was tested that depends on it.
     */
    public static Checker stats() {
        return new StatsChecker();
    }

    /**
     * Judges a counter that only grows by what was acknowledged: every read must lie between the sum of the increments
     * acknowledged before it began and the sum of those attempted before it ended.
     *
     * @param initial what the counter starts from
     */
    public static Checker acknowledgedIncrements(String name, long initial) {
        return AcknowledgedIncrements.of(name, initial);
    }

    /**
     * Judges list-append transactions, {@code txn [["append", key, value], ["r", key, null] …]}, by Elle's method: what
     * they read shows which must have come before which, and cycles are anomalies. Invalid if an anomaly is found that
     * {@code consistencyModel} forbids; the result says which models the history rules out. Every value may be appended
     * only once to a key; a history that breaks this, or holds other operations, is a
     * {@link io.partita.checker.history.HistoryException}.
     *
     * @param consistencyModel {@code read-uncommitted}, {@code read-committed}, {@code repeatable-read},
     *     {@code snapshot-isolation}, {@code serializable}, the last two with {@code strong-session-} before their names,
     *     {@code strong-snapshot-isolation}, or {@code strict-serializable}
     * @throws IllegalArgumentException if there is no such consistency model
     */
    public static Checker listAppend(String consistencyModel) {
        return TransactionChecker.listAppend(ConsistencyModel.named(consistencyModel));
    }

    /**
     * As {@link #listAppend}, for {@code txn [["w", key, value], ["r", key, null] …]} on registers that start without a
     * value. Reads show less here: of the order of two writes only what transactions tell that read one and then wrote
     * the other.
     *
     * @throws IllegalArgumentException if there is no such consistency model
     */
    public static Checker readWriteRegister(String consistencyModel) {
        return TransactionChecker.readWriteRegister(ConsistencyModel.named(consistencyModel), Set.of());
    }

    /**
     * As {@link #readWriteRegister}, where every single register is known to be sequentially consistent: every process
     * meets its versions in their order. Finds more; but if the assumption is wrong, so may the verdict be.
     *
     * @throws IllegalArgumentException if there is no such consistency model
     */
    public static Checker readWriteRegisterWithSequentialKeys(String consistencyModel) {
        return TransactionChecker.readWriteRegister(
                ConsistencyModel.named(consistencyModel), Set.of(RegisterAssumption.SEQUENTIAL_KEYS));
    }

    /**
     * As {@link #readWriteRegister}, where every single register is known to be linearizable: its versions have the
     * order of the transactions that met them, where one ended before the other began. Finds most; but if the assumption
     * is wrong, so may the verdict be.
     *
     * @throws IllegalArgumentException if there is no such consistency model
     */
    public static Checker readWriteRegisterWithLinearizableKeys(String consistencyModel) {
        return TransactionChecker.readWriteRegister(
                ConsistencyModel.named(consistencyModel),
                Set.of(RegisterAssumption.SEQUENTIAL_KEYS, RegisterAssumption.LINEARIZABLE_KEYS));
    }

    /** Runs {@code checker}; if it throws, the result is unknown and names the exception. */
    public static CheckResult checkSafely(Checker checker, History history, Budget budget) throws InterruptedException {
        try {
            return checker.check(history, budget);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return new CheckResult(
                    checker.name(),
                    Verdict.UNKNOWN,
                    "the checker itself failed: " + e,
                    List.of(),
                    Map.of("exception", String.valueOf(e)));
        }
    }
}
