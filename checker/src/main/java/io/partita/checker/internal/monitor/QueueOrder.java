package io.partita.checker.internal.monitor;

import io.partita.checker.internal.models.FifoQueue;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Model;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides first-in first-out queues in which no value is enqueued twice, in O(n log n) and without searching.
 *
 * <p>Such a history is linearizable unless it shows one of four signs: a value is dequeued that nobody had enqueued; a
 * value is dequeued twice; a was enqueued entirely before b, and b dequeued entirely before a (or a never); the queue was
 * found empty although at every moment meanwhile some value was surely inside (Henzinger, Sezgin and Vafeiadis,
 * Aspect-oriented linearizability proofs, CONCUR 2013; for queues that are never found empty Gibbons, Bruno and
 * Phillips, Black-box correctness tests for basic parallel data structures, Theory of Computing Systems 35, 2002).
 *
 * <p>A dequeue of unknown outcome may have taken any value that nobody is known to have taken. So every such value a has
 * a deadline: the first return of a dequeue of a value that was enqueued entirely after a. Before it, one dequeue of
 * unknown outcome must have been invoked for each. Deadlines and invocations are matched in order. When the queue was
 * found empty as well, {@link EmptyMoments} decides.
 */
final class QueueOrder implements Monitor {

    private static final int NOBODY = -1;

    private final Stays stays;
    private final Part part;
    private int conflict = Part.NEVER;

    private QueueOrder(Stays stays) {
        this.stays = stays;
        this.part = stays.part();
    }

    /** The method for {@code part}, if it may be used: a queue, all enqueued values different. */
    static Optional<QueueOrder> of(Model<?> model, Part part) {
        if (!(model instanceof FifoQueue queue)) {
            return Optional.empty();
        }
        return Stays.of(part, queue.put())
                .filter(stays -> stays.emptyAnswers().length == 0
                        || stays.unknownTakes().length == 0
                        || !stays.hasOptionalTakes())
                .map(QueueOrder::new);
    }

    @Override
    public boolean linearizable() {
        if (!stays.sound()) {
            return false;
        }
        int[] overtakers = overtakers();
        if (!inOrder(overtakers)) {
            return false;
        }
        if (stays.emptyAnswers().length == 0) {
            return true;
        }
        Gaps gaps = new Gaps(part);
        return stays.unknownTakes().length == 0
                ? new Emptiness(stays, gaps).explainsEmptyAnswers()
                : new EmptyMoments(stays, gaps, overtakers).exist();
    }

    @Override
    public OptionalInt hint() {
        return Monitor.hintAt(Math.min(stays.unsound(), conflict));
    }

    private boolean inOrder(int[] overtakers) {
        int[] deadlines = new int[stays.values()];
        int n = 0;
        for (int value = 0; value < stays.values(); value++) {
            int deadline = overtakers[value] == NOBODY ? Part.NEVER : part.returns()[overtakers[value]];
            boolean inTime = stays.taken(value) && part.invocations()[stays.take(value)] < deadline;
            if (!inTime && stays.taken(value) && !part.crashed(stays.take(value))) {
                conflict = Math.min(conflict, deadline);
            } else if (!inTime) {
                deadlines[n++] = deadline;
            }
        }
        if (conflict != Part.NEVER) {
            return false;
        }
        Arrays.sort(deadlines, 0, n);
        int[] takers = stays.unknownTakes();
        for (int i = 0; i < n && deadlines[i] != Part.NEVER; i++) {
            if (i >= takers.length || part.invocations()[takers[i]] > deadlines[i]) {
                conflict = deadlines[i];
                return false;
            }
        }
        return true;
    }

    /** By value: of the dequeues of values enqueued entirely after it, the first to return. */
    private int[] overtakers() {
        int values = stays.values();
        int[] firstTaker = new int[values + 1];
        firstTaker[values] = NOBODY;
        for (int value = values - 1; value >= 0; value--) {
            int other = firstTaker[value + 1];
            boolean first = stays.taken(value)
                    && (other == NOBODY || part.returns()[stays.take(value)] < part.returns()[other]);
            firstTaker[value] = first ? stays.take(value) : other;
        }
        int[] overtakers = new int[values];
        for (int value = 0; value < values; value++) {
            overtakers[value] = firstTaker[firstPutAfter(value)];
        }
        return overtakers;
    }

    /** The first value whose enqueue was invoked after that of {@code value} had returned: mostly close behind it. */
    private int firstPutAfter(int value) {
        int returned = part.returns()[stays.put(value)];
        int step = 1;
        while (value + step < stays.values() && part.invocations()[stays.put(value + step)] < returned) {
            step *= 2;
        }
        int low = value + step / 2 + 1;
        int high = Math.min(value + step, stays.values());
        while (low < high) {
            int middle = low + high >>> 1;
            if (part.invocations()[stays.put(middle)] < returned) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
