package io.partita.provisioning.system.mesos.internal;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the value of a setting looks like. */
public enum Kind {
    DURATION("duration", "a number and ms, s, m or h, such as 250ms or 1.5s", Kind::isDuration),
    OPTIONAL_DURATION("optional-duration", "a duration such as 1.5s, or none", orNone(Kind::isDuration)),
    PERIOD("period", "a number and ms, s, m or h, such as 250ms, and above zero", Kind::isPeriod),
    OPTIONAL_PERIOD("optional-period", "a duration such as 1.5s, above zero, or none", orNone(Kind::isPeriod)),
    COUNT("count", "a positive whole number", text -> isNumber(text, "\\d{1,9}") && Integer.parseInt(text) > 0),
    NUMBER(
            "number",
            "a positive number",
            text -> isNumber(text, "\\d{1,9}(\\.\\d{1,9})?") && Double.parseDouble(text) > 0),
    PERCENT("percent", "a percentage such as 50%", text -> isNumber(text, "\\d{1,3}(\\.\\d{1,9})?%?")),
    RATE("rate", "a number and a time such as 1/20m, or none", orNone(Kind::isRate)),
    TEXT("text", "a word", text -> !text.isBlank());

    private final String word;
    private final String expected;
    private final Predicate<String> valid;

    Kind(String word, String expected, Predicate<String> valid) {
        this.word = word;
        this.expected = expected;
        this.valid = valid;
    }

    /** The kind that the data call {@code word}. */
    public static Kind named(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind of setting is called \"" + word + "\""));
    }

    /** What a value looks like, in words. */
    public String expected() {
        return expected;
    }

    public boolean accepts(String text) {
        return valid.test(text);
    }

    private static boolean isNumber(String text, String regex) {
        return Pattern.matches(regex, text);
    }

    private static boolean isDuration(String text) {
        return DurationText.isValid(text);
    }

    private static boolean isPeriod(String text) {
        return isDuration(text) && !DurationText.parse(text).isZero();
    }

    private static boolean isRate(String text) {
        String[] parts = text.split("/", -1);
        return parts.length == 2 && COUNT.accepts(parts[0]) && isPeriod(parts[1]);
    }

    private static Predicate<String> orNone(Predicate<String> valid) {
        return text -> text.equals("none") || valid.test(text);
    }
}
