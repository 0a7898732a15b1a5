package io.partita.checker.internal.transactions;

import java.util.Arrays;

/** What single reads and single keys show to be wrong, whatever the order of the versions. Not thread-safe. */
final class ReadFindings {

    private final Transactions transactions;
    private final Findings findings;
    private final Words words;
    /** Of every key whether the versions that were read can't be told from each other. */
    private final boolean[] vague;

    ReadFindings(Transactions transactions, Findings findings, boolean[] vague) {
        this.transactions = transactions;
        this.findings = findings;
        this.words = new Words(transactions);
        this.vague = vague;
    }

    /** Looks for intermediate reads and lost updates; wants the versions exactly as they were read. */
    void report() {
        boolean[] intermediate = intermediateVersions();
        int[] updates = new int[transactions.versions()];
        Arrays.fill(updates, Transactions.NONE);
        for (int t = 0; t < transactions.count(); t++) {
            for (int step = transactions.starts[t]; step < transactions.starts[t + 1]; step++) {
                if (transactions.isExternalRead(step)) {
                    intermediateRead(t, step, intermediate);
                } else if (transactions.succeeded(t)) {
                    lostUpdate(t, step, updates);
                }
            }
        }
    }

    /** Versions that their own transaction overwrote. */
    private boolean[] intermediateVersions() {
        boolean[] intermediate = new boolean[transactions.versions()];
        for (int step = 0; step < transactions.written.length; step++) {
            if (transactions.written[step] != Transactions.NONE && transactions.ownWrite[step] != Transactions.NONE) {
                intermediate[transactions.ownWrite[step]] = true;
            }
        }
        return intermediate;
    }

    private void intermediateRead(int t, int step, boolean[] intermediate) {
        int version = transactions.read[step];
        int writer = transactions.writerOf(version);
        if (!intermediate[version] || writer == t) {
            return;
        }
        findings.add(
                AnomalyKind.G1B,
                () -> words.anomaly(
                        AnomalyKind.G1B,
                        transactions.keyOf(version),
                        words.who(t) + " " + words.didRead(t, step) + ": it saw the " + words.value(version) + " of "
                                + words.who(writer) + ", which wrote that key again later in the same transaction",
                        writer,
                        t));
    }

    /** Two transactions that read one version of a key and then wrote that key: one did not see the other's write. */
    private void lostUpdate(int t, int step, int[] updates) {
        int readStep = transactions.previous[step];
        boolean update = transactions.written[step] != Transactions.NONE
                && readStep != Transactions.NONE
                && transactions.isExternalRead(readStep)
                && !vague[transactions.stepKeys[step]];
        if (!update) {
            return;
        }
        int version = transactions.read[readStep];
        if (updates[version] == Transactions.NONE) {
            updates[version] = step;
            return;
        }
        int firstStep = updates[version];
        int first = transactions.writerOf(transactions.written[firstStep]);
        findings.add(
                AnomalyKind.LOST_UPDATE,
                () -> words.anomaly(
                        AnomalyKind.LOST_UPDATE,
                        transactions.keyOf(version),
                        words.who(first) + " and " + words.who(t) + " both " + words.didRead(t, readStep)
                                + "; then the one wrote " + words.value(first, firstStep) + " there and the other "
                                + words.value(t, step) + ": neither saw the other's write",
                        first,
                        t));
    }
}
