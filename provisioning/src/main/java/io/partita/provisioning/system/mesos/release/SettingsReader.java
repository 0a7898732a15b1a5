package io.partita.provisioning.system.mesos.release;

import io.partita.provisioning.system.Daemon;
import io.partita.provisioning.system.mesos.Layout;
import io.partita.provisioning.system.mesos.Role;
import io.partita.provisioning.system.mesos.internal.EnsembleSettings;
import io.partita.provisioning.system.mesos.internal.Kind;
import io.partita.provisioning.system.zookeeper.ZooKeeperSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the options of the system and collects all that is wrong with them. Used once. */
final class SettingsReader {

    static final String PROFILE = "profile";
    static final String MASTERS = "masters";
    static final String LAYOUT = "layout";
    static final String RESOURCES = "resources";
    static final String ATTRIBUTES = "attributes";
    static final String DIRECTORY = "directory";
    static final String WIPE_META = "wipe.meta";
    static final String JAVA_HOME = "java.home";
    static final String JAVA_OPTIONS = "java.options";
    static final String ZOOKEEPER = "zookeeper.";
    static final String FLAG = "flag.";

    /** The options beside those of sources and settings and what they are by themselves, in the order to list them. */
    static final Map<String, String> DEFAULTS = defaults();

    private static final String TIME_SCALE = "time.scale";

    private final Tables tables;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>(DEFAULTS);
    private final Map<String, String> knobs = new LinkedHashMap<>();
    private final Map<String, String> flags = new LinkedHashMap<>();
    private final Map<String, String> zookeeper = new LinkedHashMap<>();

    SettingsReader(Tables tables) {
        this.tables = tables;
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put(PROFILE, "modern");
        defaults.put(MASTERS, "3");
        defaults.put(LAYOUT, ReleaseSettings.NONE);
        // More than the machine has: five nodes may share one, and tests place more than a few tasks.
        defaults.put(RESOURCES, "cpus:4;mem:4096;disk:10240;ports:[31000-32000]");
        defaults.put(ATTRIBUTES, ReleaseSettings.NONE);
        defaults.put(DIRECTORY, "/opt/partita/mesos");
        defaults.put(WIPE_META, WipeMeta.ON_FAILURE.label());
        defaults.put(JAVA_HOME, ReleaseSettings.NONE);
        defaults.put(JAVA_OPTIONS, ReleaseSettings.NONE);
        return defaults;
    }

