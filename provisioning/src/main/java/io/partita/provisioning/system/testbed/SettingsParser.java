package io.partita.provisioning.system.testbed;

import io.partita.provisioning.system.Daemon;
import io.partita.provisioning.system.mesos.Layout;
import io.partita.provisioning.system.mesos.internal.EnsembleSettings;
import io.partita.provisioning.system.mesos.internal.Kind;
import io.partita.provisioning.system.mesos.internal.Knobs;
import io.partita.provisioning.system.zookeeper.ZooKeeperSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the options of the testbed and collects all that is wrong with them. */
final class SettingsParser {

    static final String PROFILE = "profile";
    static final String TIME_SCALE = "time.scale";
    static final String BUGS = "bugs";
    static final String MASTERS = "masters";
    static final String DISCOVERY = "discovery";
    static final String LAYOUT = "layout";
    static final String RESOURCES = "resources";
    static final String ATTRIBUTES = "attributes";
    static final String DIRECTORY = "directory";
    static final String ZOOKEEPER = "zookeeper.";

    /** What the options beside those of knobs are for, in the order to list them. */
    static final Map<String, String> DEFAULTS = defaults();

    private static final Pattern SCALE = Pattern.compile("\\d{1,4}(\\.\\d{1,6})?");

    private final Catalog catalog;
    private final List<String> problems = new ArrayList<>();

    SettingsParser(Catalog catalog) {
        this.catalog = catalog;
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put(PROFILE, "modern");
        defaults.put(TIME_SCALE, "1");
        defaults.put(BUGS, TestbedSettings.NONE);
        defaults.put(MASTERS, "3");
        defaults.put(DISCOVERY, TestbedSettings.NONE);
        defaults.put(LAYOUT, TestbedSettings.NONE);
        // More than the machine has: agents do not enforce them, and tests place more than a few tasks.
        defaults.put(RESOURCES, "cpus:4;mem:4096;disk:10240;ports:[31000-32000]");
        defaults.put(ATTRIBUTES, TestbedSettings.NONE);
        defaults.put(DIRECTORY, "/opt/partita/testbed");
        return defaults;
    }

    /** @throws IllegalArgumentException if any option is unknown or wrong; the message names all of them */
    TestbedSettings parse(Map<String, String> options) {
        Map<String, String> values = new LinkedHashMap<>(DEFAULTS);
        Map<String, String> knobs = new LinkedHashMap<>();
        Map<String, String> zookeeper = new LinkedHashMap<>();
        options.forEach((key, value) -> {
            if (key.startsWith(ZOOKEEPER)) {
                zookeeper.put(key.substring(ZOOKEEPER.length()), value);
            } else if (catalog.knobs().named(key).isPresent()) {
                knobs.put(key, value);
            } else if (values.replace(key, value) == null) {
                problems.add("unknown option \"" + key + "\"" + catalog.knobs().suggestion(key));
            }
        });
        String profile = oneOf(PROFILE, values.get(PROFILE), catalog.profiles());
        double scale = scale(values.get(TIME_SCALE));
        Set<String> bugs = bugs(values.get(BUGS));
        Map<String, String> effective = knobValues(profile, knobs);
        Map<String, String> given = new LinkedHashMap<>();
        given.put(PROFILE, profile);
        given.put(TIME_SCALE, values.get(TIME_SCALE));
        given.put(BUGS, String.join("+", bugs));
        given.putAll(knobs);
        Optional<Layout> layout = layout(values.get(LAYOUT));
        int masters = masters(values.get(MASTERS));
        if (!Daemon.isDirectory(values.get(DIRECTORY))) {
            problems.add("directory must be an absolute path of at least two levels without special characters, not \""
                    + values.get(DIRECTORY) + "\"");
        }
        oneLine(RESOURCES, values.get(RESOURCES));
        oneLine(ATTRIBUTES, values.get(ATTRIBUTES));
        ZooKeeperSettings ensemble = problems.isEmpty()
                ? new EnsembleSettings(scale, effective, values.get(DIRECTORY)).with(zookeeper, problems)
                : ZooKeeperSettings.DEFAULT;
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("testbed: " + String.join("; ", problems));
        }
        return new TestbedSettings(
                profile,
                scale,
                bugs,
                effective,
                given,
                masters,
                list(values.get(DISCOVERY)),
                layout,
                values.get(RESOURCES),
                values.get(ATTRIBUTES).equals(TestbedSettings.NONE) ? "" : values.get(ATTRIBUTES),
                values.get(DIRECTORY),
                ensemble);
    }

    private String oneOf(String key, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            problems.add(key + " must be one of " + String.join(", ", allowed) + ", not \"" + value + "\"");
            return allowed.get(allowed.size() - 1);
        }
        return value;
    }

    private double scale(String text) {
        double scale = SCALE.matcher(text).matches() ? Double.parseDouble(text) : 0;
        if (scale < 1 || scale > 1000) {
            problems.add("time.scale must be a number from 1 to 1000, not \"" + text + "\"");
            return 1;
        }
        return scale;
    }

    private Set<String> bugs(String text) {
        Set<String> bugs = new TreeSet<>(list(text));
        bugs.stream()
                .filter(bug -> !catalog.bugs().containsKey(bug))
                .forEach(bug -> problems.add("no bug is called \"" + bug + "\": expected "
                        + String.join(", ", catalog.bugs().keySet()) + ", joined by +"));
        return bugs;
    }

    private Map<String, String> knobValues(String profile, Map<String, String> given) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Knobs.Knob knob : catalog.knobs().all()) {
            String value = given.getOrDefault(knob.name(), knob.defaults().get(profile));
            if (!knob.kind().accepts(value)) {
                problems.add(knob.name() + " must be " + knob.kind().expected() + ", not \"" + value + "\"");
            }
            values.put(knob.name(), value);
        }
        return values;
    }

    private int masters(String text) {
        if (!Kind.COUNT.accepts(text)) {
            problems.add("masters must be a positive whole number, not \"" + text + "\"");
            return 1;
        }
        return Integer.parseInt(text);
    }

    private Optional<Layout> layout(String word) {
        try {
            return word.equals(TestbedSettings.NONE) ? Optional.empty() : Optional.of(Layout.ofWord(word));
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }

    private void oneLine(String key, String value) {
        if (value.isBlank() || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
            problems.add(key + " must be one word without blanks, not \"" + value + "\"");
        }
    }

    private static List<String> list(String text) {
        return text.equals(TestbedSettings.NONE)
                ? List.of()
                : Arrays.stream(text.split("[+,]"))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList();
    }
}
