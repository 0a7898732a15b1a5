package io.partita.workloads.mesos.apps;

import java.util.Objects;

/**
 * What one answer showed of an app. Immutable.
 *
 * @param invoked index of the event that begins the reading
 * @param completed index of the event that ends it
 * @param process who read
 * @param leader the Marathon that answered; {@code null} if the answer does not say
 * @param app what it showed, {@link AppState#ABSENT} if no such app
 */
record Reading(int invoked, int completed, int process, String leader, AppState app) {

    Reading {
        Objects.requireNonNull(app, "app is null");
    }

    /**
     * An app as it was shown. Immutable.
     *
     * @param token {@code null} if it has none
     * @param version its version
     */
    record AppState(String token, long instances, String version) {

        /** There is no such app. */
        static final AppState ABSENT = new AppState(null, -1, null);

        boolean isAbsent() {
            return equals(ABSENT);
        }

        /** In words. */
        String describe() {
            return isAbsent() ? "no such app" : "token " + token + " and " + instances + " instances";
        }
    }
}
