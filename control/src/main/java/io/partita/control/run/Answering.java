package io.partita.control.run;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether the scheduler is inside its generator, and since when, so that another thread can give up on both.
 *
 * <pre>
 *  outside ─{@link #enter}─▶ inside ─{@link #exit}─▶ outside
 *                              └─{@link #leaveIfSince}, by another thread─▶ left: {@link #exit} throws
 * </pre>
 */
final class Answering {

    private static final long OUTSIDE = -1;
    private static final long LEFT = -2;

    private final AtomicLong since = new AtomicLong(OUTSIDE);

    /** @param now when, in ns, not negative */
    void enter(long now) {
        since.setRelease(now);
    }

    /** @throws CancellationException if it was left: whoever called the generator must touch nothing any more */
    void exit(long entered) {
        if (!since.compareAndSet(entered, OUTSIDE)) {
            throw new CancellationException("the generator was given up");
        }
    }

    /** Leaves it if it is inside since {@code time} or longer; answers whether it was. Any thread may call. */
    boolean leaveIfSince(long time) {
        long entered = since.get();
        return entered >= 0 && entered <= time && since.compareAndSet(entered, LEFT);
    }
}
