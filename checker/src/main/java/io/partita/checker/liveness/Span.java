package io.partita.checker.liveness;

/**
 * A stretch of time, half open: {@code from} belongs to it, {@code to} does not. Immutable.
 *
 * @param from nanoseconds since the run began
 * @param to nanoseconds since the run began; not before {@code from}, and equal to it only in an empty span
 */
public record Span(long from, long to) {

    public Span {
        if (to < from) {
            throw new IllegalArgumentException("a span ends at " + to + " ns, before it begins at " + from + " ns");
        }
    }

    /** Its length, in ns. */
    public long length() {
        return to - from;
    }

    public boolean isEmpty() {
        return from == to;
    }

    public boolean contains(long time) {
        return from <= time && time < to;
    }

    /** Whether some instant lies in both. */
    public boolean intersects(Span other) {
        return Math.max(from, other.from) < Math.min(to, other.to);
    }
}
