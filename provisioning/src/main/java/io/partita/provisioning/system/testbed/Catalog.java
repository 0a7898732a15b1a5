package io.partita.provisioning.system.testbed;

import io.partita.provisioning.system.mesos.internal.Knobs;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the testbed can be told, as its own data files say it. Immutable.
 *
 * @param knobs what can be set, and the releases that the testbed can follow
 * @param bugs the misbehaviours that can be switched on: name to what it does
 */
record Catalog(Knobs knobs, Map<String, String> bugs) {

    Catalog {
        bugs = Collections.unmodifiableMap(new LinkedHashMap<>(bugs));
    }

    /** Reads both files: a table of knobs, and a bug a line with its name first. */
    static Catalog parse(List<String> knobLines, List<String> bugLines) {
        Map<String, String> bugs = new LinkedHashMap<>();
        bugLines.stream()
                .filter(Knobs::isData)
                .map(Knobs::columns)
                .forEach(columns -> bugs.put(columns.get(0), columns.get(1)));
        return new Catalog(Knobs.parse("knobs.tsv", knobLines), bugs);
    }

    /** The names of the releases that it can follow. */
    List<String> profiles() {
        return knobs.profiles();
    }
}
