package io.partita.nemesis.fault;

import io.partita.checker.Spelling;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of an order as values. Immutable. Every method throws {@link IllegalArgumentException} when a value is
 * none of what is wanted; the message says which parameter, which value, and what would do.
 */
public final class Arguments {

    private static final Pattern NUMBER_WITH_UNIT = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?)([A-Za-z%/]*)");

    private final String kind;
    private final Map<String, String> values;

    private Arguments(String kind, Map<String, String> values) {
        this.kind = kind;
        this.values = values;
    }

    /** The parameters of {@code order}, completed by the usual values of {@code known}; refuses others. */
    public static Arguments of(FaultOrder order, List<Parameter> known) {
        var values = new LinkedHashMap<String, String>();
        known.forEach(parameter -> values.put(parameter.name(), parameter.usual()));
        order.parameters().forEach((name, value) -> {
            if (!values.containsKey(name)) {
                throw new IllegalArgumentException(order.kind() + " has no parameter " + name
                        + Spelling.closest(name, values.keySet())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(values.isEmpty() ? "; it has none" : "; it has " + values.keySet()));
            }
            values.put(name, value);
        });
        return new Arguments(order.kind(), values);
    }

    /** The value as it was written; empty if there is none. */
    public String text(String name) {
        return values.get(name);
    }

    /** One of {@code allowed}. */
    public String oneOf(String name, List<String> allowed) {
        return require(name, allowed.contains(text(name)), "one of " + String.join(", ", allowed));
    }

    /** A duration such as {@code 100ms}, {@code 2.5s} or {@code 1m}. */
    public Duration duration(String name, Duration least, Duration most) {
        String wanted = "a duration from " + least.toMillis() + "ms to " + most.toMillis() + "ms, such as 100ms or 2s";
        double perUnit = unit(name, wanted, Map.of("us", 1e3, "ms", 1e6, "s", 1e9, "m", 60e9, "h", 3600e9));
        Duration duration = Duration.ofNanos(Math.round(number(name, wanted) * perUnit));
        require(name, duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0, wanted);
        return duration;
    }

    /** A duration with a sign, such as {@code -30s} or {@code +250ms}, whose length is from {@code least} to {@code most}. */
    public Duration shift(String name, Duration least, Duration most) {
        String text = text(name);
        boolean back = text.startsWith("-");
        var length = new Arguments(kind, Map.of(name, back || text.startsWith("+") ? text.substring(1) : text));
        Duration duration = length.duration(name, least, most);
        return back ? duration.negated() : duration;
    }

    /** A number without a unit, such as {@code 1.05}. */
    public double factor(String name, double least, double most) {
        String wanted = "a number from " + least + " to " + most;
        double factor = number(name, wanted) * unit(name, wanted, Map.of("", 1.0));
        require(name, factor >= least && factor <= most, wanted);
        return factor;
    }

    /** A share such as {@code 20%}, as a number from 0 to 1. */
    public double share(String name, double least, double most) {
        String wanted = "a share from " + least * 100 + "% to " + most * 100 + "%, such as 20%";
        double share = number(name, wanted) * unit(name, wanted, Map.of("%", 0.01));
        require(name, share >= least && share <= most, wanted);
        return share;
    }

    /** A whole number. */
    public long count(String name, long least, long most) {
        String wanted = "a whole number from " + least + " to " + most;
        unit(name, wanted, Map.of("", 1.0));
        double number = number(name, wanted);
        require(name, number == Math.rint(number) && number >= least && number <= most, wanted);
        return (long) number;
    }

    /** A number of bytes such as {@code 64k}, {@code 10m} or {@code 1g}, in powers of 1024. */
    public long bytes(String name, long least, long most) {
        String wanted = "a number of bytes from " + least + " to " + most + ", such as 64k, 10m or 1g";
        double perUnit =
                unit(name, wanted, Map.of("", 1.0, "k", 1024.0, "m", 1024.0 * 1024, "g", 1024.0 * 1024 * 1024));
        double bytes = number(name, wanted) * perUnit;
        require(name, bytes >= least && bytes <= most, wanted);
        return (long) bytes;
    }

    private double unit(String name, String wanted, Map<String, Double> units) {
        String unit = parts(name, wanted).group(2);
        require(name, units.containsKey(unit), wanted);
        return units.get(unit);
    }

    private double number(String name, String wanted) {
        return Double.parseDouble(parts(name, wanted).group(1));
    }

    private Matcher parts(String name, String wanted) {
        Matcher matcher = NUMBER_WITH_UNIT.matcher(text(name));
        require(name, matcher.matches(), wanted);
        return matcher;
    }

    private String require(String name, boolean holds, String wanted) {
        if (!holds) {
            throw new IllegalArgumentException(kind + ": " + name + "=" + text(name) + " is not " + wanted);
        }
        return text(name);
    }
}
