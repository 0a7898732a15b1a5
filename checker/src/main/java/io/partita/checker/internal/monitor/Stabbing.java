package io.partita.checker.internal.monitor;

/**
 * Intervals to be asked which of them contain a point, each of which answers once. A tree with the greatest end of every
 * stretch of intervals in the order of their beginnings; each answer takes logarithmic time.
 */
final class Stabbing {

    static final int NONE = -1;

    private final int[] firsts;
    private final int leaves;
    private final int[] greatestLast;

    /**
     * @param firsts beginnings of the intervals, ascending
     * @param lasts their ends, which belong to them; {@link #NONE} for an interval that shall not answer
     */
    Stabbing(int[] firsts, int[] lasts) {
        this.firsts = firsts;
        leaves = Math.max(1, Integer.highestOneBit(Math.max(1, firsts.length - 1)) << 1);
        greatestLast = new int[2 * leaves];
        for (int i = 0; i < leaves; i++) {
            greatestLast[leaves + i] = i < lasts.length ? lasts[i] : NONE;
        }
        for (int node = leaves - 1; node > 0; node--) {
            greatestLast[node] = Math.max(greatestLast[2 * node], greatestLast[2 * node + 1]);
        }
    }

    /** Some interval that contains {@code point} and did not answer before, or {@link #NONE}. */
    int next(int point) {
        int node = 1;
        if (greatestLast[node] < point) {
            return NONE;
        }
        // Of all that end late enough, the one that begins first.
        while (node < leaves) {
            node = greatestLast[2 * node] >= point ? 2 * node : 2 * node + 1;
        }
        int interval = node - leaves;
        if (firsts[interval] > point) {
            return NONE;
        }
        greatestLast[node] = NONE;
        for (node /= 2; node > 0; node /= 2) {
            greatestLast[node] = Math.max(greatestLast[2 * node], greatestLast[2 * node + 1]);
        }
        return interval;
    }
}
