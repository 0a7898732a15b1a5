package io.partita.control.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The value of {@code --system}: a name and settings, {@code zookeeper:tickTime=1000,syncLimit=3}. */
record SystemSpec(String name, Map<String, String> options) {

    /** The setting that {@code --time-scale} is short for. */
    static final String TIME_SCALE = "time.scale";

    /** The setting that {@code --layout} is long for: the whole layout in one word. */
    static final String LAYOUT = "layout";

    /** This with one setting more, or another value for it. */
    SystemSpec with(String key, String value) {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.put(key, value);
        return new SystemSpec(name, all);
    }

    /** This with those settings of {@code other} that it leaves out, if that is the same system. */
    SystemSpec orElse(SystemSpec other) {
        if (!name.equals(other.name)) {
            return this;
        }
        Map<String, String> all = new LinkedHashMap<>(other.options);
        all.putAll(options);
        return new SystemSpec(name, all);
    }

    static SystemSpec parse(String text, List<Problem> problems) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return new SystemSpec(text, Map.of());
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (String pair : text.substring(colon + 1).split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                problems.add(new Problem(
                        "--system " + text + ": \"" + pair + "\" is not KEY=VALUE",
                        "Write NAME:KEY=VALUE,KEY=VALUE with no spaces."));
            } else {
                options.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return new SystemSpec(text.substring(0, colon), options);
    }
}
