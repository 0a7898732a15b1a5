package io.partita.control.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The value of {@code --system}: a name and settings, {@code zookeeper:tickTime=1000,syncLimit=3}. */
record SystemSpec(String name, Map<String, String> options) {

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
