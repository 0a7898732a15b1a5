package io.partita.provisioning.system.mesos.internal;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as settings have them: {@code 250ms}, {@code 1.5s}, {@code 10m}, {@code 168h}. */
public final class DurationText {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)");
    private static final Map<String, Double> NANOS = Map.of("ms", 1e6, "s", 1e9, "m", 60e9, "h", 3600e9);

    private DurationText() {}

    public static boolean isValid(String text) {
        return TEXT.matcher(text).matches();
    }

    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a duration: \"" + text + "\"");
        }
        return Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * NANOS.get(matcher.group(2))));
    }
}
