package io.partita.testbed.marathon.api;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Selects by labels: {@code a==b, a!=b, a in (b,c), a notin (b,c)} and {@code a}, joined by commas that mean "and". */
final class LabelSelector {

    private static final Pattern COMPARE = Pattern.compile("\\s*([\\w./-]+)\\s*(==|!=)\\s*([\\w./-]+)\\s*");
    private static final Pattern WITHIN = Pattern.compile("\\s*([\\w./-]+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
    private static final Pattern EXISTS = Pattern.compile("\\s*([\\w./-]+)\\s*");
    private static final Pattern COMMA_OUTSIDE = Pattern.compile(",(?![^(]*\\))");

    private LabelSelector() {}

    /** @throws ApiError if {@code text} is no selector */
    static Predicate<Map<String, String>> parse(String text) {
        return Arrays.stream(COMMA_OUTSIDE.split(text)).map(LabelSelector::one).reduce(labels -> true, Predicate::and);
    }

    private static Predicate<Map<String, String>> one(String text) {
        Matcher compare = COMPARE.matcher(text);
        if (compare.matches()) {
            boolean equal = compare.group(2).equals("==");
            return labels -> compare.group(3).equals(labels.get(compare.group(1))) == equal;
        }
        Matcher within = WITHIN.matcher(text);
        if (within.matches()) {
            boolean in = within.group(2).equals("in");
            return labels -> Arrays.stream(within.group(3).split(","))
                            .map(String::strip)
                            .anyMatch(value -> value.equals(labels.get(within.group(1))))
                    == in;
        }
        Matcher exists = EXISTS.matcher(text);
        if (exists.matches()) {
            return labels -> labels.containsKey(exists.group(1));
        }
        throw ApiError.of(400, "not a label selector: " + text);
    }
}
