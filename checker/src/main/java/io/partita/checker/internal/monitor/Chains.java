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
 * <p>Writers are numbered as in the part; its size stands for whoever wrote the initial value, before the history.
 * Crashed writers have no return and cost nothing. Not thread-safe.
 */
final class Chains {

    static final int NOBODY = -1;

    private final Part part;
    private final int[] replacedBy;
    private final int[] firstReadReturn;
    private final int[] lastReadInvocation;
    private final Blocks blocks;

    Chains(Part part) {
        this.part = part;
        int writers = part.size() + 1;
        replacedBy = new int[writers];
        firstReadReturn = new int[writers];
        lastReadInvocation = new int[writers];
        Arrays.fill(replacedBy, NOBODY);
        Arrays.fill(firstReadReturn, Part.NEVER);
        Arrays.fill(lastReadInvocation, -1);
        blocks = new Blocks(writers);
    }

    /** Notes that {@code read} saw what {@code writer} had written. */
    void read(int writer, int read) {
        firstReadReturn[writer] = Math.min(firstReadReturn[writer], part.returns()[read]);
        lastReadInvocation[writer] = Math.max(lastReadInvocation[writer], part.invocations()[read]);
    }

    /** Notes that {@code replacement} replaced what {@code writer} had written; false if something else did. */
    boolean replace(int writer, int replacement) {
        if (replacedBy[writer] != NOBODY) {
            return false;
        }
        replacedBy[writer] = replacement;
        return true;
    }

    /** Lays the block that begins with {@code head}; answers how many writers are in it, or -1 if it can't be. */
    int lay(int head) {
        int lastInvocation = -1;
        int firstReturn = Part.NEVER;
        int placed = 0;
        for (int writer = head; writer != NOBODY; writer = replacedBy[writer]) {
            boolean initial = writer == part.size();
            int returned = initial ? -1 : part.returns()[writer];
            if (!initial && returned < lastInvocation) {
                return -1;
            }
            lastInvocation = Math.max(lastInvocation, initial ? -1 : part.invocations()[writer]);
            if (firstReadReturn[writer] < lastInvocation) {
                return -1;
            }
            lastInvocation = Math.max(lastInvocation, lastReadInvocation[writer]);
            firstReturn = Math.min(firstReturn, Math.min(returned, firstReadReturn[writer]));
            placed++;
        }
        blocks.add(firstReturn, lastInvocation);
        return placed;
    }

    /** Whether the blocks laid can be put in an order that real time allows. */
    boolean canBeOrdered() {
        return blocks.canBeOrdered();
    }
}
