package io.partita.checker.internal.monitor;

import io.partita.checker.internal.models.UnorderedQueue;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import java.util.Arrays;
import java.util.Optional;

/**
 * Decides unordered queues that were never found empty, in O(n log n) and without searching: values may repeat.
 *
 * <p>Then only dequeues of one value depend on each other: each needs an enqueue of that value that was invoked before it
 * returned. The first to return gets the first that was invoked, and so on. Dequeues of unknown outcome need not have
 * happened.
 */
final class NoOrder implements Monitor {

    private final Part part;
    private final String put;

    private NoOrder(Part part, String put) {
        this.part = part;
        this.put = put;
    }

    /** The method for {@code part}, if it is about an unordered queue; another one if it was found empty. */
    static Optional<? extends Monitor> of(Model<?> model, Part part) {
        if (!(model instanceof UnorderedQueue queue)) {
            return Optional.empty();
        }
        return part.operations().stream().anyMatch(queue::isReadOnly)
                ? Stays.of(part, queue.put())
                        .filter(stays -> stays.unknownTakes().length == 0 || !stays.hasOptionalTakes())
                        .map(stays ->
                                () -> stays.sound() && new Emptiness(stays, new Gaps(part)).explainsEmptyAnswers())
                : Optional.of(new NoOrder(part, queue.put()));
    }

    @Override
    public boolean linearizable() {
        ValueNumbers numbers = new ValueNumbers(part.size());
        long[] puts = new long[part.size()];
        long[] takes = new long[part.size()];
        int putCount = 0;
        int takeCount = 0;
        for (int i = 0; i < part.size(); i++) {
            Operation op = part.operations().get(i);
            if (op.f().equals(put)) {
                puts[putCount++] = (long) numbers.number(op.input()) << 32 | part.invocations()[i] + 1;
            } else if (!part.crashed(i)) {
                takes[takeCount++] = (long) numbers.number(op.output()) << 32 | part.returns()[i] + 1;
            }
        }
        Arrays.sort(puts, 0, putCount);
        Arrays.sort(takes, 0, takeCount);
        int next = 0;
        for (int i = 0; i < takeCount; i++) {
            while (next < putCount && puts[next] >> 32 < takes[i] >> 32) {
                next++; // values that are still inside at the end
            }
            if (next == putCount || puts[next++] > takes[i] || puts[next - 1] >> 32 != takes[i] >> 32) {
                return false;
            }
        }
        return true;
    }
}
