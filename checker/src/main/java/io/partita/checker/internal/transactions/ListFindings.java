package io.partita.checker.internal.transactions;

import io.partita.checker.internal.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What list-append reads show to be wrong by themselves, without any dependency. Not thread-safe. */
final class ListFindings {

    private final Transactions transactions;
    private final Findings findings;
    private final ListReads reads;
    private final Words words;

    ListFindings(Transactions transactions, Findings findings, ListReads reads) {
        this.transactions = transactions;
        this.findings = findings;
        this.reads = reads;
        this.words = new Words(transactions);
    }

    /** Looks for aborted and future reads, dirty updates and internal contradictions. */
    void report() {
        int[] firstAborted = new int[transactions.keys.size()];
        for (int key = 0; key < firstAborted.length; key++) {
            firstAborted[key] = Integer.MAX_VALUE;
            IntList order = reads.orderOf(key);
            for (int i = order.size() - 1; i >= 0; i--) {
                if (isAborted(order.get(i))) {
                    firstAborted[key] = i;
                    dirtyUpdate(order, i);
                }
            }
        }
        for (int t = 0; t < transactions.count(); t++) {
            for (int step = transactions.starts[t]; step < transactions.starts[t + 1]; step++) {
                if (transactions.read[step] != Transactions.NONE) {
                    abortedRead(t, step, firstAborted);
                    internal(t, step);
                } else if (transactions.written[step] != Transactions.NONE && transactions.succeeded(t)) {
                    futureRead(t, step);
                }
            }
        }
    }

    private boolean isAborted(int version) {
        int writer = transactions.writerOf(version);
        return writer != Transactions.NOBODY && transactions.aborted(writer);
    }

    /** The append at {@code place} was aborted: the next is on top of it, if it was committed. */
    private void dirtyUpdate(IntList order, int place) {
        if (place + 1 == order.size() || !transactions.isCommitted(order.get(place + 1))) {
            return;
        }
        int aborted = transactions.writerOf(order.get(place));
        int committed = transactions.writerOf(order.get(place + 1));
        findings.add(
                AnomalyKind.DIRTY_UPDATE,
                () -> words.anomaly(
                        AnomalyKind.DIRTY_UPDATE,
                        transactions.keyOf(order.get(place)),
                        "the " + words.value(order.get(place + 1)) + " that " + words.who(committed)
                                + " appended stands after the " + words.value(order.get(place)) + " of "
                                + words.who(aborted) + ", which failed: its effect should be gone",
                        aborted,
                        committed));
    }

    private void abortedRead(int t, int step, int[] firstAborted) {
        int key = transactions.stepKeys[step];
        int version = Transactions.NONE;
        if (!reads.isContradictory(key)) {
            int place = reads.placeOf(transactions.read[step]);
            version = firstAborted[key] <= place ? reads.orderOf(key).get(firstAborted[key]) : version;
        } else {
            for (Object element : reads.elements(t, step)) {
                int seen = transactions.versionOf(key, element);
                version = isAborted(seen) ? seen : version;
            }
        }
        if (version == Transactions.NONE) {
            return;
        }
        int aborted = version;
        int writer = transactions.writerOf(aborted);
        findings.add(
                AnomalyKind.G1A,
                () -> words.anomaly(
                        AnomalyKind.G1A,
                        key,
                        words.who(t) + " " + words.didRead(t, step) + ": it saw the " + words.value(aborted) + " of "
                                + words.who(writer) + ", which failed",
                        writer,
                        t));
    }

    /** A transaction sees what it read or appended before, and nothing else in between. */
    private void internal(int t, int step) {
        int before = transactions.previous[step];
        if (before == Transactions.NONE) {
            return;
        }
        List<Object> appended = new ArrayList<>();
        while (before != Transactions.NONE && transactions.written[before] != Transactions.NONE) {
            appended.add(transactions.value(t, before));
            before = transactions.previous[before];
        }
        Collections.reverse(appended);
        List<?> list = reads.elements(t, step);
        int base = list.size() - appended.size();
        boolean ends = base >= 0 && list.subList(base, list.size()).equals(appended);
        boolean begins =
                before == Transactions.NONE || ends && list.subList(0, base).equals(reads.elements(t, before));
        if (ends && begins) {
            return;
        }
        List<Object> expected = new ArrayList<>(before == Transactions.NONE ? List.of() : reads.elements(t, before));
        expected.addAll(appended);
        String wanted =
                before == Transactions.NONE ? "a list that ends in " + Words.show(appended) : Words.show(expected);
        findings.add(
                AnomalyKind.INTERNAL,
                () -> words.anomaly(
                        AnomalyKind.INTERNAL,
                        transactions.stepKeys[step],
                        words.who(t) + " " + words.didRead(t, step) + ", though by its own earlier steps it should"
                                + " have been " + wanted,
                        t));
    }

    /** An append that an earlier read of the same transaction already shows. */
    private void futureRead(int t, int step) {
        int place = reads.placeOf(transactions.written[step]);
        if (place == Transactions.NONE) {
            return;
        }
        for (int before = transactions.previous[step];
                before != Transactions.NONE;
                before = transactions.previous[before]) {
            if (transactions.read[before] != Transactions.NONE && reads.placeOf(transactions.read[before]) >= place) {
                int early = before;
                findings.add(
                        AnomalyKind.FUTURE_READ,
                        () -> words.anomaly(
                                AnomalyKind.FUTURE_READ,
                                transactions.stepKeys[step],
                                words.who(t) + " " + words.didRead(t, early) + ", and only then appended "
                                        + Values.show(transactions.value(t, step)),
                                t));
                return;
            }
        }
    }
}
