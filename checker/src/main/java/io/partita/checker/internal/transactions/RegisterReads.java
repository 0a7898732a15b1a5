package io.partita.checker.internal.transactions;

import io.partita.checker.internal.Values;

/**
 * What read-write-register transactions read. Every value is written once, so a value read names its version, and one
 * never written is that before any write. Not thread-safe.
 */
final class RegisterReads {

    private final Transactions transactions;
    private final Findings findings;
    private final Words words;

    RegisterReads(Transactions transactions, Findings findings) {
        this.transactions = transactions;
        this.findings = findings;
        this.words = new Words(transactions);
    }

    /** Fills in what was read, and reports what single reads show to be wrong. */
    void take() {
        for (int t = 0; t < transactions.count(); t++) {
            if (transactions.succeeded(t)) {
                for (int step = transactions.starts[t]; step < transactions.starts[t + 1]; step++) {
                    if (transactions.written[step] == Transactions.NONE) {
                        transactions.read[step] = version(t, step);
                    }
                }
            }
        }
        for (int t = 0; t < transactions.count(); t++) {
            if (transactions.succeeded(t)) {
                for (int step = transactions.starts[t]; step < transactions.starts[t + 1]; step++) {
                    if (transactions.read[step] == Transactions.NONE) {
                        dirtyUpdate(t, step);
                    } else {
                        abortedRead(t, step);
                        internal(t, step);
                        futureRead(t, step);
                    }
                }
            }
        }
        new ReadFindings(transactions, findings, new boolean[transactions.keys.size()]).report();
    }

    private int version(int t, int step) {
        int key = transactions.stepKeys[step];
        Object value = transactions.value(t, step);
        if (value == null) {
            return key;
        }
        int known = transactions.versions();
        int version = transactions.versionOf(key, value);
        transactions.observe(version);
        if (version >= known) {
            report(AnomalyKind.GARBAGE_READ, t, step, ", but nobody ever wrote " + Values.show(value), t);
        }
        return version;
    }

    private void abortedRead(int t, int step) {
        int writer = transactions.writerOf(transactions.read[step]);
        if (writer != Transactions.NOBODY && transactions.aborted(writer)) {
            report(AnomalyKind.G1A, t, step, ", which " + words.who(writer) + " wrote, and that failed", writer, t);
        }
    }

    private void dirtyUpdate(int t, int step) {
        int before = transactions.previous[step];
        if (before == Transactions.NONE || !transactions.isExternalRead(before)) {
            return;
        }
        int writer = transactions.writerOf(transactions.read[before]);
        if (writer != Transactions.NOBODY && transactions.aborted(writer)) {
            String then = ", which " + words.who(writer) + " wrote, and that failed; then it wrote "
                    + words.value(t, step) + " in its place";
            report(AnomalyKind.DIRTY_UPDATE, t, before, then, writer, t);
        }
    }

    private void internal(int t, int step) {
        int before = transactions.previous[step];
        if (before == Transactions.NONE) {
            return;
        }
        boolean write = transactions.written[before] != Transactions.NONE;
        int expected = write ? transactions.written[before] : transactions.read[before];
        if (transactions.read[step] != expected) {
            String earlier =
                    ", though it had just " + (write ? "written " : "read ") + words.value(t, before) + " there";
            report(AnomalyKind.INTERNAL, t, step, earlier, t);
        }
    }

    private void futureRead(int t, int step) {
        int version = transactions.read[step];
        if (transactions.writerOf(version) == t && transactions.stepOf(version) > step) {
            report(AnomalyKind.FUTURE_READ, t, step, ", and only then wrote it", t);
        }
    }

    private void report(AnomalyKind kind, int t, int step, String rest, int... concerned) {
        findings.add(
                kind,
                () -> words.anomaly(
                        kind,
                        transactions.stepKeys[step],
                        words.who(t) + " " + words.didRead(t, step) + rest,
                        concerned));
    }
}
