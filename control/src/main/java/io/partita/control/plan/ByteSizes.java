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
}
