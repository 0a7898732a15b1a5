package io.partita.checker.internal.monitor;

import io.partita.checker.internal.models.GrowOnlySet;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Model;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides sets that only grow and are read as a whole, without searching: in time linear in what the reads show, and
 * O(n log n) in their number.
 *
 * <p>What the reads saw must form a chain: of two reads, the one that saw less saw nothing that the other lacks. That
 * gives every operation a level: the reads that saw the first set, the adds of what the second set has more, the reads
 * that saw the second set, and so on. Operations of one level commute, so the history is linearizable if and only if no
 * operation returned before one of an earlier level was invoked. When an element was added several times, the add that
 * was invoked first makes the change; the others only must not come before the last read that lacked the element.
 */
final class ReadChain implements Monitor {

    private static final int NONE = -1;

    private final Part part;
    private final ValueNumbers elements;
    private int conflict = Part.NEVER;

    private ReadChain(Part part) {
        this.part = part;
        this.elements = new ValueNumbers(part.size());
    }

    /** The method for {@code part}, if it is about a set that only grows. */
    static Optional<ReadChain> of(Model<?> model, Part part) {
        return model instanceof GrowOnlySet ? Optional.of(new ReadChain(part)) : Optional.empty();
    }

    @Override
    public boolean linearizable() {
        for (int i = 0; i < part.size(); i++) {
            if (!isRead(i)) {
                elements.add(part.operations().get(i).input());
            }
        }
        int[] reads = readsBySize();
        // By element: the number of the first set in the chain that has it.
        int[] firstSet = new int[elements.size()];
        Arrays.fill(firstSet, Integer.MAX_VALUE);
        int[] setOf = new int[part.size()];
        int sets = formChain(reads, firstSet, setOf);
        return sets >= 0 && fitsRealTime(firstSet, setOf, sets);
    }

    private boolean isRead(int i) {
        return part.operations().get(i).f().equals("read");
    }

    private List<?> seenBy(int read) {
        return (List<?>) part.operations().get(read).output();
    }

    private int[] readsBySize() {
        Integer[] reads = new Integer[part.size()];
        int n = 0;
        for (int i = 0; i < part.size(); i++) {
            if (isRead(i)) {
                reads[n++] = i;
            }
        }
        Integer[] sorted = Arrays.copyOf(reads, n);
        Arrays.sort(sorted, Comparator.comparingInt(read -> seenBy(read).size()));
        return Arrays.stream(sorted).mapToInt(Integer::intValue).toArray();
    }

    /** Numbers the different sets that were read, smallest first; answers how many, or -1 if they form no chain. */
    private int formChain(int[] reads, int[] firstSet, int[] setOf) {
        int[] seenLast = new int[elements.size()];
        int set = -1;
        int size = -1;
        for (int r = 0; r < reads.length; r++) {
            List<?> seen = seenBy(reads[r]);
            int before = Math.max(size, 0);
            boolean grows = seen.size() > size;
            set += grows ? 1 : 0;
            size = seen.size();
            int known = 0;
            for (Object element : seen) {
                int number = elements.find(element);
                if (number == ValueNumbers.UNKNOWN || seenLast[number] == r + 1) {
                    conflict = part.returns()[reads[r]];
                    return -1; // never added, or shown twice
                }
                seenLast[number] = r + 1;
                if (firstSet[number] <= set) {
                    known++;
                } else {
                    firstSet[number] = set;
                }
            }
            if (known != before) {
                conflict = Math.max(part.returns()[reads[r]], part.returns()[reads[r - 1]]);
                return -1; // it lacks what a smaller read saw, or differs from one as large
            }
            setOf[reads[r]] = set;
        }
        return set + 1;
    }

    private boolean fitsRealTime(int[] firstSet, int[] setOf, int sets) {
        // By level, adds of a set before its reads; the last one is that of adds that no read saw.
        int[] firstReturn = new int[2 * sets + 1];
        int[] last = new int[2 * sets + 1];
        Arrays.fill(firstReturn, Part.NEVER);
        Arrays.fill(last, NONE);
        boolean[] added = new boolean[elements.size()];
        for (int i = 0; i < part.size(); i++) {
            int level = 2 * setOf[i] + 1;
            boolean changes = true;
            if (!isRead(i)) {
                int element = elements.find(part.operations().get(i).input());
                level = 2 * Math.min(firstSet[element], sets);
                changes = !added[element];
                added[element] = true;
            }
            firstReturn[level] = Math.min(firstReturn[level], part.returns()[i]);
            if (changes) {
                last[level] = i; // operations are in the order of their invocations
            }
        }
        int latest = NONE;
        for (int level = 0; level < firstReturn.length; level++) {
            if (latest != NONE && firstReturn[level] < part.invocations()[latest]) {
                conflict = Math.max(firstReturn[level], part.returns()[latest]);
                return false;
            }
            latest = Math.max(latest, last[level]);
        }
        return true;
    }

    @Override
    public OptionalInt hint() {
        return Monitor.hintAt(conflict);
    }
}
