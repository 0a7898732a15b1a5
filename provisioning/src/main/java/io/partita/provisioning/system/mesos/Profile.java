package io.partita.provisioning.system.mesos;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The generations of Mesos and Marathon that behave differently, oldest first; see docs/testbed.md for their releases. */
public enum Profile {
    /** Standbys answer with an empty state; an agent that was removed is told to shut down. */
    CLASSIC,
    /** Standbys redirect; an agent that was removed is told to shut down. */
    LEGACY1,
    /** Unreachable agents may return; tasks of frameworks that are not partition-aware are killed then. */
    PA,
    /** Nothing is killed on return; Marathon exits on every loss of leadership. */
    MODERN;

    /**
     * The profile called {@code label}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Profile named(String label) {
        return Arrays.stream(values())
                .filter(profile -> profile.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no profile \"" + label + "\": expected one of "
                        + Arrays.stream(values()).map(Profile::label).collect(Collectors.joining(", "))));
    }

    /** Its name in settings. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this is {@code other} or a later generation. */
    public boolean isAtLeast(Profile other) {
        return compareTo(other) >= 0;
    }
}
