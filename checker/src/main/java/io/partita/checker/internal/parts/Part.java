package io.partita.checker.internal.parts;

import io.partita.checker.model.Operation;
import java.util.List;

/**
 * The operations on one part of the object, in the order of their invocations. What can't influence the verdict (reads
 * without answer, refused operations, crashed ones that nobody could have noticed) is already left out.
 *
 * @param key what the part is, or null for the whole object
 * @param operations what was asked and answered
 * @param invocations index in the history of each operation's invocation; ascending
 * @param returns index in the history of each operation's completion, or {@link #NEVER} when its outcome is unknown
 * @param total number of operations before any was left out
 * @param unseen number of operations of unknown outcome left out because nobody could have noticed them
 */
public record Part(Object key, List<Operation> operations, int[] invocations, int[] returns, int total, int unseen) {

    public static final int NEVER = Integer.MAX_VALUE;

    public int size() {
        return invocations.length;
    }

    /**
     * Whether {@code operation} may have taken effect at any time after its invocation, or never. Mostly its answer is
     * not known either; in the beginning of a longer part ({@link Parts#before}) it may be.
     */
    public boolean crashed(int operation) {
        return returns[operation] == NEVER;
    }

    /** Whether {@code a} had returned before {@code b} was invoked. */
    public boolean precedes(int a, int b) {
        return returns[a] < invocations[b];
    }
}
