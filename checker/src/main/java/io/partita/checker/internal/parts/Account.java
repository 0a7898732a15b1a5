package io.partita.checker.internal.parts;

import io.partita.checker.internal.parts.Resources.ExhaustedException;

/** What one search has reserved; closing gives it all back. Not thread-safe. */
public final class Account implements AutoCloseable {

    private final Resources resources;
    private long held;
    private Runnable observer = () -> {};

    public Account(Resources resources) {
        this.resources = resources;
    }

    /** Has {@code observer} called whenever the account's owner looks at the clock, by the owner's thread. */
    public void observe(Runnable observer) {
        this.observer = observer;
    }

    public void reserve(long bytes) throws ExhaustedException {
        resources.reserve(bytes);
        held += bytes;
    }

    public void release(long bytes) {
        resources.release(bytes);
        held -= bytes;
    }

    public void checkTime() throws ExhaustedException, InterruptedException {
        observer.run();
        resources.checkTime();
    }

    public boolean hasTime() throws InterruptedException {
        observer.run();
        return resources.hasTime();
    }

    @Override
    public void close() {
        resources.release(held);
        held = 0;
    }
}
