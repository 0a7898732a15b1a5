package io.partita.provisioning.system.mesos;

import io.partita.provisioning.system.zookeeper.ZooKeeperSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of a cluster that say how long things take, as they are in force. They go by the names that
 * {@code control list systems} lists for the testbed, such as {@code ping.timeout}; servers that call them otherwise are
 * asked for the same thing. Implementations are immutable.
 */
public interface Timings {

    /** Units as the testbed writes them, and as Mesos does. */
    Pattern RATE = Pattern.compile("([1-9]\\d{0,8})/(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|secs|m|mins|h|hrs)");

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

    /**
     * The shortest time from one event to the next that the rate called {@code name}, such as {@code 1/20m}, allows; empty if
     * it is {@code none}.
     *
     * @throws IllegalArgumentException if it is no rate
     */
    default Optional<Duration> spacing(String name) {
        String text = text(name);
        if (text.equals("none")) {
            return Optional.empty();
        }
        Matcher rate = RATE.matcher(text);
        if (!rate.matches()) {
            throw new IllegalArgumentException(
                    name + " is \"" + text + "\", which is no number of events in a time, such as 1/20m");
        }
        long unit = switch (rate.group(3)) {
            case "ms" -> 1;
            case "s", "secs" -> 1_000;
            case "m", "mins" -> 60_000;
            default -> 3_600_000;
        };
        double millis = Double.parseDouble(rate.group(2)) * unit / Integer.parseInt(rate.group(1));
        return Optional.of(effective(Duration.ofMillis(Math.round(millis))));
    }

    /** How the ensemble is timed. */
    ZooKeeperSettings zookeeper();
}
