package io.partita.checker.internal.search;

import io.partita.checker.internal.parts.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Crashed operations that are the same operation are interchangeable: a configuration says how many of each class it
 * used, not which. The counts are packed into longs, each in just as many bits as its class can need and a spare one, so
 * that all the counts of a long are compared at once.
 */
final class CrashClasses {

    private final int[] classOf;
    private final int[] kindOfClass;
    private final int[] words;
    private final int[] shifts;
    private final long[] masks;
    private final int wordCount;
    /** The spare bits. */
    private final long[] guards;

    CrashClasses(Part part, Kinds kinds) {
        Map<Integer, Integer> numbers = new HashMap<>();
        List<Integer> kindList = new ArrayList<>();
        int[] totals = new int[part.size()];
        classOf = new int[part.size()];
        Arrays.fill(classOf, Timeline.NONE);
        for (int i = 0; i < part.size(); i++) {
            if (part.crashed(i)) {
                Integer number = numbers.putIfAbsent(kinds.of(i), kindList.size());
                if (number == null) {
                    number = kindList.size();
                    kindList.add(kinds.of(i));
                }
                classOf[i] = number;
                totals[number]++;
            }
        }
        kindOfClass = kindList.stream().mapToInt(Integer::intValue).toArray();
        words = new int[kindOfClass.length];
        shifts = new int[kindOfClass.length];
        masks = new long[kindOfClass.length];
        int word = 0;
        int used = 0;
        for (int c = 0; c < kindOfClass.length; c++) {
            int bits = Integer.SIZE - Integer.numberOfLeadingZeros(totals[c]);
            if (used + bits + 1 > Long.SIZE) {
                word++;
                used = 0;
            }
            words[c] = word;
            shifts[c] = used;
            masks[c] = (1L << bits) - 1;
            used += bits + 1;
        }
        wordCount = kindOfClass.length == 0 ? 0 : word + 1;
        guards = new long[wordCount];
        for (int c = 0; c < kindOfClass.length; c++) {
            guards[words[c]] |= masks[c] + 1 << shifts[c];
        }
    }

    int[] classOf() {
        return classOf;
    }

    int count() {
        return kindOfClass.length;
    }

    /** Longs that all the counts take. */
    int words() {
        return wordCount;
    }

    int kind(int crashClass) {
        return kindOfClass[crashClass];
    }

    /** The count of {@code crashClass} among those packed at {@code offset}. */
    int used(long[] packed, int offset, int crashClass) {
        return (int) (packed[offset + words[crashClass]] >>> shifts[crashClass] & masks[crashClass]);
    }

    void useOne(long[] packed, int offset, int crashClass) {
        packed[offset + words[crashClass]] += 1L << shifts[crashClass];
    }

    /** Whether no count at {@code a} is above its counterpart at {@code b}. */
    boolean noneAbove(long[] a, int offsetA, long[] b, int offsetB) {
        for (int i = 0; i < wordCount; i++) {
            // Where the count at b is less, the subtraction borrows the spare bit set before.
            long difference = (b[offsetB + i] | guards[i]) - a[offsetA + i];
            if ((difference & guards[i]) != guards[i]) {
                return false;
            }
        }
        return true;
    }
}
