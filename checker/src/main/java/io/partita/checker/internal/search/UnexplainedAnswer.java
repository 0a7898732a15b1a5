package io.partita.checker.internal.search;

import io.partita.checker.internal.parts.Part;
import java.util.Arrays;

/**
 * Looks for an answer that no order explains, whatever the other operations do, in one pass over the events.
 *
 * <p>Let an operation o need state v, as a read of v does. The last change before it in a legal order, p, left v; so p
 * was invoked before o returned. And no operation w that shows or leaves another state can lie wholly between them: if
 * p returned before w was invoked and w returned before o was invoked, then p was not the last change before o. An o
 * without such a p (the initial state counts as one, made before the beginning) can't be explained: it read a value
 * that nobody can have written yet, or one that must have been overwritten. The argument uses nothing that happened
 * after the return of o, so the history up to there is not linearizable either.
 *
 * <p>Of the possible p the one that returned last is the best, and of the w that returned before o was invoked the one
 * that was invoked last is the worst. As w must not be about v, the worst and the worst of another state are kept.
 *
 * <p>These are the stale reads of Gibbons and Korach (Testing shared memories, SIAM J. Comput. 26, 1997), seen from one
 * read: with repeated values the test finds most violations, but not all.
 */
final class UnexplainedAnswer {

    private static final int NEVER_LEFT = Integer.MIN_VALUE;
    private static final int BEFORE_ALL = -2;

    private final Part part;
    private final Timeline timeline;
    private final Effects effects;
    private final Kinds kinds;
    /** By state: the latest return among the operations invoked so far that leave it. */
    private final int[] latestReturn;
    /** By operation: the latest invocation of one that shows another state than it needs and had returned before. */
    private final int[] latestOther;

    /** The latest return among the operations invoked so far that may leave any state. */
    private int latestReturnOfAny = NEVER_LEFT;

    private int worst = BEFORE_ALL;
    private int worstState = States.ILLEGAL;
    private int worstOfAnotherState = BEFORE_ALL;

    UnexplainedAnswer(Part part, Timeline timeline, States<?> states, Kinds kinds, Effects effects) {
        this.part = part;
        this.timeline = timeline;
        this.effects = effects;
        this.kinds = kinds;
        latestReturn = new int[states.count()];
        Arrays.fill(latestReturn, NEVER_LEFT);
        latestReturn[states.initial()] = -1;
        latestOther = new int[part.size()];
    }

    /** The number of the first return of an operation with such an answer, or {@link Timeline#NONE}. */
    int firstReturn() {
        for (int n = 0; n < timeline.returns(); n++) {
            for (int place = timeline.firstPlace(n); place < timeline.returnPlace(n); place++) {
                invoked(timeline.operationAt(place));
            }
            int op = timeline.returning(n);
            if (isUnexplained(op)) {
                return n;
            }
            returned(op);
        }
        return Timeline.NONE;
    }

    private void invoked(int op) {
        int needed = effects.needs(kinds.of(op));
        int left = effects.leaves(kinds.of(op));
        if (left >= 0 && left != needed) {
            latestReturn[left] = Math.max(latestReturn[left], part.returns()[op]);
        }
        if (effects.mayLeaveAny(kinds.of(op))) {
            latestReturnOfAny = Math.max(latestReturnOfAny, part.returns()[op]);
        }
        latestOther[op] = needed == worstState ? worstOfAnotherState : worst;
    }

    private boolean isUnexplained(int op) {
        int needed = effects.needs(kinds.of(op));
        return needed == Effects.IMPOSSIBLE
                || needed >= 0 && Math.max(latestReturn[needed], latestReturnOfAny) <= latestOther[op];
    }

    private void returned(int op) {
        int shown = effects.leaves(kinds.of(op));
        int invocation = part.invocations()[op];
        if (shown < 0) {
            return;
        }
        if (shown == worstState) {
            worst = Math.max(worst, invocation);
        } else if (invocation > worst) {
            worstOfAnotherState = worst;
            worst = invocation;
            worstState = shown;
        } else {
            worstOfAnotherState = Math.max(worstOfAnotherState, invocation);
        }
    }
}
