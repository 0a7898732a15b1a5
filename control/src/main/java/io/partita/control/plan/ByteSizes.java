package io.partita.control.plan;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of memory as users write them: {@code 512m}, {@code 2g}, {@code 100k}; a bare number means bytes. */
public final class ByteSizes {

    private static final Pattern FORM = Pattern.compile("(\\d{1,12})([kmg])?b?");

    private ByteSizes() {}

    /**
     * The number of bytes that {@code text} says; k, m and g are powers of 1024.
     *
     * @throws IllegalArgumentException if it is not of one of these forms, or zero
     */
    public static long parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new IllegalArgumentException("\"" + text + "\" is not a size: write 512m or 2g");
        }
        int shift = switch (matcher.group(2) == null ? "" : matcher.group(2)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            default -> 0;
        };
        return Long.parseLong(matcher.group(1)) << shift;
    }

    /** {@code bytes} as people read them: {@code 712 B}, {@code 40 KiB}, {@code 1.5 GiB}. */
    public static String show(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < units.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || size >= 10 ? "%.0f %s" : "%.1f %s", size, units[unit]);
    }
}
