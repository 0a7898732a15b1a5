package io.partita.workloads.generator.internal;

/** Nothing for a while, beginning when it is first asked; then exhausted. */
public record Sleep(long nanos, long end) implements BuiltIn {

    public static final long NOT_STARTED = Long.MIN_VALUE;

    @Override
    public Offer offer(Context context) {
        if (end == NOT_STARTED) {
            return new Moved(new Sleep(nanos, Times.after(context.time(), nanos)));
        }
        return context.time() >= end ? Exhausted.INSTANCE : new Pending(end);
    }
}
