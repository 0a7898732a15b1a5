package io.partita.checker;

import io.partita.checker.history.History;
import io.partita.checker.internal.checks.LinearizabilityChecker;
import io.partita.checker.internal.checks.NamedCheckers;
import io.partita.checker.internal.checks.StatsChecker;
import io.partita.checker.internal.transactions.ConsistencyModel;
import io.partita.checker.internal.transactions.TransactionChecker;
import io.partita.checker.model.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The checkers that Partita knows, and how they are run.
 *
 * <p>Those of one object (sets, queues, counters, locks, reads, a bank) judge each key of a history apart. Each is one
 * pass over the history. A checker that saw nothing to judge by answers unknown, never valid; an operation of unknown
 * outcome may have happened or not, and is never blamed.
 */
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
     * Judges a counter that only grows by what was acknowledged: {@link #counter} under a name of one's own.
     *
     * @param initial what the counter starts from
     */
    public static Checker acknowledgedIncrements(String name, long initial) {
        return NamedCheckers.counter(name, initial);
    }

    /**
     * Bounds every {@code read} of a counter: at least what was acknowledged before it began, at most what had begun
     * when it ended. Changes are {@code add} n, {@code increment} and {@code decrement}, by one or by n.
     *
     * @param initial what the counter starts from
     */
    public static Checker counter(long initial) {
        return NamedCheckers.counter("counter", initial);
    }

    /**
     * Compares the {@code add}s to a set that only grows with the {@code read} that began last: no acknowledged element
     * is lost, none is there that nobody added, none is there twice.
     */
    public static Checker set() {
        return NamedCheckers.set();
    }

    /**
     * Follows every element of a set that only grows through all {@code read}s: lost, stale or stable, and how long
     * until then. Lost, duplicated and never added elements are violations.
     *
     * @param linearizable whether stale elements are violations too: seen or acknowledged before a read that misses them
     */
    public static Checker setFull(boolean linearizable) {
        return NamedCheckers.setFull(linearizable);
    }

    /**
     * Compares what was {@code enqueue}d with what {@code dequeue} and {@code drain} took out, in any order: nothing
     * acknowledged is lost once the queue was found empty, nothing comes out that did not go in.
     *
     * @param duplicatesAllowed whether elements may come out more often than they went in: delivery at least once
     */
    public static Checker queue(boolean duplicatesAllowed) {
        return NamedCheckers.queue(duplicatesAllowed);
    }

    /** No two {@code generate}, of whatever key, answer the same id. */
    public static Checker uniqueIds() {
        return NamedCheckers.uniqueIds();
    }

    /**
     * No two processes hold a lock together, between the acknowledgement of {@code acquire} and the beginning of {@code
     * release}; only holders release; fencing tokens, when acquires answer whole numbers, grow.
     */
    public static Checker lock() {
        return NamedCheckers.lock(false, false);
    }

    /** As {@link #lock}, but a holder may acquire again, and releases as often. */
    public static Checker reentrantLock() {
        return NamedCheckers.lock(true, false);
    }

    /** As {@link #lock}, but the lock may expire under its holder: overlaps are counted, fencing tokens decide. */
    public static Checker leasedLock() {
        return NamedCheckers.lock(false, true);
    }

    /**
     * No process {@code read}s a lower number than it has read before.
     *
     * @param acrossProcesses whether no read may show less than any that had ended before it began, by whomever
     */
    public static Checker monotonic(boolean acrossProcesses) {
        return NamedCheckers.monotonic(acrossProcesses);
    }

    /**
     * No process goes back to a version of a register that it has left, by its reads or behind its own writes: read
     * your writes and monotonic reads. Values that were written more than once are passed over.
     *
     * @param initial what the register starts from, as an event would carry it
     */
    public static Checker session(Object initial) {
        return NamedCheckers.session(initial);
    }

    /**
     * Every {@code read} of all balances shows the same accounts and the same total, and no balance below zero.
     *
     * @param total the total; empty for that of the first read
     * @param negativeAllowed whether balances may be below zero
     */
    public static Checker bank(OptionalLong total, boolean negativeAllowed) {
        return NamedCheckers.bank(total.isPresent() ? (Long) total.getAsLong() : null, negativeAllowed);
    }

    /**
     * No line of the nodes' logs matches {@code pattern}: every file below {@code nodes} of the run's directory is
     * searched, or below the directory itself when it holds no {@code nodes}. The history is not looked at.
     */
    public static Checker logFilePattern(Pattern pattern, Path runDirectory) {
        return NamedCheckers.logFilePattern(pattern, runDirectory);
    }

    /** Counts error texts by frequency, with an example of each. Never invalid. */
    public static Checker unhandledErrors() {
        return NamedCheckers.unhandledErrors();
    }

    /**
     * Several checkers at once, within one budget: the worst verdict holds, and one that throws is unknown. Their
     * results stand by name in the details.
     *
     * @throws IllegalArgumentException if there are none, or two bear one name
     */
    public static Checker compose(String name, List<Checker> checkers) {
        return NamedCheckers.compose(name, checkers);
    }

    /**
     * {@code checker} applied to the operations of each key apart, at once, within one budget: the worst verdict holds.
     * It sees a history of that key alone, without events of the nemesis; the indices of its anomalies are translated.
     * A history without keys is judged as it is.
     */
    public static Checker perKey(Checker checker) {
        return NamedCheckers.perKey(checker);
    }

    /** The names that {@link #named} knows, in the order to list them. */
    public static List<String> names() {
        return NamedCheckers.names();
    }

    /**
     * What the checker {@code name} judges, in a few words.
     *
     * @throws IllegalArgumentException if there is none; the message names the closest and lists all
     */
    public static String describe(String name) {
        return NamedCheckers.describe(name);
    }

    /**
     * The options of the checker {@code name}, such as {@code total=N}, and what they mean.
     *
     * @throws IllegalArgumentException if there is none; the message names the closest and lists all
     */
    public static Map<String, String> options(String name) {
        return NamedCheckers.options(name);
    }

    /**
     * The checker that {@code text} names: a name of {@link #names}, then options, each after a colon: {@code
     * bank:total=100:negative=allowed}.
     *
     * @param runDirectory where checkers look that need more than the history: {@link #logFilePattern}
     * @throws IllegalArgumentException if there is none, or an option is wrong; the message says what is right
     */
    public static Checker named(String text, Path runDirectory) {
        return NamedCheckers.named(text, runDirectory);
    }

    /** As {@link #named(String, Path)}, with logs in the working directory. */
    public static Checker named(String text) {
        return named(text, Path.of(""));
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

    /** What may be taken for granted of every single register in {@link #readWriteRegister(String, Set)}. */
    public enum RegisterAssumption {
        /** Every process meets the versions of a register in their order. */
        SEQUENTIAL_KEYS,
        /** Everybody does: transactions of which one ended before the other began meet versions in their order. */
        LINEARIZABLE_KEYS
    }

    /** {@link #readWriteRegister(String, Set)} without assumptions. */
    public static Checker readWriteRegister(String consistencyModel) {
        return readWriteRegister(consistencyModel, Set.of());
    }

    /**
     * As {@link #listAppend}, for {@code txn [["w", key, value], ["r", key, null] …]} on registers that start without a
     * value. Reads show less here: of the order of two writes only what transactions tell that read one and then wrote
     * the other.
     *
     * @param assumptions what is known of every single register; finds more, but if an assumption is wrong, so may the
     *     verdict be
     * @throws IllegalArgumentException if there is no such consistency model
     */
    public static Checker readWriteRegister(String consistencyModel, Set<RegisterAssumption> assumptions) {
        return TransactionChecker.readWriteRegister(ConsistencyModel.named(consistencyModel), assumptions);
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
