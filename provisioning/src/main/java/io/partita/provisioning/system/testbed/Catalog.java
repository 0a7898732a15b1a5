package io.partita.provisioning.system.testbed;

import io.partita.provisioning.system.mesos.internal.Kind;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the testbed can be told, as its own data files say it. Immutable.
 *
 * @param profiles the names of the releases that it can follow
 * @param knobs what can be set, in the order of the file
 * @param bugs the misbehaviours that can be switched on: name to what it does
 */
record Catalog(List<String> profiles, List<Knob> knobs, Map<String, String> bugs) {

    /**
     * Something that can be set.
     *
     * @param defaults its value in each profile
     * @param meaning what it sets, in one sentence
     */
    record Knob(String name, Kind kind, Map<String, String> defaults, String meaning) {}

    private static final int BEFORE = 2;
    private static final int AROUND = 3;

    Catalog {
        profiles = List.copyOf(profiles);
        knobs = List.copyOf(knobs);
        bugs = Collections.unmodifiableMap(new LinkedHashMap<>(bugs));
    }

    /**
     * Reads both files. A line with tabs that begins with # names the columns of the first: name, kind, the profiles,
     * meaning. Other lines that begin with # are comments.
     */
    static Catalog parse(List<String> knobLines, List<String> bugLines) {
        List<String> head = knobLines.stream()
                .filter(line -> line.startsWith("#") && line.contains("\t"))
                .findFirst()
                .map(Catalog::columns)
                .orElseThrow(() -> new IllegalArgumentException("knobs.tsv: no line names the columns"));
        List<String> profiles = head.subList(BEFORE, head.size() - 1);
        List<Knob> knobs = knobLines.stream()
                .filter(Catalog::isData)
                .map(line -> knob(profiles, columns(line)))
                .toList();
        Map<String, String> bugs = new LinkedHashMap<>();
        bugLines.stream()
                .filter(Catalog::isData)
                .map(Catalog::columns)
                .forEach(columns -> bugs.put(columns.get(0), columns.get(1)));
        return new Catalog(profiles, knobs, bugs);
    }

    Optional<Knob> knob(String name) {
        return knobs.stream().filter(knob -> knob.name().equals(name)).findFirst();
    }

    private static Knob knob(List<String> profiles, List<String> columns) {
        if (columns.size() != profiles.size() + AROUND) {
            throw new IllegalArgumentException("knobs.tsv: not " + (profiles.size() + AROUND) + " columns: " + columns);
        }
        Map<String, String> defaults = new LinkedHashMap<>();
        for (int i = 0; i < profiles.size(); i++) {
            defaults.put(profiles.get(i), columns.get(BEFORE + i));
        }
        return new Knob(
                columns.get(0), Kind.named(columns.get(1)), Map.copyOf(defaults), columns.get(columns.size() - 1));
    }

    private static boolean isData(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    private static List<String> columns(String line) {
        return Arrays.asList(line.split("\t", -1));
    }
}
