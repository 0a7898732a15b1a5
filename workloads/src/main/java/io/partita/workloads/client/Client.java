package io.partita.workloads.client;

/**
 * One logical process's connection to the system under test. Used by one thread at a time, though not always by the same
 * one. A client never retries: a retry would hide an indeterminate operation.
 */
public interface Client extends AutoCloseable {

    /**
     * Performs {@code invocation} and says how it ended. Any exception thrown here is recorded as
     * {@link io.partita.checker.history.OpType#INFO}; return {@link Completion#fail} only when the operation certainly
     * did not and never will take effect.
     */
    Completion invoke(Invocation invocation) throws Exception;

    /** Releases the connection without touching the system's logical state. */
    @Override
    void close();

    /** Opens clients. Safe for use by several threads. */
    @FunctionalInterface
    interface Factory {

        /**
         * A fresh client for {@code process}, connected to {@code node} only. Returns promptly: connecting may go on in
         * the background, within the first operation's deadline. An exception is recorded as a failed operation: nothing
         * was sent.
         */
        Client open(String node, int process) throws Exception;
    }
}
