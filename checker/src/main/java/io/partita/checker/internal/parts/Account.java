package io.partita.checker.internal.parts;

import io.partita.checker.internal.parts.Resources.ExhaustedException;

/** What one search has reserved; closing gives it all back. Not thread-safe. */
public final class Account implements AutoCloseable {

    private final Resources resources;
    private long held;

    public Account(Resources resources) {
        this.resources = resources;
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
        resources.checkTime();
    }

    public boolean hasTime() throws InterruptedException {
        return resources.hasTime();
    }

    @Override
    public void close() {
        resources.release(held);
        held = 0;
    }
}
