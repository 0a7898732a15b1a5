package io.partita.checker.internal.monitor;

/**
 * A row of counts of which whole stretches are lowered by one, and which tells where a count is low. A segment tree with
 * the least count of every stretch; each step takes time logarithmic in the number of places.
 */
final class Counts {

    static final int NONE = -1;

    private static final int NEVER_LOW = Integer.MAX_VALUE / 2;

    private final int leaves;
    /** The least count of each stretch, before what is still to be added to the stretches above it. */
    private final int[] least;

    private final int[] toAdd;

    Counts(int[] counts) {
        leaves = Math.max(1, Integer.highestOneBit(Math.max(1, counts.length - 1)) << 1);
        least = new int[2 * leaves];
        toAdd = new int[2 * leaves];
        for (int i = 0; i < leaves; i++) {
            least[leaves + i] = i < counts.length ? counts[i] : NEVER_LOW;
        }
        for (int node = leaves - 1; node > 0; node--) {
            renew(node);
        }
    }

    /** Lowers the counts from {@code from} to {@code to} by one. */
    void lower(int from, int to) {
        lower(1, 0, leaves - 1, from, to);
    }

    private void lower(int node, int low, int high, int from, int to) {
        if (to < low || high < from) {
            return;
        }
        if (from <= low && high <= to) {
            least[node]--;
            toAdd[node]--;
            return;
        }
        int middle = low + high >>> 1;
        lower(2 * node, low, middle, from, to);
        lower(2 * node + 1, middle + 1, high, from, to);
        renew(node);
    }

    /** The first place at or after {@code from} whose count is at most {@code bound}, or {@link #NONE}. */
    int firstAtMost(int bound, int from) {
        return firstAtMost(1, 0, leaves - 1, bound, from);
    }

    private int firstAtMost(int node, int low, int high, int bound, int from) {
        if (high < from || least[node] > bound) {
            return NONE;
        }
        if (low == high) {
            return low;
        }
        int middle = low + high >>> 1;
        int found = firstAtMost(2 * node, low, middle, bound - toAdd[node], from);
        return found != NONE ? found : firstAtMost(2 * node + 1, middle + 1, high, bound - toAdd[node], from);
    }

    /** Never names {@code place} again. */
    void forget(int place) {
        int node = leaves + place;
        least[node] = NEVER_LOW;
        for (node /= 2; node > 0; node /= 2) {
            renew(node);
        }
    }

    private void renew(int node) {
        least[node] = Math.min(least[2 * node], least[2 * node + 1]) + toAdd[node];
    }
}
