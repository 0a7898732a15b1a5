package io.partita.checker.internal.transactions;

import io.partita.checker.internal.Values;
import java.util.HashSet;
import java.util.List;

/**
 * What list-append transactions read. A list shows all appends that made it, in their order: so the longest read of a
 * key is the order of its versions, and every other read must be a prefix of it. Appends that nobody read come after
 * those, in an order unknown. Not thread-safe.
 */
final class ListReads {

    private final Transactions transactions;
    private final Findings findings;
    private final Words words;
    /** Of every key the versions in their order, as far as reads show it. */
    private final IntList[] orders;
    /** Of every key a step that read the whole order, and its transaction. */
    private final int[] longestStep;

    private final int[] longestReader;
    /** Of every version its place in the order, or {@link Transactions#NONE}. */
    private final IntList places = new IntList();
    /** Of every key whether its reads contradict each other, so that no order is known. */
    private final boolean[] contradictory;

    ListReads(Transactions transactions, Findings findings) {
        this.transactions = transactions;
        this.findings = findings;
        this.words = new Words(transactions);
        int keys = transactions.keys.size();
        this.orders = new IntList[keys];
        this.longestStep = new int[keys];
        this.longestReader = new int[keys];
        this.contradictory = new boolean[keys];
        for (int key = 0; key < keys; key++) {
            orders[key] = new IntList();
        }
    }

    /** Fills in what was read, reports what no model allows, and tells the order of the versions. */
    VersionOrder order() {
        for (int t = 0; t < transactions.count(); t++) {
            if (transactions.succeeded(t)) {
                for (int step = transactions.starts[t]; step < transactions.starts[t + 1]; step++) {
                    if (transactions.written[step] == Transactions.NONE) {
                        take(t, step);
                    }
                }
            }
        }
        place(transactions.versions() - 1, Transactions.NONE);
        new ReadFindings(transactions, findings, contradictory).report();
        new ListFindings(transactions, findings, this).report();
        return successors();
    }

    /** The order of {@code key}'s versions, the aborted among them. */
    IntList orderOf(int key) {
        return orders[key];
    }

    boolean isContradictory(int key) {
        return contradictory[key];
    }

    /** The place of {@code version} in the order of its key, or {@link Transactions#NONE}. */
    int placeOf(int version) {
        return version < places.size() ? places.get(version) : Transactions.NONE;
    }

    private void take(int t, int step) {
        int key = transactions.stepKeys[step];
        List<?> list = elements(t, step);
        IntList order = orders[key];
        if (!contradictory[key]) {
            int common = Math.min(list.size(), order.size());
            for (int i = 0; i < common && !contradictory[key]; i++) {
                if (!transactions.hasValue(order.get(i), list.get(i))) {
                    contradict(t, step, list, i);
                }
            }
            for (int i = order.size(); i < list.size() && !contradictory[key]; i++) {
                extend(t, step, list, i);
            }
        }
        if (contradictory[key]) {
            list.forEach(element -> version(t, step, element));
        }
        if (list.isEmpty()) {
            transactions.read[step] = key;
        } else if (contradictory[key]) {
            transactions.read[step] = transactions.versionOf(key, list.get(list.size() - 1));
        } else {
            transactions.read[step] = order.get(list.size() - 1);
        }
    }

    private void extend(int t, int step, List<?> list, int i) {
        int key = transactions.stepKeys[step];
        int version = version(t, step, list.get(i));
        if (placeOf(version) != Transactions.NONE) {
            contradict(t, step, list, i);
            return;
        }
        place(version, i);
        orders[key].add(version);
        longestStep[key] = step;
        longestReader[key] = t;
    }

    /** The version that appending {@code element} made; a value that nobody appended is reported once. */
    private int version(int t, int step, Object element) {
        int known = transactions.versions();
        int version = transactions.versionOf(transactions.stepKeys[step], element);
        transactions.observe(version);
        if (version >= known) {
            findings.add(
                    AnomalyKind.GARBAGE_READ,
                    () -> words.anomaly(
                            AnomalyKind.GARBAGE_READ,
                            transactions.stepKeys[step],
                            words.who(t) + " " + words.didRead(t, step) + ", but nobody ever appended "
                                    + Values.show(element),
                            t));
        }
        return version;
    }

    private void contradict(int t, int step, List<?> list, int i) {
        int key = transactions.stepKeys[step];
        contradictory[key] = true;
        if (new HashSet<>(list).size() < list.size()) {
            findings.add(
                    AnomalyKind.DUPLICATE_ELEMENTS,
                    () -> words.anomaly(
                            AnomalyKind.DUPLICATE_ELEMENTS,
                            key,
                            words.who(t) + " " + words.didRead(t, step) + ": " + Values.show(repeated(list))
                                    + " is in it twice, but was appended once",
                            t));
            return;
        }
        int reader = longestReader[key];
        int longest = longestStep[key];
        findings.add(
                AnomalyKind.INCOMPATIBLE_ORDER,
                () -> words.anomaly(
                        AnomalyKind.INCOMPATIBLE_ORDER,
                        key,
                        words.who(reader) + " " + words.didRead(reader, longest) + ", and " + words.who(t) + " "
                                + words.didRead(t, step) + ": they differ at position " + (i + 1)
                                + ", but of two states of one list the shorter begins the longer",
                        reader,
                        t));
    }

    private static Object repeated(List<?> list) {
        HashSet<Object> seen = new HashSet<>();
        return list.stream()
                .map(element -> (Object) element)
                .filter(element -> !seen.add(element))
                .findFirst()
                .orElseThrow();
    }

    private void place(int version, int place) {
        while (places.size() <= version) {
            places.add(Transactions.NONE);
        }
        if (place != Transactions.NONE) {
            places.set(version, place);
        }
    }

    /** The list that a successful transaction read; nothing at all is the empty list. */
    List<?> elements(int t, int step) {
        Object value = transactions.value(t, step);
        return value == null ? List.of() : (List<?>) value;
    }

    /** From committed version to committed version; a read of an aborted one counts for the last committed before it. */
    private VersionOrder successors() {
        IntList earlier = new IntList(transactions.versions());
        IntList later = new IntList(transactions.versions());
        int[] committed = new int[transactions.versions()];
        int[] last = new int[orders.length];
        for (int key = 0; key < orders.length; key++) {
            last[key] = key;
            committed[key] = key;
            for (int i = 0; i < orders[key].size(); i++) {
                int version = orders[key].get(i);
                if (transactions.isCommitted(version) && !contradictory[key]) {
                    earlier.add(last[key]);
                    later.add(version);
                    last[key] = version;
                }
                committed[version] = last[key];
            }
        }
        for (int version = transactions.keys.size(); version < transactions.versions(); version++) {
            int key = transactions.keyOf(version);
            if (contradictory[key]) {
                committed[version] = transactions.isCommitted(version) ? version : Transactions.NONE;
            } else if (placeOf(version) == Transactions.NONE && transactions.isCommitted(version)) {
                earlier.add(last[key]);
                later.add(version);
            }
        }
        int[] read = transactions.read;
        for (int step = 0; step < read.length; step++) {
            read[step] = read[step] == Transactions.NONE ? Transactions.NONE : committed[read[step]];
        }
        return new VersionOrder(Pairs.of(transactions.versions(), earlier, later), false);
    }
}
