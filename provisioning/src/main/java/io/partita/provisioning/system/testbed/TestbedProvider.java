package io.partita.provisioning.system.testbed;

import io.partita.provisioning.system.SystemException;
import io.partita.provisioning.system.SystemProvider;
import io.partita.provisioning.system.SystemUnderTest;
import io.partita.provisioning.system.mesos.MesosCluster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes {@link TestbedSystem} from {@code --system testbed:KEY=VALUE,…}. */
public final class TestbedProvider implements SystemProvider {

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry(SettingsParser.PROFILE, "whose documented behaviour is followed: "),
            Map.entry(SettingsParser.TIME_SCALE, "all durations are divided by this, 1 to 1000"),
            Map.entry(SettingsParser.BUGS, "misbehaviours to switch on, joined by +: "),
            Map.entry(SettingsParser.MASTERS, "how many of the first nodes get a master and a Marathon"),
            Map.entry(SettingsParser.DISCOVERY, "nodes with a discovery server, joined by +"),
            Map.entry(
                    SettingsParser.LAYOUT,
                    "which node is what, as --layout FILE gives it in one word, such as zookeeper:n1/master:n1/agent:n2+n3"),
            Map.entry(SettingsParser.RESOURCES, "what every agent offers"),
            Map.entry(SettingsParser.ATTRIBUTES, "what every agent says of itself, such as rack:1;zone:a"),
            Map.entry(SettingsParser.DIRECTORY, "where everything lies on a node"));

    @Override
    public String name() {
        return TestbedSystem.NAME;
    }

    @Override
    public String description() {
        return "servers of ours that behave as Mesos and Marathon are documented to, over a real ZooKeeper";
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        Catalog catalog;
        try {
            catalog = Distribution.locate().catalog();
        } catch (SystemException e) {
            // A list says what there is; that it cannot be used now is one of the facts.
            options.put(SettingsParser.PROFILE, e.getMessage());
            return options;
        }
        SettingsParser.DEFAULTS.forEach((key, value) ->
                options.put(key, MEANINGS.get(key) + choices(key, catalog) + " (default " + value + ")"));
        options.put(SettingsParser.ZOOKEEPER + "KEY", "a setting of the ensemble, as the system zookeeper has them");
        catalog.knobs()
                .all()
                .forEach(knob -> options.put(
                        knob.name(), knob.meaning() + " (default " + knob.defaultsOf(catalog.profiles()) + ")"));
        return options;
    }

    private static String choices(String key, Catalog catalog) {
        return switch (key) {
            case SettingsParser.PROFILE -> String.join(", ", catalog.profiles());
            case SettingsParser.BUGS -> String.join(" ", catalog.bugs().keySet());
            default -> "";
        };
    }

    @Override
    public List<String> parts() {
        return List.of("zookeeper", MesosCluster.PART);
    }

    @Override
    public SystemUnderTest create(Map<String, String> options) {
        try {
            return TestbedSystem.of(options);
        } catch (SystemException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
