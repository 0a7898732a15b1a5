package io.partita.checker.internal.monitor;

import io.partita.checker.internal.parts.Part;
import java.util.Arrays;

/**
 * The gaps between the events of a part, numbered in their order: the moments at which operations may take effect. Any
 * number of operations may take effect in one gap, in any order.
 */
final class Gaps {

    private final int[] first;
    private final int[] last;
    private final int count;

    Gaps(Part part) {
        long[] returns = new long[part.size()];
        int n = 0;
        for (int i = 0; i < part.size(); i++) {
            if (!part.crashed(i)) {
                returns[n++] = (long) part.returns()[i] << 32 | i;
            }
        }
        Arrays.sort(returns, 0, n);
        first = new int[part.size()];
        last = new int[part.size()];
        count = part.size() + n;
        Arrays.fill(last, count - 1);
        int gap = -1;
        int next = 0;
        for (int i = 0; i < part.size(); i++) {
            while (next < n && returns[next] >> 32 < part.invocations()[i]) {
                last[(int) returns[next++]] = gap++;
            }
            first[i] = ++gap;
        }
        while (next < n) {
            last[(int) returns[next++]] = gap++;
        }
    }

    int count() {
        return count;
    }

    /** The gap right after the invocation of {@code operation}. */
    int first(int operation) {
        return first[operation];
    }

    /** The gap right before the return of {@code operation}; of a crashed one the very last. */
    int last(int operation) {
        return last[operation];
    }
}
