package io.partita.provisioning.system.mesos.release;

import io.partita.provisioning.system.mesos.Layout;
import io.partita.provisioning.system.mesos.Timings;
import io.partita.provisioning.system.mesos.internal.DurationText;
import io.partita.provisioning.system.zookeeper.ZooKeeperSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How released servers are had, installed, started and timed. Immutable. Values were checked against the tables.
 *
 * @param profile the generation of the releases
 * @param mesos where Mesos is had from
 * @param marathon where Marathon is had from, if there is to be one
 * @param version what to call both in reports
 * @param knobs the value in force of every setting, as written
 * @param given the names of the settings that were given
 * @param passed more flags by the role of the server, name to value; an empty value for a flag without one
 * @param masters how many nodes get a master and a Marathon in the usual layout
 * @param layout which node is what, if that is not the usual layout
 * @param resources what every agent offers; empty for what it finds
 * @param attributes what every agent says of itself; may be empty
 * @param directory where everything lies on a node
 * @param wipeMeta when an agent's checkpoints are passed over
 * @param javaHome the Java on the nodes that Marathon is run by; empty for the usual one
 * @param javaOptions options for that Java; may be empty
 * @param zookeeper how the ensemble is installed and timed
 */
record ReleaseSettings(
        String profile,
        Source mesos,
        Optional<Source> marathon,
        String version,
        Map<String, String> knobs,
        Set<String> given,
        Map<String, Map<String, String>> passed,
        int masters,
        Optional<Layout> layout,
        String resources,
        String attributes,
        String directory,
        WipeMeta wipeMeta,
        String javaHome,
        String javaOptions,
        ZooKeeperSettings zookeeper)
        implements Timings {

    static final String NONE = "none";

    ReleaseSettings {
        knobs = Map.copyOf(knobs);
        given = Set.copyOf(given);
        passed = Map.copyOf(passed);
    }

    /** The same settings with everything in another directory, the ensemble too. */
    ReleaseSettings in(String otherDirectory) {
        return new ReleaseSettings(
                profile,
                mesos,
                marathon,
                version,
                knobs,
                given,
                passed,
                masters,
                layout,
                resources,
                attributes,
                otherDirectory,
                wipeMeta,
                javaHome,
                javaOptions,
                zookeeper.in(otherDirectory + zookeeper.directory().substring(directory.length())));
    }

    /** Where {@code product} is had from. */
    Optional<Source> source(Product product) {
        return product == Product.MESOS ? Optional.of(mesos) : marathon;
    }

    @Override
    public Optional<Duration> optionalDuration(String name) {
        String text = text(name);
        return text.equals(NONE) ? Optional.empty() : Optional.of(DurationText.parse(text));
    }

    @Override
    public int count(String name) {
        return Integer.parseInt(text(name));
    }

    @Override
    public String text(String name) {
        String text = knobs.get(name);
        if (text == null) {
            throw new IllegalArgumentException("there is no setting \"" + name + "\"");
        }
        return text;
    }
}
