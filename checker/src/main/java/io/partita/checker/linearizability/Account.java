package io.partita.checker.linearizability;

import io.partita.checker.linearizability.Resources.ExhaustedException;

/** What one search has reserved; closing gives it all back. Not thread-safe. */
final class Account implements AutoCloseable {

    private final Resources resources;
    private long held;

    Account(Resources resources) {
        this.resources = resources;
    }

    void reserve(long bytes) throws ExhaustedException {
        resources.reserve(bytes);
        held += bytes;
    }

    void release(long bytes) {
        resources.release(bytes);
        held -= bytes;
    }

    void checkTime() throws ExhaustedException, InterruptedException {
        resources.checkTime();
    }

    boolean hasTime() throws InterruptedException {
        return resources.hasTime();
    }

    @Override
    public void close() {
        resources.release(held);
        held = 0;
    }
}
