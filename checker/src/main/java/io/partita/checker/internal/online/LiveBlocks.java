package io.partita.checker.internal.online;

import java.util.Arrays;

/**
 * Groups of operations that stand together in every legal order, while they grow. Let f be the first return in a block
 * and s the last invocation: A must stand before B if f(A) &lt; s(B), and no two may each have to stand before the other.
 *
 * <p>A block begins with its first return, so blocks come in the order of f, and f never changes. Only s grows, and when
 * that of A does, A is in conflict with another block if among those with f &lt; s(A) one has an s beyond f(A): a range
 * in a tree of maxima, O(log n) a step. Not thread-safe.
 */
final class LiveBlocks {

    private static final int NOTHING = Integer.MIN_VALUE;

    private int[] firstReturns = new int[4];
    /** By node of a complete binary tree the latest of the last invocations below it; leaves in the second half. */
    private int[] latest = {NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING};

    private int size;

    /** Begins a block that returns first at {@code firstReturn}, later than all blocks before; answers its number. */
    int add(int firstReturn, int lastInvocation) {
        if (size == firstReturns.length) {
            grow();
        }
        firstReturns[size] = firstReturn;
        raise(size, lastInvocation);
        return size++;
    }

    /** Takes an operation invoked at {@code invocation} into {@code block}; false if no order of the blocks is left. */
    boolean extend(int block, int invocation) {
        if (invocation <= latest[firstReturns.length + block]) {
            return true;
        }
        raise(block, invocation);
        int before = countBelow(invocation);
        int other = Math.max(latestIn(0, Math.min(block, before)), latestIn(Math.min(block + 1, before), before));
        return other <= firstReturns[block];
    }

    private void raise(int block, int invocation) {
        for (int node = firstReturns.length + block; node > 0 && latest[node] < invocation; node >>= 1) {
            latest[node] = invocation;
        }
    }

    private int latestIn(int from, int to) {
        int most = NOTHING;
        int low = from + firstReturns.length;
        int high = to + firstReturns.length;
        while (low < high) {
            if ((low & 1) == 1) {
                most = Math.max(most, latest[low++]);
            }
            if ((high & 1) == 1) {
                most = Math.max(most, latest[--high]);
            }
            low >>= 1;
            high >>= 1;
        }
        return most;
    }

    /** How many blocks have a first return below {@code moment}. */
    private int countBelow(int moment) {
        int found = Arrays.binarySearch(firstReturns, 0, size, moment);
        return found < 0 ? -found - 1 : found;
    }

    private void grow() {
        int[] old = Arrays.copyOfRange(latest, firstReturns.length, latest.length);
        firstReturns = Arrays.copyOf(firstReturns, 2 * size);
        latest = new int[2 * firstReturns.length];
        Arrays.fill(latest, NOTHING);
        for (int block = 0; block < size; block++) {
            raise(block, old[block]);
        }
    }
}
