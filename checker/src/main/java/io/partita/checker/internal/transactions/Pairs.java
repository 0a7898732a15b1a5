package io.partita.checker.internal.transactions;

import java.util.Arrays;

/**
 * For every number below a bound the numbers paired with it, in the order in which the pairs were given: compressed
 * rows. Immutable.
 */
final class Pairs {

    private final int[] starts;
    private final int[] seconds;

    private Pairs(int[] starts, int[] seconds) {
        this.starts = starts;
        this.seconds = seconds;
    }

    /** The pairs (firsts[i], seconds[i]); every first is below {@code bound}. */
    static Pairs of(int bound, IntList firsts, IntList seconds) {
        int[] starts = new int[bound + 1];
        for (int i = 0; i < firsts.size(); i++) {
            starts[firsts.get(i) + 1]++;
        }
        for (int i = 0; i < bound; i++) {
            starts[i + 1] += starts[i];
        }
        int[] next = Arrays.copyOf(starts, bound);
        int[] sorted = new int[seconds.size()];
        for (int i = 0; i < firsts.size(); i++) {
            sorted[next[firsts.get(i)]++] = seconds.get(i);
        }
        return new Pairs(starts, sorted);
    }

    int count(int first) {
        return starts[first + 1] - starts[first];
    }

    /** The {@code i}-th number paired with {@code first}. */
    int get(int first, int i) {
        return seconds[starts[first] + i];
    }

    /** A copy of the numbers paired with {@code first}. */
    int[] row(int first) {
        return Arrays.copyOfRange(seconds, starts[first], starts[first + 1]);
    }
}
