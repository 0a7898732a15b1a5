package io.partita.provisioning.system.testbed;

import io.partita.provisioning.system.mesos.Layout;
import io.partita.provisioning.system.mesos.MesosBounds;
import io.partita.provisioning.system.mesos.Timings;
import io.partita.provisioning.system.mesos.internal.DurationText;
import io.partita.provisioning.system.zookeeper.ZooKeeperSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the testbed is installed and timed. Immutable. The values of knobs are checked against the testbed's own data.
 *
 * @param profile the releases of Mesos and Marathon whose documented behaviour is followed
 * @param timeScale what all durations are divided by, from 1 to 1000
 * @param bugs the misbehaviours that are switched on
 * @param knobs the value of every knob, as written: given, or the profile's default
 * @param given the settings to hand on to the servers: those that differ from their defaults, as written
 * @param masters how many nodes get a master and a Marathon in the usual layout
 * @param discovery the nodes that get a discovery server
 * @param layout which node is what, if that is not the usual layout
 * @param resources what every agent offers, as Mesos' flag has it
 * @param attributes what every agent says of itself, as Mesos' flag has it; may be empty
 * @param directory where everything of the testbed lies on a node
 * @param zookeeper how the ensemble is installed and timed
 */
public record TestbedSettings(
        String profile,
        double timeScale,
        Set<String> bugs,
        Map<String, String> knobs,
        Map<String, String> given,
        int masters,
        List<String> discovery,
        Optional<Layout> layout,
        String resources,
        String attributes,
        String directory,
        ZooKeeperSettings zookeeper)
        implements Timings {

    static final String NONE = "none";

    public TestbedSettings {
        bugs = Set.copyOf(bugs);
        knobs = Map.copyOf(knobs);
        given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
        discovery = List.copyOf(discovery);
    }

    /**
     * The settings in {@code options}; what is left out has its default.
     *
     * @throws IllegalArgumentException if any option is unknown or wrong; the message names all of them
     * @throws io.partita.provisioning.system.SystemException if the testbed was not built
     */
    public static TestbedSettings parse(Map<String, String> options) {
        return new SettingsParser(Distribution.locate().catalog()).parse(options);
    }

    /** The same settings with everything in another directory, the ensemble too. */
    public TestbedSettings in(String otherDirectory) {
        return new TestbedSettings(
                profile,
                timeScale,
                bugs,
                knobs,
                given,
                masters,
                discovery,
                layout,
                resources,
                attributes,
                otherDirectory,
                zookeeper.in(otherDirectory + zookeeper.directory().substring(directory.length())));
    }

    /** Whether the bug called {@code name} is switched on. */
    public boolean has(String name) {
        return bugs.contains(name);
    }

    /**
     * The value of a knob that is a duration, divided by the time scale; empty if it is {@code none}.
     *
     * @throws IllegalArgumentException if the testbed has no such knob
     */
    @Override
    public Optional<Duration> optionalDuration(String knob) {
        String text = text(knob);
        return text.equals(NONE) ? Optional.empty() : Optional.of(scaled(DurationText.parse(text)));
    }

    /** The value of a knob that counts. */
    @Override
    public int count(String knob) {
        return Integer.parseInt(text(knob));
    }

    @Override
    public Duration effective(Duration given) {
        return scaled(given);
    }

    /** A duration in unscaled time, as the testbed takes it: divided by the time scale, at least 1 ms unless it is zero. */
    public Duration scaled(Duration unscaled) {
        return unscaled.isZero()
                ? unscaled
                : Duration.ofNanos(Math.max(1_000_000, Math.round(unscaled.toNanos() / timeScale)));
    }

    /** What follows from these settings for the time that things take. */
    public MesosBounds bounds() {
        return new MesosBounds(this);
    }

    @Override
    public String text(String knob) {
        String text = knobs.get(knob);
        if (text == null) {
            throw new IllegalArgumentException("the testbed has no knob \"" + knob + "\"");
        }
        return text;
    }
}
