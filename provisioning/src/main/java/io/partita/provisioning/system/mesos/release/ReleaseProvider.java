package io.partita.provisioning.system.mesos.release;

import io.partita.provisioning.system.SystemProvider;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes {@link ReleaseSystem} from {@code --system mesos:KEY=VALUE,…}. */
public final class ReleaseProvider implements SystemProvider {

    private static final Map<String, String> MEANINGS = Map.of(
            SettingsReader.PROFILE, "the generation of the releases: ",
            SettingsReader.MASTERS, "how many of the first nodes get a master and a Marathon",
            SettingsReader.LAYOUT,
                    "which node is what, as --layout FILE gives it in one word, such as"
                            + " zookeeper:n1/master:n1/agent:n2+n3",
            SettingsReader.RESOURCES, "what every agent offers; none: what it finds",
            SettingsReader.ATTRIBUTES, "what every agent says of itself, such as rack:1;zone:a",
            SettingsReader.DIRECTORY, "where everything lies on a node",
            SettingsReader.WIPE_META,
                    "when the link to an agent's last checkpoints is removed before it starts, on-failure if it says"
                            + " that it cannot recover: " + WipeMeta.CHOICES,
            SettingsReader.JAVA_HOME, "the Java on the nodes that Marathon is run by; none: the usual one",
            SettingsReader.JAVA_OPTIONS, "options for that Java, + for blanks");

    @Override
    public String name() {
        return ReleaseSystem.NAME;
    }

    @Override
    public String description() {
        return "released Apache Mesos and Marathon, from archives, directories or packages that you name";
    }

    @Override
    public Map<String, String> options() {
        Tables tables = Tables.read();
        List<String> profiles = tables.knobs().profiles();
        Map<String, String> options = new LinkedHashMap<>();
        for (Product product : Product.values()) {
            SourceReader.MEANINGS.forEach(
                    (name, meaning) -> options.put(product.option(name), product.title() + ": " + meaning));
        }
        SettingsReader.DEFAULTS.forEach((key, value) -> options.put(
                key,
                MEANINGS.get(key) + (key.equals(SettingsReader.PROFILE) ? String.join(", ", profiles) : "")
                        + " (default " + value + ")"));
        options.put(SettingsReader.ZOOKEEPER + "KEY", "a setting of the ensemble, as the system zookeeper has them");
        PassedFlags.SERVERS.forEach(server -> options.put(
                SettingsReader.FLAG + server + ".NAME",
                "the flag --NAME of the " + server + ", passed through as it is"));
        tables.knobs()
                .all()
                .forEach(knob ->
                        options.put(knob.name(), knob.meaning() + " (default " + knob.defaultsOf(profiles) + ")"));
        return options;
    }

    @Override
    public List<String> parts() {
        return List.of("zookeeper");
    }

    @Override
    public SystemUnderTest create(Map<String, String> options) {
        return ReleaseSystem.of(options);
    }
}
