package io.partita.control.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Figures and values as people read them. Plain text: whoever puts it into HTML escapes it. */
final class Words {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*([A-Z][a-z0-9]*)+");
    private static final Pattern INSTANT = Pattern.compile("(.*At|.*From|from|.*To|to|since|met)Ms");

    private Words() {}

    /** A length of time: {@code 38 µs}, {@code 4.2 ms}, {@code 12.40 s}, {@code 3 min 20 s}. */
    static String duration(long nanos) {
        double magnitude = Math.abs((double) nanos);
        if (nanos == 0) {
            return "0 ms";
        } else if (magnitude < 1e6) {
            return format("%.0f µs", nanos / 1e3);
        } else if (magnitude < 1e9) {
            return format(magnitude < 1e7 ? "%.1f ms" : "%.0f ms", nanos / 1e6);
        } else if (magnitude < 120e9) {
            return format(magnitude < 1e10 ? "%.2f s" : "%.1f s", nanos / 1e9);
        }
        long seconds = Math.round(nanos / 1e9);
        return seconds / 60 + " min " + seconds % 60 + " s";
    }

    static String durationMs(long millis) {
        return duration(millis * 1_000_000);
    }

    /** An instant of the run: {@code 12.401 s}. */
    static String instantMs(double millis) {
        return format("%.3f s", millis / 1e3);
    }

    /** An ISO 8601 instant as people write it: {@code 2026-11-21 04:31:07 UTC}; other text as it is. */
    static String instant(String iso) {
        return iso == null
                ? ""
                : iso.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)?Z$", "$1 $2 UTC");
    }

    /** A count with thin spaces between the thousands. */
    static String count(long count) {
        return format("%,d", count).replace(',', '\u202F');
    }

    /** {@code 1 fault}, {@code 2 faults}. */
    static String plural(long count, String noun) {
        return plural(count, noun, noun + "s");
    }

    /** {@code 1 anomaly}, {@code 2 anomalies}. */
    static String plural(long count, String one, String many) {
        return count(count) + " " + (count == 1 ? one : many);
    }

    /** The value of an operation, compactly: {@code 5}, {@code [1, 2]}, {@code nil} for null. */
    static String value(Object value) {
        if (value == null) {
            return "nil";
        } else if (value instanceof List<?> list) {
            return list.stream().map(Words::value).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + value(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return String.valueOf(value);
    }

    /** A key, with a letter before it if it is a number: {@code k3}, {@code g0-1}. */
    static String key(Object key) {
        return (key instanceof Number ? "k" : "") + value(key);
    }

    /**
     * A field name as words, without its unit: {@code longestOutageMs} becomes {@code longest outage}; other text stays
     * as it is.
     */
    static String label(String name) {
        return NAME.matcher(name).matches()
                ? name.replaceFirst("(?<=[a-z0-9])(Ms|Bytes)$", "")
                        .replaceAll("([A-Z])", " $1")
                        .toLowerCase(Locale.ROOT)
                : name;
    }

    /** The value of a field in the unit that ends the field's name; without one, {@link #value} or a count. */
    static String quantity(String name, Object value) {
        if (!(value instanceof Number number)) {
            return value(value);
        } else if (INSTANT.matcher(name).matches()) {
            return number.longValue() < 0 ? "never" : instantMs(number.doubleValue());
        } else if (name.endsWith("Ms") || name.equals("ms")) {
            return number.longValue() < 0 ? "never" : duration(Math.round(number.doubleValue() * 1e6));
        } else if (name.endsWith("Bytes")) {
            return size(number.longValue());
        }
        return number instanceof Long || number instanceof Integer ? count(number.longValue()) : value(value);
    }

    private static String size(long bytes) {
        return bytes < 1 << 20 ? format("%.1f KiB", bytes / 1024.0) : format("%.1f MiB", bytes / 1024.0 / 1024.0);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
