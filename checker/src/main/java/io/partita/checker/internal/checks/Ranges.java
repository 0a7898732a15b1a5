package io.partita.checker.internal.checks;

import io.partita.checker.internal.Values;
import java.util.Arrays;
import java.util.BitSet;

/** Many values in little room: {@code 1..5 9}. */
final class Ranges {

    /** So many ranges are written out. */
    private static final int SHOWN = 20;

    private Ranges() {}

    /**
     * The values whose numbers are in {@code ids}: whole numbers in ascending order, neighbours drawn together;
     * anything else in the order of its first appearance.
     */
    static String of(Elements elements, BitSet ids) {
        return elements.allWhole() ? numbers(elements, ids) : others(elements, ids);
    }

    private static String numbers(Elements elements, BitSet ids) {
        long[] sorted = ids.stream().mapToLong(id -> (Long) elements.value(id)).toArray();
        Arrays.sort(sorted);
        StringBuilder out = new StringBuilder();
        int ranges = 0;
        int i = 0;
        while (i < sorted.length && ranges < SHOWN) {
            int last = i;
            while (last + 1 < sorted.length && sorted[last + 1] == sorted[last] + 1) {
                last++;
            }
            out.append(i == 0 ? "" : " ").append(sorted[i]);
            if (last > i) {
                out.append("..").append(sorted[last]);
            }
            i = last + 1;
            ranges++;
        }
        return out + more(sorted.length - i);
    }

    private static String others(Elements elements, BitSet ids) {
        StringBuilder out = new StringBuilder();
        int shown = 0;
        for (int id = ids.nextSetBit(0); id >= 0 && shown < SHOWN; id = ids.nextSetBit(id + 1)) {
            out.append(shown++ == 0 ? "" : " ").append(Values.show(elements.value(id)));
        }
        return out + more(ids.cardinality() - shown);
    }

    private static String more(int left) {
        return left == 0 ? "" : " and " + left + " more";
    }
}
