package io.partita.workloads.mesos.apps;

import java.util.List;

/**
 * All that a history says of one app. Immutable.
 *
 * @param id the app
 * @param changes those that happened or may have, in the order in which they began
 * @param readings in the order in which they ended
 */
record AppRecord(String id, List<Change> changes, List<Reading> readings) {

    AppRecord {
        changes = List.copyOf(changes);
        readings = List.copyOf(readings);
    }

    /** The same without {@code unwanted}. */
    AppRecord without(List<Reading> unwanted) {
        return new AppRecord(
                id,
                changes,
                readings.stream().filter(reading -> !unwanted.contains(reading)).toList());
    }
}
