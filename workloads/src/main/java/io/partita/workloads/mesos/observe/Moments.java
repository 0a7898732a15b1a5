package io.partita.workloads.mesos.observe;

import io.partita.checker.history.History;
import io.partita.checker.liveness.Moment;

/** Places times on a history: each at the first event that is not before it. Immutable. */
public record Moments(History history) {

    /** The moment of {@code time}. */
    public Moment at(long time) {
        int low = 0;
        int high = history.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (history.time(middle) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return new Moment(time, low);
    }

    /** The index of the first event that is not before {@code time}, or of the last event. */
    public long eventAt(long time) {
        return Math.max(0, Math.min(history.size() - 1, at(time).index()));
    }
}
