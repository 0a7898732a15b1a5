package io.partita.checker.internal.monitor;

import io.partita.checker.internal.parts.Part;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.stream.LongStream;

/** Operations of a part that wait for their place; the one that returns soonest comes first. Not thread-safe. */
final class ByReturn {

    static final int NONE = -1;

    private final Part part;
    /** The return in the high half of each, the operation in the low one. */
    private final PriorityQueue<Long> waiting = new PriorityQueue<>();

    ByReturn(Part part) {
        this.part = part;
    }

    void add(int operation) {
        waiting.add(key(part, operation));
    }

    /** Which returns soonest, a crashed one last; {@link #NONE} if none is left. */
    int peek() {
        Long first = waiting.peek();
        return first == null ? NONE : first.intValue();
    }

    /** Takes out what {@link #peek} answers. */
    int poll() {
        Long first = waiting.poll();
        return first == null ? NONE : first.intValue();
    }

    /** All operations that completed, in the order of their returns. */
    static int[] completed(Part part) {
        long[] keys = LongStream.range(0, part.size())
                .filter(i -> !part.crashed((int) i))
                .map(i -> key(part, (int) i))
                .toArray();
        Arrays.sort(keys);
        return LongStream.of(keys).mapToInt(key -> (int) key).toArray();
    }

    private static long key(Part part, int operation) {
        return (long) part.returns()[operation] << 32 | operation;
    }
}
