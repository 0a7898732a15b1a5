package io.partita.checker.internal.monitor;

import io.partita.checker.internal.models.FifoQueue;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Model;
import java.util.Arrays;
import java.util.Optional;

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
 * unknown outcome must have been invoked for each. Deadlines and invocations are matched in order.
 */
final class QueueOrder implements Monitor {

    private final Stays stays;
    private final Part part;

    private QueueOrder(Stays stays) {
        this.stays = stays;
        this.part = stays.part();
    }

    /** The method for {@code part}, if it may be used: a queue, all enqueued values different. */
    static Optional<QueueOrder> of(Model<?> model, Part part) {
        if (!(model instanceof FifoQueue)) {
            return Optional.empty();
        }
        return Stays.of(part, "enqueue")
                .filter(stays -> stays.emptyAnswers().length == 0 || stays.unknownTakes().length == 0)
                .map(QueueOrder::new);
    }

    @Override
    public boolean linearizable() {
        return stays.sound() && inOrder() && emptyWhenFoundEmpty();
    }

    private boolean inOrder() {
        int[] deadlines = deadlines();
        int[] lost = new int[stays.values()];
        int n = 0;
        for (int value = 0; value < stays.values(); value++) {
            boolean inTime = stays.taken(value) && part.invocations()[stays.take(value)] < deadlines[value];
            if (!inTime && stays.taken(value) && !part.crashed(stays.take(value))) {
                return false;
            }
            if (!inTime) {
                lost[n++] = deadlines[value];
            }
        }
        Arrays.sort(lost, 0, n);
        int[] takers = stays.unknownTakes();
        for (int i = 0; i < n && lost[i] != Part.NEVER; i++) {
            if (i >= takers.length || part.invocations()[takers[i]] > lost[i]) {
                return false;
            }
        }
        return true;
    }

    /** By value: the first return of a dequeue of a value that was enqueued entirely after it. */
    private int[] deadlines() {
        int values = stays.values();
        int[] firstTaken = new int[values + 1];
        firstTaken[values] = Part.NEVER;
        for (int value = values - 1; value >= 0; value--) {
            firstTaken[value] = stays.taken(value)
                    ? Math.min(firstTaken[value + 1], part.returns()[stays.take(value)])
                    : firstTaken[value + 1];
        }
        int[] deadlines = new int[values];
        for (int value = 0; value < values; value++) {
            deadlines[value] = firstTaken[firstPutAfter(value)];
        }
        return deadlines;
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

    private boolean emptyWhenFoundEmpty() {
        return stays.emptyAnswers().length == 0 || new Emptiness(stays, new Gaps(part)).explainsEmptyAnswers();
    }
}
