package io.partita.checker.internal.transactions;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import java.util.Arrays;
import java.util.List;

/**
 * The transactions of a history in columns of ints: transaction by transaction, step by step, with keys and versions
 * as numbers.
 *
 * <p>A <em>version</em> is a state of one key, named by the write that made it. Versions 0 to keys − 1 are those before
 * any write, one for each key; then come the writes in the order of their invocation, then values that were read though
 * nobody wrote them. Not thread-safe; what was read is filled in by {@link ListReads} or {@link RegisterReads}.
 */
final class Transactions {

    /** Of a version: nobody wrote it. */
    static final int NOBODY = -1;

    /** Where a step or a version should be: there is none, or it is not known. */
    static final int NONE = -1;

    final History history;
    /** Of every transaction the index of its invocation. */
    final int[] invocations;
    /** Of every transaction where its steps begin; one more for the end of the last. */
    final int[] starts;
    /** Of every step its key. */
    final int[] stepKeys;
    /** Of every step the version it wrote, or {@link #NONE} for a read. */
    final int[] written;
    /** Of every step the step before it on the same key in the same transaction, or {@link #NONE}. */
    final int[] previous;
    /** Of every step the latest write before it on the same key in the same transaction, or {@link #NONE}. */
    final int[] ownWrite;
    /** Of every step the version it read, or {@link #NONE} for a write and when the answer is not known. */
    final int[] read;

    final List<Object> keys;
    final WriteTable table;
    /** Of every version the transaction that wrote it, or {@link #NOBODY}. */
    private final IntList writers;
    /** Of every version the step that wrote it, or {@link #NONE}. */
    private final IntList writeSteps;

    private final IntList versionKeys;
    /** Whether a transaction of unknown outcome was seen to have happened. */
    private final boolean[] observed;

    Transactions(TransactionReader parsed) {
        this.history = parsed.history();
        this.invocations = parsed.invocations.toArray();
        this.starts = parsed.starts.toArray();
        this.stepKeys = parsed.stepKeys.toArray();
        this.written = parsed.written.toArray();
        this.previous = parsed.previous.toArray();
        this.ownWrite = parsed.ownWrite.toArray();
        this.keys = parsed.keys;
        this.table = parsed.table;
        this.read = new int[stepKeys.length];
        this.observed = new boolean[invocations.length];
        this.writers = new IntList(keys.size() + table.size());
        this.writeSteps = new IntList(keys.size() + table.size());
        this.versionKeys = new IntList(keys.size() + table.size());
        Arrays.fill(read, NONE);
        for (int key = 0; key < keys.size(); key++) {
            addVersion(key, NOBODY, NONE);
        }
        for (int t = 0; t < count(); t++) {
            for (int step = starts[t]; step < starts[t + 1]; step++) {
                if (written[step] != NONE) {
                    written[step] += keys.size();
                    addVersion(stepKeys[step], t, step);
                }
                ownWrite[step] += ownWrite[step] == NONE ? 0 : keys.size();
            }
        }
    }

    private void addVersion(int key, int writer, int step) {
        versionKeys.add(key);
        writers.add(writer);
        writeSteps.add(step);
    }

    int count() {
        return invocations.length;
    }

    int versions() {
        return writers.size();
    }

    /** The version of {@code key} that holds {@code value}; a new one without a writer if nobody wrote it. */
    int versionOf(int key, Object value) {
        int number = table.find(key, value);
        if (number == WriteTable.ABSENT) {
            number = table.add(key, value);
            addVersion(key, NOBODY, NONE);
        }
        return keys.size() + number;
    }

    boolean hasValue(int version, Object value) {
        return table.hasValue(version - keys.size(), value);
    }

    boolean isInitial(int version) {
        return version < keys.size();
    }

    /** Read, but written by nobody. */
    boolean isGarbage(int version) {
        return !isInitial(version) && writers.get(version) == NOBODY;
    }

    int writerOf(int version) {
        return writers.get(version);
    }

    int stepOf(int version) {
        return writeSteps.get(version);
    }

    int keyOf(int version) {
        return versionKeys.get(version);
    }

    /** Of every event the transaction that it invokes, or {@link #NONE}. */
    int[] byInvocation() {
        int[] transactions = new int[history.size()];
        Arrays.fill(transactions, NONE);
        for (int t = 0; t < count(); t++) {
            transactions[invocations[t]] = t;
        }
        return transactions;
    }

    /** The index of the event that ended {@code transaction}, or -1. */
    int completion(int transaction) {
        return history.completionOf(invocations[transaction]);
    }

    int process(int transaction) {
        return history.process(invocations[transaction]);
    }

    boolean succeeded(int transaction) {
        return outcome(transaction) == OpType.OK;
    }

    boolean aborted(int transaction) {
        return outcome(transaction) == OpType.FAIL;
    }

    /** Whether the transaction happened: acknowledged, or of unknown outcome and seen by one that was acknowledged. */
    boolean committed(int transaction) {
        return observed[transaction] || succeeded(transaction);
    }

    private OpType outcome(int transaction) {
        int completion = completion(transaction);
        return completion < 0 ? OpType.INFO : history.type(completion);
    }

    /** Notes that a successful transaction saw {@code version}. */
    void observe(int version) {
        int writer = writers.get(version);
        if (writer != NOBODY && !aborted(writer)) {
            observed[writer] = true;
        }
    }

    /** Whether {@code version} was written by a transaction that happened. */
    boolean isCommitted(int version) {
        int writer = writers.get(version);
        return writer != NOBODY && committed(writer);
    }

    /** Whether {@code step} is a read whose answer owes nothing to its own transaction, and is known. */
    boolean isExternalRead(int step) {
        return read[step] != NONE && ownWrite[step] == NONE;
    }

    /** What {@code transaction} wrote or read in {@code step}: its third part, as the history has it. */
    Object value(int transaction, int step) {
        int event = written[step] == NONE ? completion(transaction) : invocations[transaction];
        List<?> steps = (List<?>) history.value(event);
        return ((List<?>) steps.get(step - starts[transaction])).get(2);
    }

    /** The value that makes {@code version} what it is; null before any write. */
    Object valueOf(int version) {
        int writer = writers.get(version);
        return writer == NOBODY ? null : value(writer, writeSteps.get(version));
    }
}
