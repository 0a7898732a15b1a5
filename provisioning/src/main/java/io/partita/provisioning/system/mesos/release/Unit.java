package io.partita.provisioning.system.mesos.release;

import io.partita.provisioning.system.mesos.internal.DurationText;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How a flag wants its value written. */
enum Unit {
    /** As Mesos writes durations. */
    MESOS(text -> mesos(DurationText.parse(text))),
    /** Whole milliseconds. */
    MS(text -> String.valueOf(whole(DurationText.parse(text), Duration.ofMillis(1), "milliseconds"))),
    /** Whole seconds. */
    S(text -> String.valueOf(whole(DurationText.parse(text), Duration.ofSeconds(1), "seconds"))),
    /** As it is. */
    PLAIN(text -> text),
    /** With a percent sign. */
    PERCENT(text -> text.endsWith("%") ? text : text + "%"),
    /** A number of things and a duration of Mesos. */
    RATE(text -> text.split("/")[0] + "/" + mesos(DurationText.parse(text.split("/")[1]))),
    /** The isolators that stand for a containment. */
    ISOLATION(text -> chosen(text, Map.of("posix", "posix/cpu,posix/mem", "contained", "cgroups/cpu,cgroups/mem"))),
    /** The launcher that stands for a containment. */
    LAUNCHER(text -> chosen(text, Map.of("posix", "posix", "contained", "linux")));

    private final UnaryOperator<String> conversion;

    Unit(UnaryOperator<String> conversion) {
        this.conversion = conversion;
    }

    /** The unit that the table calls {@code word}. */
    static Unit named(String word) {
        return Arrays.stream(values())
                .filter(unit -> unit.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("flags.tsv: no unit \"" + word + "\""));
    }

    /**
     * {@code setting}, a valid value of its kind and not {@code none}, as the flag wants it.
     *
     * @throws IllegalArgumentException if the flag cannot have it; says what it must be
     */
    String write(String setting) {
        return conversion.apply(setting);
    }

    private static String mesos(Duration duration) {
        long millis = whole(duration, Duration.ofMillis(1), "milliseconds");
        return millis % 1000 == 0 ? millis / 1000 + "secs" : millis + "ms";
    }

    private static long whole(Duration duration, Duration unit, String name) {
        if (duration.toNanos() % unit.toNanos() != 0) {
            throw new IllegalArgumentException("must be a whole number of " + name);
        }
        return duration.toNanos() / unit.toNanos();
    }

    private static String chosen(String text, Map<String, String> choices) {
        String choice = choices.get(text);
        if (choice == null) {
            throw new IllegalArgumentException("must be posix or contained");
        }
        return choice;
    }
}
