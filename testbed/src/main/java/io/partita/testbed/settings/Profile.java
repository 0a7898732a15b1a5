package io.partita.testbed.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A pair of releases whose documented behaviour the testbed follows. Behaviours that hold from some release on are asked
 * for by comparing profiles: {@code profile.isAtLeast(PA)}.
 */
public enum Profile {
    /** Mesos 0.21 with Marathon 0.7: standbys answer with an empty state, removed agents are shut down. */
    CLASSIC("0.21.1", "0.7.6"),
    /** Mesos 1.0 with Marathon 1.3: removed agents are still shut down, standbys redirect. */
    LEGACY1("1.0.4", "1.3.14"),
    /** Mesos 1.4 with Marathon 1.4: partition-aware states; tasks of others are killed when their agent returns. */
    PA("1.4.3", "1.4.13"),
    /** Mesos 1.6 with Marathon 1.8: nothing is killed on return; Marathon exits on every loss of leadership. */
    MODERN("1.6.2", "1.8.244");

    private final String mesosVersion;
    private final String marathonVersion;

    Profile(String mesosVersion, String marathonVersion) {
        this.mesosVersion = mesosVersion;
        this.marathonVersion = marathonVersion;
    }

    /**
     * The profile called {@code name} on the command line, in lower case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Profile parse(String name) {
        return Arrays.stream(values())
                .filter(profile -> profile.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("profile must be one of "
                        + Arrays.stream(values()).map(Profile::toString).collect(Collectors.joining(", "))
                        + ", not \"" + name + "\""));
    }

    /** Whether this is {@code other} or a later one. */
    public boolean isAtLeast(Profile other) {
        return compareTo(other) >= 0;
    }

    /** The release of Mesos whose behaviour is followed, as its version endpoint states it. */
    public String mesosVersion() {
        return mesosVersion;
    }

    /** The release of Marathon whose behaviour is followed. */
    public String marathonVersion() {
        return marathonVersion;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
