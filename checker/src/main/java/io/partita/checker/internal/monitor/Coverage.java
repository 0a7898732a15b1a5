package io.partita.checker.internal.monitor;

/**
 * How many intervals cover each of a row of places, while intervals are taken away: tells which places have become free.
 * A segment tree with the least count of every stretch; each step takes time logarithmic in the number of places.
 */
final class Coverage {

    /** More than any number of intervals: a place that has been told. */
    private static final int TOLD = Integer.MAX_VALUE / 2;

    private final int leaves;
    /** Least count of each stretch, without what is to be added to the stretches above it. */
    private final int[] least;

    private final int[] toAdd;

    /** @param counts by place, how many intervals cover it */
    Coverage(int[] counts) {
        leaves = Math.max(1, Integer.highestOneBit(Math.max(1, counts.length - 1)) << 1);
        least = new int[2 * leaves];
        toAdd = new int[2 * leaves];
        for (int i = 0; i < leaves; i++) {
            least[leaves + i] = i < counts.length ? counts[i] : TOLD;
        }
        for (int node = leaves - 1; node > 0; node--) {
            least[node] = Math.min(least[2 * node], least[2 * node + 1]);
        }
    }

    /** Takes away an interval that covers the places from {@code from} to {@code to}. */
    void takeAway(int from, int to) {
        takeAway(1, 0, leaves - 1, from, to);
    }

    private void takeAway(int node, int low, int high, int from, int to) {
        if (to < low || high < from) {
            return;
        }
        if (from <= low && high <= to) {
            least[node]--;
            toAdd[node]--;
            return;
        }
        int middle = low + high >>> 1;
        takeAway(2 * node, low, middle, from, to);
        takeAway(2 * node + 1, middle + 1, high, from, to);
        least[node] = Math.min(least[2 * node], least[2 * node + 1]) + toAdd[node];
    }

    /** A place that nothing covers and that was not told before, or -1. */
    int nextFree() {
        if (least[1] != 0) {
            return -1;
        }
        int node = 1;
        int wanted = 0;
        while (node < leaves) {
            wanted -= toAdd[node];
            node = least[2 * node] == wanted ? 2 * node : 2 * node + 1;
        }
        least[node] = TOLD;
        int place = node - leaves;
        for (node /= 2; node > 0; node /= 2) {
            least[node] = Math.min(least[2 * node], least[2 * node + 1]) + toAdd[node];
        }
        return place;
    }
}
