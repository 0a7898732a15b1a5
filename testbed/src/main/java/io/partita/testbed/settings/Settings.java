package io.partita.testbed.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Profile, time scale, bugs, and the value of every knob. Immutable.
 *
 * <p>All durations that this class gives out are already divided by the time scale. Durations that reach a component
 * in a request, such as an app's {@code backoffSeconds}, go through {@link #scaled}: so whatever was written for a real
 * cluster keeps its proportions.
 */
public final class Settings {

    /** The names beside those of knobs. */
    public static final String PROFILE = "profile";

    public static final String TIME_SCALE = "time.scale";
    public static final String BUGS = "bugs";

    /** So that any moment plus any duration is a moment. */
    private static final double LONGEST_SECONDS = 10 * 365 * 86_400.0;

    private final Profile profile;
    private final double timeScale;
    private final Set<Bug> bugs;
    private final Map<Knob, String> values;

    private Settings(Profile profile, double timeScale, Set<Bug> bugs, Map<Knob, String> values) {
        this.profile = profile;
        this.timeScale = timeScale;
        this.bugs = bugs;
        this.values = values;
    }

    /**
     * The settings in {@code options}: profile, time.scale, bugs, and names of knobs. What is left out has its default in
     * the profile.
     *
     * @throws IllegalArgumentException if any name is unknown or any value wrong; the message lists all of them
     */
    public static Settings parse(Map<String, String> options) {
        List<String> problems = new ArrayList<>();
        Profile profile = Profile.MODERN;
        double timeScale = 1;
        Set<Bug> bugs = EnumSet.noneOf(Bug.class);
        Map<Knob, String> given = new EnumMap<>(Knob.class);
        for (Map.Entry<String, String> option : options.entrySet()) {
            String value = option.getValue();
            try {
                switch (option.getKey()) {
                    case PROFILE -> profile = Profile.parse(value);
                    case TIME_SCALE -> timeScale = parseScale(value);
                    case BUGS -> bugs = Bug.parse(value);
                    default ->
                        Knob.named(option.getKey())
                                .ifPresentOrElse(
                                        knob -> given.put(knob, value),
                                        () -> problems.add("unknown setting \"" + option.getKey() + "\""));
                }
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
            }
        }
        Map<Knob, String> values = new EnumMap<>(Knob.class);
        for (Knob knob : Knob.values()) {
            String value = given.getOrDefault(knob, KnobTable.row(knob).defaultOf(profile));
            String problem = KnobTable.problem(knob, value);
            if (!problem.isEmpty()) {
                problems.add(problem);
            }
            values.put(knob, value);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new Settings(profile, timeScale, bugs, values);
    }

    private static double parseScale(String text) {
        try {
            double scale = Double.parseDouble(text);
            if (scale >= 1 && scale <= 1000) {
                return scale;
            }
        } catch (NumberFormatException e) {
            // told below, like a number out of range
        }
        throw new IllegalArgumentException("time.scale must be a number from 1 to 1000, not \"" + text + "\"");
    }

    public Profile profile() {
        return profile;
    }

    /** What all durations are divided by. */
    public double timeScale() {
        return timeScale;
    }

    /** Whether {@code bug} is switched on. */
    public boolean has(Bug bug) {
        return bugs.contains(bug);
    }

    /** All that is switched on. */
    public Set<Bug> bugs() {
        return Set.copyOf(bugs);
    }

    /** The scaled value of a knob that always has a duration; not shorter than 1 ms unless it is zero. */
    public Duration duration(Knob knob) {
        return scaled(Durations.parse(values.get(knob)));
    }

    /** The scaled value of a knob that may be {@code none}. */
    public Optional<Duration> optionalDuration(Knob knob) {
        return isNone(knob) ? Optional.empty() : Optional.of(duration(knob));
    }

    public int count(Knob knob) {
        return Integer.parseInt(values.get(knob));
    }

    public double number(Knob knob) {
        return Double.parseDouble(values.get(knob));
    }

    /** A part of one: {@code 100%} is 1.0. */
    public double percent(Knob knob) {
        return Double.parseDouble(values.get(knob).replaceFirst("%$", "")) / 100;
    }

    /** A rate whose time is scaled; empty if there is no limit. */
    public Optional<Rate> rate(Knob knob) {
        if (isNone(knob)) {
            return Optional.empty();
        }
        Rate rate = Rate.parse(values.get(knob));
        return Optional.of(new Rate(rate.events(), scaled(rate.time())));
    }

    public String text(Knob knob) {
        return values.get(knob);
    }

    /** {@code duration} divided by the time scale; not shorter than 1 ms unless it is zero. */
    public Duration scaled(Duration duration) {
        if (duration.isZero() || timeScale == 1) {
            return duration;
        }
        return Duration.ofNanos(Math.max(1_000_000, Math.round(duration.toNanos() / timeScale)));
    }

    /** As {@link #scaled(Duration)}, for a number of seconds from a request; more than ten years are ten years. */
    public Duration scaledSeconds(double seconds) {
        return scaled(Duration.ofNanos(Math.round(Math.min(seconds, LONGEST_SECONDS) * 1e9)));
    }

    /** What holds: profile, time scale, bugs, and every knob's value, scaled. In the form that {@link #parse} reads. */
    public Map<String, String> effective() {
        Map<String, String> effective = new LinkedHashMap<>();
        effective.put(PROFILE, profile.toString());
        effective.put(TIME_SCALE, Double.toString(timeScale));
        effective.put(BUGS, bugs.stream().map(Bug::name).collect(Collectors.joining(",")));
        for (Knob knob : Knob.values()) {
            effective.put(knob.key(), effective(knob));
        }
        return effective;
    }

    private String effective(Knob knob) {
        if (isNone(knob)) {
            return "none";
        }
        return switch (KnobTable.row(knob).kind()) {
            case "duration", "optional-duration", "period", "optional-period" -> Durations.asMillis(duration(knob));
            case "rate" ->
                rate(knob)
                        .map(rate -> rate.events() + "/" + Durations.asMillis(rate.time()))
                        .orElse("none");
            default -> text(knob);
        };
    }

    private boolean isNone(Knob knob) {
        return values.get(knob).equals("none");
    }
}
