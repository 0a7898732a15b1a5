package io.partita.workloads.client;

import java.util.Objects;

/**
 * An operation to perform. Immutable.
 *
 * @param process who performs it
 * @param f the function, such as {@code read}
 * @param key the independent key, or {@code null}
 * @param value the argument, a JSON value as in {@link io.partita.checker.history.Op}, or {@code null}
 */
public record Invocation(int process, String f, Object key, Object value) {
    public Invocation {
        Objects.requireNonNull(f, "f is null");
    }
}
