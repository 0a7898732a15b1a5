package io.partita.workloads.mesos.apps;

import java.util.Objects;

/**
 * A change of an app that happened or may have happened. Immutable.
 *
 * @param f one of {@link Names#CHANGES}
 * @param invoked index of the event that begins it
 * @param completed index of the event that ends it, or {@link #NEVER}
 * @param acknowledged whether it was acknowledged; else its outcome is unknown
 * @param token what it gives the app, or {@code null} if it leaves that alone or takes the app away
 * @param instances likewise
 * @param version of the app, as it was acknowledged; else {@code null}
 * @param leader the Marathon that acknowledged it; {@code null} if nobody did or the answer does not say
 */
record Change(
        String f,
        int invoked,
        int completed,
        boolean acknowledged,
        String token,
        Long instances,
        String version,
        String leader) {

    static final int NEVER = Integer.MAX_VALUE;

    Change {
        Objects.requireNonNull(f, "f is null");
    }

    boolean deletes() {
        return f.equals(Names.DELETE);
    }

    /** Whether it says what the token is from then on. */
    boolean setsToken() {
        return token != null || deletes();
    }

    /** Whether it says what the number of instances is from then on. */
    boolean setsInstances() {
        return instances != null || deletes();
    }

    /** In words. */
    String describe() {
        return switch (f) {
            case Names.CREATE -> "its creation with token " + token;
            case Names.UPDATE -> "the update to token " + token;
            case Names.SCALE -> "the scaling to " + instances;
            default -> "its deletion";
        };
    }
}
