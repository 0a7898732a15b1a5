package io.partita.checker.internal.parts;

import io.partita.checker.Budget;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The budget of one check while it is being used up, by all its threads together. Safe for use by several threads. */
public final class Resources {

    /** What ends a search before its verdict. */
    public enum Exhausted {
        TIME,
        MEMORY
    }

    /** Thrown when a budget is used up. */
    public static final class ExhaustedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final Exhausted what;

        public ExhaustedException(Exhausted what) {
            super(what.name(), null, false, false);
            this.what = what;
        }

        public Exhausted what() {
            return what;
        }
    }

    private final Resources whole;
    private final long deadline;
    private final long memoryLimit;
    private final AtomicLong reserved = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();

    public Resources(Budget budget) {
        // A budget of centuries must not wrap around.
        long nanos = budget.time().compareTo(Duration.ofDays(365)) > 0
                ? Long.MAX_VALUE / 4
                : budget.time().toNanos();
        this.whole = null;
        this.deadline = System.nanoTime() + nanos;
        this.memoryLimit = budget.memoryBytes();
    }

    private Resources(Resources whole, long deadline, long memoryLimit) {
        this.whole = whole;
        this.deadline = deadline;
        this.memoryLimit = memoryLimit;
    }

    /** A part of what is left: ends after {@code nanos} or with this, and takes its memory from here too. */
    public Resources slice(long nanos, long memoryBytes) {
        return new Resources(this, System.nanoTime() + Math.min(nanos, nanosLeft()), memoryBytes);
    }

    /** Time left; negative when it is over. */
    public long nanosLeft() {
        return deadline - System.nanoTime();
    }

    /** Returns if there is time left. */
    public void checkTime() throws ExhaustedException, InterruptedException {
        if (!hasTime()) {
            throw new ExhaustedException(Exhausted.TIME);
        }
    }

    /** Whether there is time left. */
    public boolean hasTime() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the check was cancelled");
        }
        return System.nanoTime() - deadline < 0;
    }

    /** Takes {@code bytes} from the memory budget before they are allocated. */
    public void reserve(long bytes) throws ExhaustedException {
        long now = reserved.addAndGet(bytes);
        if (now > memoryLimit) {
            reserved.addAndGet(-bytes);
            throw new ExhaustedException(Exhausted.MEMORY);
        }
        if (whole != null) {
            try {
                whole.reserve(bytes);
            } catch (ExhaustedException e) {
                reserved.addAndGet(-bytes);
                throw e;
            }
        }
        peak.accumulateAndGet(now, Math::max);
    }

    /** Gives {@code bytes} back. */
    public void release(long bytes) {
        reserved.addAndGet(-bytes);
        if (whole != null) {
            whole.release(bytes);
        }
    }

    /** What is reserved now. */
    public long heldBytes() {
        return reserved.get();
    }

    /** The most that was reserved at any time. */
    public long peakBytes() {
        return peak.get();
    }
}
