package io.partita.testbed.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they stand in a configuration: {@code 250ms}, {@code 1.5s}, {@code 10m}, {@code 168h}. */
public final class Durations {

    private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");

    private Durations() {}

    /** @throws IllegalArgumentException if {@code text} is no duration; the message says what one looks like */
    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not a duration: \"" + text + "\". Expected a number and ms, s, m or h, such as 250ms or 1.5s");
        }
        double unit = switch (matcher.group(2)) {
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            default -> 3600e9;
        };
        return Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * unit));
    }

    /** {@code duration} as {@link #parse} reads it, exact to the microsecond: {@code 1500ms}, {@code 1.5ms}. */
    public static String asMillis(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos() / 1000, 3)
                        .stripTrailingZeros()
                        .toPlainString() + "ms";
    }

    /** {@code duration} in the words of Mesos' flags: {@code 15secs}, {@code 10mins}, {@code 1500ms}. */
    public static String asMesosWritesIt(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "secs";
        }
        long minutes = seconds / 60;
        if (minutes % 60 != 0) {
            return minutes + "mins";
        }
        long hours = minutes / 60;
        if (hours % 24 != 0) {
            return hours + "hrs";
        }
        long days = hours / 24;
        return days % 7 == 0 ? days / 7 + "weeks" : days + "days";
    }
}
