package io.partita.provisioning.system.mesos;

import io.partita.provisioning.system.zookeeper.ZooKeeperSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of a cluster that say how long things take, as they are in force. They go by the names that
 * {@code control list systems} lists for the testbed, such as {@code ping.timeout}; servers that call them otherwise are
 * asked for the same thing. Implementations are immutable.
 */
public interface Timings {

    /**
     * The duration called {@code name}; empty if it is {@code none}.
     *
     * @throws IllegalArgumentException if there is no such setting
     */
    Optional<Duration> optionalDuration(String name);

    /** As {@link #optionalDuration}, for a setting that is never {@code none}. */
    default Duration duration(String name) {
        return optionalDuration(name).orElseThrow(() -> new IllegalArgumentException(name + " is none"));
    }

    /** The number called {@code name}. */
    int count(String name);

    /** The value called {@code name}, as it was written. */
    String text(String name);

    /** How long {@code given}, a duration in a request to Marathon or Mesos, really is: real servers take it as it is. */
    default Duration effective(Duration given) {
        return given;
    }

    /** How the ensemble is timed. */
    ZooKeeperSettings zookeeper();
}
