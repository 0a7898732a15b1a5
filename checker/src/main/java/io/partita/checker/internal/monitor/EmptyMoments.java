package io.partita.checker.internal.monitor;

import java.util.Arrays;

/**
 * Looks for the moments at which a queue was empty, when it was found empty and dequeues of unknown outcome may have
 * helped. A value that nobody is known to have dequeued needs one of those, invoked before a deadline: the first moment
 * chosen after it was surely inside, or the first return of a dequeue of a value enqueued entirely after it. Every
 * deadline can be met if up to each gap no more deadlines than such dequeues have come.
 *
 * <p>What holds from one chosen moment to the next depends on no earlier one. So moments are tried from left to right,
 * each with how far the next may be away: the deadlines must be met in between, and no answer "empty" may begin and end
 * there.
 */
final class EmptyMoments {

    private final Stays stays;
    private final Gaps gaps;
    private final Emptiness emptiness;
    /** By gap: the values, chained, that nobody is known to have dequeued and that are surely inside from there on. */
    private final int[] firstLost;

    private final int[] nextLost;
    /** By value: the last gap in which a dequeue of unknown outcome may be invoked that takes it. */
    private final int[] deadlines;

    /**
     * @param overtakers by value: of the dequeues of values enqueued entirely after it the first to return, or -1
     */
    EmptyMoments(Stays stays, Gaps gaps, int[] overtakers) {
        this.stays = stays;
        this.gaps = gaps;
        this.emptiness = new Emptiness(stays, gaps);
        this.firstLost = new int[gaps.count() + 1];
        this.nextLost = new int[stays.values()];
        this.deadlines = new int[stays.values()];
        Arrays.fill(firstLost, -1);
        for (int value = 0; value < stays.values(); value++) {
            if (!stays.taken(value)) {
                int from = stays.insideFrom(value, gaps);
                nextLost[value] = firstLost[from];
                firstLost[from] = value;
                deadlines[value] = overtakers[value] < 0 ? gaps.count() : gaps.last(overtakers[value]);
            }
        }
    }

    /** Whether moments can be chosen so that all empty answers are explained and all deadlines met. */
    boolean exist() {
        int end = gaps.count();
        int[] mustCome = nextMoments();
        Counts spare = new Counts(spareDequeues());
        int reach = Math.min(mustCome[0], shortage(spare, 0));
        for (int gap = 0; gap < end && reach < end; gap++) {
            for (int value = firstLost[gap]; value >= 0; value = nextLost[value]) {
                spare.lower(gap, deadlines[value] - 1);
            }
            if (gap <= reach && emptiness.possible(gap)) {
                reach = Math.max(reach, Math.min(mustCome[gap + 1], shortage(spare, gap)));
            }
        }
        return reach == end;
    }

    /** By gap: how many dequeues of unknown outcome had been invoked more than deadlines had come, without any moments. */
    private int[] spareDequeues() {
        int[] spare = new int[gaps.count() + 1];
        for (int take : stays.unknownTakes()) {
            spare[gaps.first(take)]++;
        }
        for (int value = 0; value < stays.values(); value++) {
            if (!stays.taken(value)) {
                spare[deadlines[value]]--;
            }
        }
        Arrays.parallelPrefix(spare, Integer::sum);
        return Arrays.copyOf(spare, gaps.count());
    }

    private int shortage(Counts spare, int from) {
        int place = spare.firstAtMost(-1, from);
        return place == Counts.NONE ? gaps.count() : place;
    }

    /** By gap: when the next moment must come at the latest, because of the empty answers invoked from there on. */
    private int[] nextMoments() {
        int[] latest = new int[gaps.count() + 1];
        Arrays.fill(latest, gaps.count());
        for (int answer : stays.emptyAnswers()) {
            latest[gaps.first(answer)] = gaps.last(answer);
        }
        for (int gap = gaps.count() - 1; gap >= 0; gap--) {
            latest[gap] = Math.min(latest[gap], latest[gap + 1]);
        }
        return latest;
    }
}
