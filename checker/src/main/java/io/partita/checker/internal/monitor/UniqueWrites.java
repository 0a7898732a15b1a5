package io.partita.checker.internal.monitor;

import io.partita.checker.internal.models.Register;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.Arrays;
import java.util.Optional;

/**
 * Decides registers in which no value is written twice, in O(n log n) and without searching.
 *
 * <p>When values are unique, every read names its write. A write, its reads, the compare-and-set that replaces its
 * value, the reads of the new value and so on form a block that stands together in every legal order, in that order.
 * Within a block the operations, group by group, must fit real time: none may return before one of an earlier group was
 * invoked. Between blocks let f be the first return and s the last invocation in a block: A must stand before B if
 * f(A) &lt; s(B). The history is linearizable if and only if no two blocks must each stand before the other: a longer
 * cycle contains such a pair, namely the member with the least f and its predecessor.
 *
 * <p>The zones are those of Gibbons and Korach (Testing shared memories, SIAM J. Comput. 26, 1997). Crashed operations
 * cost nothing: those that nobody observed were left out before, the others have no return. A refused compare-and-set
 * that counts as an observation is beyond this method, see {@link #of}.
 */
public final class UniqueWrites implements Monitor {

    private static final int NOBODY = -1;

    /** The number of the initial value, which nobody writes. */
    private static final int INITIAL = 0;

    private final Register register;
    private final Part part;
    private final ValueNumbers values;

    /** By value: the operation that writes it. */
    private final int[] writers;

    /** By value: the value that a compare-and-set replaced it with. */
    private final int[] replacedWith;

    private final int[] firstReadReturn;
    private final int[] lastReadInvocation;
    private final long[] firstReturns;
    private final long[] lastInvocations;
    private int blocks;

    private UniqueWrites(Register register, Part part) {
        this.register = register;
        this.part = part;
        int places = part.size() + 1;
        values = new ValueNumbers(places);
        writers = new int[places];
        replacedWith = new int[places];
        firstReadReturn = new int[places];
        lastReadInvocation = new int[places];
        Arrays.fill(replacedWith, NOBODY);
        Arrays.fill(firstReadReturn, Part.NEVER);
        Arrays.fill(lastReadInvocation, -1);
        firstReturns = new long[places];
        lastInvocations = new long[places];
    }

    /** The method for {@code part}, if it may be used: a register, all written values different, no observed refusal. */
    public static Optional<UniqueWrites> of(Model<?> model, Part part) {
        if (!(model instanceof Register register)) {
            return Optional.empty();
        }
        UniqueWrites method = new UniqueWrites(register, part);
        return method.indexWriters() ? Optional.of(method) : Optional.empty();
    }

    private boolean indexWriters() {
        values.add(register.initial().value());
        for (int i = 0; i < part.size(); i++) {
            Operation op = part.operations().get(i);
            if (op.outcome() == Outcome.REFUSED) {
                return false;
            }
            if (!op.f().equals("read")) {
                writers[values.size()] = i;
                if (!values.add(written(op))) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public boolean linearizable() {
        return attachObservers() && layBlocks() && noTwoBlocksPrecedeEachOther();
    }

    /** Gives every read and compare-and-set to the value that it saw. */
    private boolean attachObservers() {
        int newest = INITIAL;
        for (int i = 0; i < part.size(); i++) {
            Operation op = part.operations().get(i);
            boolean reads = op.f().equals("read");
            newest += reads ? 0 : 1;
            if (op.f().equals("write") || register.tellsNothing(op)) {
                continue;
            }
            int seen = values.find(reads ? op.output() : Register.expected(op));
            if (seen == ValueNumbers.UNKNOWN) {
                return false;
            }
            if (reads) {
                firstReadReturn[seen] = Math.min(firstReadReturn[seen], part.returns()[i]);
                lastReadInvocation[seen] = Math.max(lastReadInvocation[seen], part.invocations()[i]);
            } else if (replacedWith[seen] != NOBODY) {
                return false;
            } else {
                replacedWith[seen] = newest;
            }
        }
        return true;
    }

    private boolean layBlocks() {
        int placed = layBlock(INITIAL);
        for (int value = INITIAL + 1; value < values.size() && placed >= 0; value++) {
            if (part.operations().get(writers[value]).f().equals("write")) {
                int more = layBlock(value);
                placed = more < 0 ? more : placed + more;
            }
        }
        // Values in no block were written by compare-and-sets that follow each other in a circle.
        return placed == values.size();
    }

    /** Lays the block that begins with {@code head}; answers how many values are in it, or -1 if it can't be. */
    private int layBlock(int head) {
        int lastInvocation = -1;
        int firstReturn = Part.NEVER;
        int placed = 0;
        for (int value = head; value != NOBODY; value = replacedWith[value]) {
            int returned = value == INITIAL ? -1 : part.returns()[writers[value]];
            if (value != INITIAL) {
                if (returned < lastInvocation) {
                    return -1;
                }
                lastInvocation = Math.max(lastInvocation, part.invocations()[writers[value]]);
            }
            if (firstReadReturn[value] < lastInvocation) {
                return -1;
            }
            lastInvocation = Math.max(lastInvocation, lastReadInvocation[value]);
            firstReturn = Math.min(firstReturn, Math.min(returned, firstReadReturn[value]));
            placed++;
        }
        firstReturns[blocks] = firstReturn;
        lastInvocations[blocks++] = lastInvocation;
        return placed;
    }

    private boolean noTwoBlocksPrecedeEachOther() {
        // Sorted by first return; the low half of each long is the block.
        long[] order = new long[blocks];
        for (int b = 0; b < blocks; b++) {
            order[b] = firstReturns[b] << 32 | b;
        }
        Arrays.sort(order);
        // Of every prefix of that order, the two blocks with the latest last invocation.
        int[] latest = new int[blocks];
        int[] second = new int[blocks];
        int top = NOBODY;
        int next = NOBODY;
        for (int i = 0; i < blocks; i++) {
            int block = (int) order[i];
            if (top == NOBODY || lastInvocations[block] > lastInvocations[top]) {
                next = top;
                top = block;
            } else if (next == NOBODY || lastInvocations[block] > lastInvocations[next]) {
                next = block;
            }
            latest[i] = top;
            second[i] = next;
        }
        for (int a = 0; a < blocks; a++) {
            int prefix = countBelow(order, lastInvocations[a]);
            if (prefix > 0) {
                int b = latest[prefix - 1] == a ? second[prefix - 1] : latest[prefix - 1];
                if (b != NOBODY && lastInvocations[b] > firstReturns[a]) {
                    return false;
                }
            }
        }
        return true;
    }

    /** How many blocks have a first return below {@code moment}. */
    private int countBelow(long[] order, long moment) {
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (firstReturns[(int) order[middle]] < moment) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static Object written(Operation op) {
        return op.f().equals("cas") ? Register.replacement(op) : op.input();
    }
}
