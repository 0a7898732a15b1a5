package io.partita.checker.liveness;

import io.partita.checker.history.History;

/**
 * One event of a history as a point in time. Immutable; ordered as the history orders events, by index alone.
 *
 * @param time nanoseconds since the run began
 * @param index the event's index, or the number of events for the end of the history
 */
public record Moment(long time, int index) implements Comparable<Moment> {

    public Moment {
        if (index < 0) {
            throw new IllegalArgumentException("the index of an event is " + index + ", below 0");
        }
    }

    /**
     * The event at {@code index}.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public static Moment of(History history, int index) {
        return new Moment(history.time(index), index);
    }

    /** The end of {@code history}: the time of its last event, 0 if it has none, and the index after that. */
    public static Moment endOf(History history) {
        int size = history.size();
        return new Moment(size == 0 ? 0 : history.time(size - 1), size);
    }

    @Override
    public int compareTo(Moment other) {
        return Integer.compare(index, other.index);
    }
}
