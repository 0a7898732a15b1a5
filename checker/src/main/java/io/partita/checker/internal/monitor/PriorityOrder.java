package io.partita.checker.internal.monitor;

import io.partita.checker.internal.models.PriorityQueue;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Model;
import java.util.Arrays;
import java.util.Optional;

/**
 * Decides priority queues in which no value is inserted twice, in O(n log n) and without searching. For a delete-min of
 * unknown outcome see {@link Guess}.
 *
 * <p>The greatest value is in nobody's way. It was deleted at a moment when nothing else was inside; all other operations
 * can be placed before or after it. So the history is linearizable if and only if, for every value that was deleted, its
 * delete-min was open, and its insert invoked, in some gap between two events in which no smaller value is surely inside
 * (from the return of its insert to the invocation of its delete-min); and every delete-min that found the queue empty
 * was open in a gap in which no value at all is. A delete-min that may not have happened needs no such gap: where none
 * comes after its invocation, smaller values stay, and hide its value from all that follows.
 *
 * <p>Setting values aside from the greatest to the least is the idea of Bouajjani, Enea and Wang (Checking
 * linearizability of concurrent priority queues, CONCUR 2017); the bound is that of Gibbons, Bruno and Phillips
 * (Black-box correctness tests for basic parallel data structures, Theory of Computing Systems 35, 2002).
 */
final class PriorityOrder implements Monitor {

    private final Stays stays;
    private final Part part;

    private PriorityOrder(Stays stays) {
        this.stays = stays;
        this.part = stays.part();
    }

    /** The method for {@code part}, if it may be used: all inserted values different. */
    static Optional<Monitor> of(Model<?> model, Part part) {
        if (!(model instanceof PriorityQueue queue)) {
            return Optional.empty();
        }
        return Stays.of(part, queue.put())
                .flatMap(stays -> Guess.of(stays, PriorityOrder::new, PriorityOrder::deadlines));
    }

    /** A value must be gone before the first delete-min returns that was invoked after its insert and got a greater one. */
    private static int[] deadlines(Stays stays, Gaps gaps) {
        LeastFrom takes = new LeastFrom(gaps.count());
        int[] ascending = ascending(stays);
        int[] deadlines = new int[stays.values()];
        for (int i = ascending.length - 1; i >= 0; i--) {
            int value = ascending[i];
            if (stays.surelyTaken(value)) {
                takes.note(gaps.first(stays.take(value)), gaps.last(stays.take(value)));
            } else {
                deadlines[value] = takes.from(gaps.last(stays.put(value)));
            }
        }
        return deadlines;
    }

    @Override
    public boolean linearizable() {
        if (!stays.sound()) {
            return false;
        }
        Gaps gaps = new Gaps(part);
        return new Emptiness(stays, gaps).explainsEmptyAnswers() && leastFirst(gaps);
    }

    private boolean leastFirst(Gaps gaps) {
        // The next gap from each on in which none of the values so far is surely inside; one more stands at the end.
        int[] nextFree = new int[gaps.count() + 1];
        Arrays.setAll(nextFree, gap -> gap);
        for (int value : ascending(stays)) {
            if (!stays.counts(value)) {
                continue;
            }
            if (stays.surelyTaken(value)) {
                int take = stays.take(value);
                int earliest = Math.max(gaps.first(take), gaps.first(stays.put(value)));
                if (find(nextFree, earliest) > gaps.last(take)) {
                    return false;
                }
            }
            int to = stays.insideTo(value, gaps);
            for (int gap = find(nextFree, Math.min(stays.insideFrom(value, gaps), gaps.count())); gap <= to; ) {
                nextFree[gap] = gap + 1;
                gap = find(nextFree, gap);
            }
        }
        return true;
    }

    private static int[] ascending(Stays stays) {
        long[] sorted = new long[stays.values()];
        for (int value = 0; value < sorted.length; value++) {
            sorted[value] =
                    (Long) stays.part().operations().get(stays.put(value)).input();
        }
        Arrays.sort(sorted);
        return Arrays.stream(sorted).mapToInt(stays::numberOf).toArray();
    }

    /** Follows the free gaps and shortens the way for the next one who asks. */
    private static int find(int[] nextFree, int gap) {
        int free = gap;
        while (nextFree[free] != free) {
            nextFree[free] = nextFree[nextFree[free]];
            free = nextFree[free];
        }
        return free;
    }
}
