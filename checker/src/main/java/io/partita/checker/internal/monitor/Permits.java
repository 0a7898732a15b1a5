package io.partita.checker.internal.monitor;

import io.partita.checker.internal.models.Mutex;
import io.partita.checker.internal.models.Semaphore;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Model;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides locks without owners, and semaphores whose operations all take or put back equally many permits, in
 * O(n log n): by doing as little as possible, as late as possible.
 *
 * <p>Nothing takes effect before a return demands it. Then the returning operation does, if it can; if it can't, because
 * nothing is left to acquire or nothing is held, one open operation of the other kind must go first, and the one that
 * returns soonest is taken, a crashed one last. If there is none, no order is legal.
 *
 * <p>This misses nothing. Take any legal order that begins with what was done so far, and what it does besides until the
 * next return. All of that is open at this return, and none of it returns before, so it may happen now in any order that
 * keeps the number of free permits within bounds; and what is left after any legal first step can be put in such an
 * order, because each operation moves that number by one. So there is a legal order that begins with the step chosen
 * here. And of two open operations of one kind, the one that returns sooner can take the place of the other.
 */
final class Permits implements Monitor {

    private final Part part;
    private final long permits;
    private final boolean[] done;
    private final ByReturn acquires;
    private final ByReturn releases;
    private OptionalInt stuck = OptionalInt.empty();

    private Permits(Part part, long permits) {
        this.part = part;
        this.permits = permits;
        done = new boolean[part.size()];
        acquires = new ByReturn(part);
        releases = new ByReturn(part);
    }

    /** The method for {@code part}, if it may be used: a lock or semaphore, and all operations equally large. */
    static Optional<Permits> of(Model<?> model, Part part) {
        if (model instanceof Mutex) {
            return Optional.of(new Permits(part, 1));
        }
        if (!(model instanceof Semaphore semaphore) || part.size() == 0) {
            return Optional.empty();
        }
        long each = Semaphore.count(part.operations().get(0));
        boolean equal = part.operations().stream().allMatch(op -> Semaphore.count(op) == each);
        return equal ? Optional.of(new Permits(part, semaphore.initial() / each)) : Optional.empty();
    }

    @Override
    public boolean linearizable() {
        long free = permits;
        int invoked = 0;
        for (int op : ByReturn.completed(part)) {
            for (; invoked < part.size() && part.invocations()[invoked] < part.returns()[op]; invoked++) {
                (acquires(invoked) ? acquires : releases).add(invoked);
            }
            if (done[op]) {
                continue;
            }
            boolean possible = acquires(op) ? free > 0 : free < permits;
            if (!possible) {
                int other = earliest(acquires(op) ? releases : acquires);
                if (other == ByReturn.NONE || permits == 0) {
                    stuck = OptionalInt.of(op);
                    return false;
                }
                done[other] = true;
            } else {
                free += acquires(op) ? -1 : 1;
            }
            done[op] = true;
        }
        return true;
    }

    @Override
    public OptionalInt stuck() {
        return stuck;
    }

    private int earliest(ByReturn open) {
        int op = open.poll();
        while (op != ByReturn.NONE && done[op]) {
            op = open.poll();
        }
        return op;
    }

    private boolean acquires(int op) {
        return part.operations().get(op).f().equals("acquire");
    }
}
