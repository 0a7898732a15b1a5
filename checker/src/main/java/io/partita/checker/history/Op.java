package io.partita.checker.history;

import java.util.Objects;

/**
 * One event of a history: a process invokes an operation or learns how it ended.
 *
 * <p>The order of events is their {@code index} alone; {@code time} is for people and charts. Immutable.
 *
 * @param index position in the history, from 0
 * @param time nanoseconds since the run began, from a monotonic clock
 * @param process who acts; a process has at most one operation open. {@link #NEMESIS} for faults
 * @param type invocation, or the outcome
 * @param f the function invoked, such as {@code read}, {@code write}, {@code cas}
 * @param key the independent key that the operation is about, or {@code null}
 * @param value argument or result: null, String, Long, Double, Boolean, an unmodifiable List of such, or an
 *     unmodifiable Map from String to such
 * @param error why the operation ended as {@code fail} or {@code info}, or {@code null}
 */
public record Op(long index, long time, int process, OpType type, String f, Object key, Object value, String error) {

    /** The process number of the nemesis, whose events are all of type {@link OpType#INFO}. */
    public static final int NEMESIS = -1;

    public Op {
        Objects.requireNonNull(type, "type is null");
        Objects.requireNonNull(f, "f is null");
    }

    /** Whether this event belongs to the nemesis and not to a client. */
    public boolean isNemesis() {
        return process == NEMESIS;
    }
}
