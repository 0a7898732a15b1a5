package io.partita.provisioning.system.mesos.release;

import io.partita.provisioning.system.mesos.internal.DurationText;
import io.partita.provisioning.system.mesos.internal.Knobs.Knob;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the settings that were given can be had of servers of a profile. */
final class KnobCheck {

    private final Tables tables;
    private final String profile;
    private final List<String> problems;

    KnobCheck(Tables tables, String profile, List<String> problems) {
        this.tables = tables;
        this.profile = profile;
        this.problems = problems;
    }

    /** The value in force of every setting. */
    Map<String, String> values(Map<String, String> given) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Knob knob : tables.knobs().all()) {
            String usual = knob.defaults().get(profile);
            String value = given.getOrDefault(knob.name(), usual);
            if (!knob.kind().accepts(value)) {
                problems.add(knob.name() + " must be " + knob.kind().expected() + ", not \"" + value + "\"");
            } else if (!value.equals(usual)) {
                check(knob.name(), value, usual);
            }
            values.put(knob.name(), value);
        }
        return values;
    }

    private void check(String name, String value, String usual) {
        tables.whyFixed(profile, name)
                .ifPresent(reason -> problems.add(
                        name + " cannot be set with profile " + profile + ", where it is " + usual + ": " + reason));
        tables.flags(profile, flag -> flag.setting().equals(name)).forEach(flag -> {
            if (!value.equals(ReleaseSettings.NONE)) {
                range(flag, value);
            } else if (!flag.server().equals(Tables.SUPERVISOR) && !usual.equals(value)) {
                problems.add(name + " cannot be none: the flag " + flag.name() + " has no such value");
            }
        });
    }

    private void range(Tables.Flag flag, String value) {
        try {
            flag.unit().write(value);
        } catch (IllegalArgumentException e) {
            problems.add(flag.setting() + " " + e.getMessage() + ", not \"" + value + "\"");
            return;
        }
        flag.least()
                .filter(least -> duration(value).compareTo(least) < 0)
                .ifPresent(least -> problems.add(
                        flag.setting() + " must be at least " + text(least) + ", which Mesos enforces, not " + value));
        flag.most()
                .filter(most -> duration(value).compareTo(most) > 0)
                .ifPresent(most -> problems.add(
                        flag.setting() + " must be at most " + text(most) + ", which Mesos enforces, not " + value));
    }

    private static Duration duration(String value) {
        return DurationText.parse(value);
    }

    private static String text(Duration duration) {
        return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
    }
}
