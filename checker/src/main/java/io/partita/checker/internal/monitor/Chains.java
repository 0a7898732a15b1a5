package io.partita.checker.internal.monitor;

import io.partita.checker.internal.parts.Part;
import java.util.Arrays;

/**
 * Values that were each written once, and who saw them. What replaced a value by one that depends on it, as
 * compare-and-set and append do, happened right after what belongs to that value: a write, its reads, what replaced its
 * value, the reads of the new value and so on stand together in every legal order, in that order, as one of the
 * {@link Blocks}. Within a block the operations, group by group, must fit real time: none may return before one of an
 * earlier group was invoked.
 *
 * <p>Values have numbers; 0 is the initial one, written before the history. Crashed writers have no return and cost
 * nothing. Not thread-safe.
 */
final class Chains {

    static final int NONE = -1;
    static final int INITIAL = 0;

    private final Part part;
    /** By value: the operation that wrote it, the value that replaced it, and the bounds of its reads. */
    private final int[] writers;

    private final int[] replacedWith;
    private final int[] firstReadReturn;
    private final int[] lastRead;
    private final Blocks blocks;
    private int conflict = Part.NEVER;

    /** @param values how many values there can be, with the initial one */
    Chains(Part part, int values) {
        this.part = part;
        writers = new int[values];
        replacedWith = new int[values];
        firstReadReturn = new int[values];
        lastRead = new int[values];
        Arrays.fill(replacedWith, NONE);
        Arrays.fill(firstReadReturn, Part.NEVER);
        Arrays.fill(lastRead, NONE);
        blocks = new Blocks(values);
    }

    /** Notes that the operation {@code writer} wrote {@code value}. */
    void write(int value, int writer) {
        writers[value] = writer;
    }

    /** Who wrote {@code value}, which is not the initial one. */
    int writer(int value) {
        return writers[value];
    }

    /** Notes that the operation {@code read} saw {@code value}. */
    void read(int value, int read) {
        firstReadReturn[value] = Math.min(firstReadReturn[value], part.returns()[read]);
        if (lastRead[value] == NONE || part.invocations()[read] > part.invocations()[lastRead[value]]) {
            lastRead[value] = read;
        }
    }

    /** Notes that {@code next} replaced {@code value}; false if another value did. */
    boolean replace(int value, int next) {
        if (replacedWith[value] != NONE) {
            return false;
        }
        replacedWith[value] = next;
        return true;
    }

    /** Lays the block that begins with {@code head}; answers how many values are in it, or -1 if it can't be. */
    int lay(int head) {
        int last = NONE;
        int firstReturn = Part.NEVER;
        int placed = 0;
        for (int value = head; value != NONE; value = replacedWith[value]) {
            if (value == INITIAL) {
                firstReturn = -1;
            } else {
                int returned = part.returns()[writers[value]];
                if (returned < invocation(last)) {
                    return conflict(returned, last);
                }
                firstReturn = Math.min(firstReturn, returned);
                last = later(last, writers[value]);
            }
            if (firstReadReturn[value] < invocation(last)) {
                return conflict(firstReadReturn[value], last);
            }
            firstReturn = Math.min(firstReturn, firstReadReturn[value]);
            last = later(last, lastRead[value]);
            placed++;
        }
        blocks.add(firstReturn, invocation(last), last == NONE ? -1 : part.returns()[last]);
        return placed;
    }

    private int invocation(int operation) {
        return operation == NONE ? -1 : part.invocations()[operation];
    }

    /** The one of two operations that was invoked later. */
    private int later(int a, int b) {
        return invocation(b) > invocation(a) ? b : a;
    }

    private int conflict(int returned, int operation) {
        conflict = Math.max(returned, part.returns()[operation]);
        return -1;
    }

    /** After a no: the event at which the operations had returned that show it, or {@link Part#NEVER}. */
    int conflict() {
        return Math.min(conflict, blocks.conflict());
    }

    /** Whether the blocks laid can be put in an order that real time allows. */
    boolean canBeOrdered() {
        return blocks.canBeOrdered();
    }
}
