package io.partita.checker.internal.monitor;

import io.partita.checker.internal.parts.Part;
import java.util.Arrays;

/**
 * Groups of operations that stand together in every legal order. Let f be the first return and s the last invocation in
 * a block: A must stand before B if f(A) &lt; s(B). The blocks can be put in order if and only if no two must each stand
 * before the other: a longer circle contains such a pair, namely the member with the least f and its predecessor.
 *
 * <p>The zones are those of Gibbons and Korach (Testing shared memories, SIAM J. Comput. 26, 1997). Not thread-safe.
 */
final class Blocks {

    private static final int NOBODY = -1;

    private final long[] firstReturns;
    private final long[] lastInvocations;
    /** By block: the return of the operation that was invoked last. */
    private final int[] lastReturns;

    private int size;
    private int conflict = Part.NEVER;

    /** @param most how many blocks there can be */
    Blocks(int most) {
        firstReturns = new long[most];
        lastInvocations = new long[most];
        lastReturns = new int[most];
    }

    /**
     * Adds a block; -1 for a return before the history, {@link Part#NEVER} for what never comes.
     *
     * @param lastReturn when the operation returned that was invoked last
     */
    void add(int firstReturn, int lastInvocation, int lastReturn) {
        firstReturns[size] = firstReturn;
        lastInvocations[size] = lastInvocation;
        lastReturns[size++] = lastReturn;
    }

    /**
     * After two blocks were found that must each stand before the other: the event at which the last of the operations
     * returned that show it, or {@link Part#NEVER}.
     */
    int conflict() {
        return conflict;
    }

    /** Whether the blocks can be put in an order that real time allows. */
    boolean canBeOrdered() {
        // Sorted by first return; the low half of each long is the block.
        long[] order = new long[size];
        for (int b = 0; b < size; b++) {
            order[b] = firstReturns[b] << 32 | b;
        }
        Arrays.sort(order);
        // Of every prefix of that order, the two blocks with the latest last invocation.
        int[] latest = new int[size];
        int[] second = new int[size];
        int top = NOBODY;
        int next = NOBODY;
        for (int i = 0; i < size; i++) {
            int block = (int) order[i];
            if (top == NOBODY || lastInvocations[block] > lastInvocations[top]) {
                next = top;
                top = block;
            } else if (next == NOBODY || lastInvocations[block] > lastInvocations[next]) {
                next = block;
            }
            latest[i] = top;
            second[i] = next;
        }
        for (int a = 0; a < size; a++) {
            int prefix = countBelow(order, lastInvocations[a]);
            if (prefix > 0) {
                int b = latest[prefix - 1] == a ? second[prefix - 1] : latest[prefix - 1];
                if (b != NOBODY && lastInvocations[b] > firstReturns[a]) {
                    conflict = (int) Math.max(
                            Math.max(firstReturns[a], firstReturns[b]), Math.max(lastReturns[a], lastReturns[b]));
                    return false;
                }
            }
        }
        return true;
    }

    /** How many blocks have a first return below {@code moment}. */
    private int countBelow(long[] order, long moment) {
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (firstReturns[(int) order[middle]] < moment) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
