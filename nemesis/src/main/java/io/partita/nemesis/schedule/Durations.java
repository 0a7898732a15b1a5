package io.partita.nemesis.schedule;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as users write them: {@code 500ms}, {@code 30s}, {@code 2m}, {@code 1h}; a bare number means seconds. */
public final class Durations {

    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)?");

    /** Beyond, somebody has mistyped; and sums of durations stay far from what a long holds in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(366);

    private Durations() {}

    /**
     * The duration that {@code text} says.
     *
     * @throws IllegalArgumentException if it is not of one of these forms, not positive, or longer than a year
     */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a duration: write 500ms, 30s, 2m or 1h");
        }
        double number = Double.parseDouble(matcher.group(1));
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        double millis = switch (unit) {
            case "ms" -> number;
            case "s" -> number * 1_000;
            case "m" -> number * 60_000;
            default -> number * 3_600_000;
        };
        if (millis < 1) {
            throw new IllegalArgumentException("\"" + text + "\" is not a positive duration");
        }
        if (millis > LONGEST.toMillis()) {
            throw new IllegalArgumentException("\"" + text + "\" is longer than a year");
        }
        return Duration.ofMillis(Math.round(millis));
    }

    /** {@code duration} in the largest unit that divides it. */
    public static String print(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 60 != 0 || seconds == 0) {
            return seconds + "s";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }
}
