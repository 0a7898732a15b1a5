package io.partita.checker.internal.monitor;

import java.util.Arrays;

/** The least number noted at a place or behind it: Fenwick's tree, with minima for sums. */
final class LeastFrom {

    static final int NOTHING = Integer.MAX_VALUE;

    private final int[] least;

    LeastFrom(int places) {
        least = new int[places + 1];
        Arrays.fill(least, NOTHING);
    }

    void note(int place, int number) {
        for (int i = least.length - 1 - place; i < least.length; i += i & -i) {
            least[i] = Math.min(least[i], number);
        }
    }

    /** The least number noted at {@code place} or behind it, or {@link #NOTHING}. */
    int from(int place) {
        int found = NOTHING;
        for (int i = least.length - 1 - place; i > 0; i -= i & -i) {
            found = Math.min(found, least[i]);
        }
        return found;
    }
}