    /** @throws IllegalArgumentException if any option is unknown or wrong; the message names all of them */
    ReleaseSettings read(Map<String, String> options) {
        options.forEach(this::sort);
        var ofMesos = new SourceReader(Product.MESOS, options, problems);
        int before = problems.size();
        Optional<Source> mesos = ofMesos.read();
        if (mesos.isEmpty() && problems.size() == before) {
            problems.add("no Mesos is named: give " + ofMesos.ways() + "; docs/mesos.md says more");
        }
        Optional<Source> marathon = new SourceReader(Product.MARATHON, options, problems).read();
        String profile = oneOf(PROFILE, tables.knobs().profiles());
        Map<String, String> inForce = new KnobCheck(tables, profile, problems).values(knobs);
        Map<String, Map<String, String>> passed = new PassedFlags(tables, profile, problems).read(flags);
        int masters = masters();
        Optional<Layout> layout = layout(marathon.isPresent());
        if (!Daemon.isDirectory(values.get(DIRECTORY))) {
            problems.add("directory must be an absolute path of at least two levels without special characters, not \""
                    + values.get(DIRECTORY) + "\"");
        }
        if (!isNone(JAVA_HOME) && !Daemon.isDirectory(values.get(JAVA_HOME))) {
            problems.add(
                    "java.home must be an absolute path on the nodes, or none, not \"" + values.get(JAVA_HOME) + "\"");
        }
        if (WipeMeta.named(values.get(WIPE_META)).isEmpty()) {
            problems.add("wipe.meta must be one of " + WipeMeta.CHOICES + ", not \"" + values.get(WIPE_META) + "\"");
        }
        oneWord(RESOURCES);
        oneWord(ATTRIBUTES);
        ZooKeeperSettings ensemble = problems.isEmpty()
                ? new EnsembleSettings(1, inForce, values.get(DIRECTORY)).with(zookeeper, problems)
                : ZooKeeperSettings.DEFAULT;
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("mesos: " + String.join("; ", problems));
        }
        return new ReleaseSettings(
                profile,
                mesos.orElseThrow(),
                marathon,
                version(mesos.orElseThrow(), marathon, options, profile),
                inForce,
                knobs.keySet(),
                passed,
                masters,
                layout,
                orEmpty(RESOURCES),
                orEmpty(ATTRIBUTES),
                values.get(DIRECTORY),
                WipeMeta.named(values.get(WIPE_META)).orElseThrow(),
                orEmpty(JAVA_HOME),
                orEmpty(JAVA_OPTIONS).replace('+', ' '),
                ensemble);
    }

    private void sort(String key, String value) {
        if (key.startsWith(ZOOKEEPER)) {
            zookeeper.put(key.substring(ZOOKEEPER.length()), value);
        } else if (key.startsWith(FLAG)) {
            flags.put(key.substring(FLAG.length()), value);
        } else if (tables.knobs().named(key).isPresent()) {
            knobs.put(key, value);
        } else if (key.equals(TIME_SCALE)) {
            problems.add(
                    "time.scale: released servers take every duration as it is; set those that matter one by one, such"
                            + " as ping.timeout=3s");
        } else if (!ofASource(key) && values.replace(key, value) == null) {
            problems.add("unknown option \"" + key + "\"" + tables.knobs().suggestion(key));
        }
    }

    private static boolean ofASource(String key) {
        return Stream.of(Product.values())
                .anyMatch(product -> SourceReader.MEANINGS.keySet().stream()
                        .anyMatch(name -> product.option(name).equals(key)));
    }

    private String oneOf(String key, List<String> allowed) {
        String value = values.get(key);
        if (!allowed.contains(value)) {
            problems.add(key + " must be one of " + String.join(", ", allowed) + ", not \"" + value + "\"");
            return allowed.get(allowed.size() - 1);
        }
        return value;
    }

    private int masters() {
        String text = values.get(MASTERS);
        if (!Kind.COUNT.accepts(text)) {
            problems.add("masters must be a positive whole number, not \"" + text + "\"");
            return 1;
        }
        return Integer.parseInt(text);
    }

    private Optional<Layout> layout(boolean marathon) {
        if (isNone(LAYOUT)) {
            return Optional.empty();
        }
        try {
            Layout layout = Layout.ofWord(values.get(LAYOUT));
            if (!layout.on(Role.DISCOVERY).isEmpty()) {
                problems.add("layout: discovery is on " + layout.on(Role.DISCOVERY) + ", but this system has none");
            }
            if (!marathon && !layout.on(Role.MARATHON).isEmpty()) {
                problems.add("layout: marathon is on " + layout.on(Role.MARATHON)
                        + ", but no Marathon is named: give marathon.archive, marathon.prefix or marathon.packages");
            }
            return Optional.of(layout);
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }

    private void oneWord(String key) {
        String value = values.get(key);
        if (value.isBlank() || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
            problems.add(key + " must be one word without blanks, not \"" + value + "\"");
        }
    }

    private static String version(
            Source mesos, Optional<Source> marathon, Map<String, String> options, String profile) {
        String both = Stream.of(
                        Optional.ofNullable(options.get(SourceReader.VERSION)).or(mesos::version),
                        Optional.ofNullable(options.get(Product.MARATHON.option(SourceReader.VERSION)))
                                .or(() -> marathon.flatMap(Source::version))
                                .map(version -> "Marathon " + version))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" with "));
        return both.isEmpty() ? profile : both;
    }

    private boolean isNone(String key) {
        return values.get(key).equals(ReleaseSettings.NONE);
    }

    private String orEmpty(String key) {
        return isNone(key) ? "" : values.get(key);
    }
}
