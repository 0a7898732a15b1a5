package io.partita.provisioning.system.mesos.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be set and what it is by itself, as a table says. Immutable.
 *
 * @param profiles the names of the generations that the table tells apart
 * @param all what can be set, in the order of the table
 */
public record Knobs(List<String> profiles, List<Knob> all) {

    /**
     * Something that can be set.
     *
     * @param defaults its value in each profile
     * @param meaning what it sets, in one sentence
     */
    public record Knob(String name, Kind kind, Map<String, String> defaults, String meaning) {

        /** One value if all of {@code profiles} agree, else one for each, in their order. */
        public String defaultsOf(List<String> profiles) {
            List<String> values = profiles.stream().map(defaults::get).toList();
            return values.stream().distinct().count() == 1 ? values.get(0) : String.join(" | ", values);
        }
    }

    private static final int BEFORE = 2;
    private static final int AROUND = 3;

    public Knobs {
        profiles = List.copyOf(profiles);
        all = List.copyOf(all);
    }

    /**
     * Reads the lines of a table. One with tabs that begins with # names the columns: name, kind, the profiles, meaning.
     * Other lines that begin with # are comments.
     *
     * @param file for messages
     */
    public static Knobs parse(String file, List<String> lines) {
        List<String> head = lines.stream()
                .filter(line -> line.startsWith("#") && line.contains("\t"))
                .findFirst()
                .map(Knobs::columns)
                .orElseThrow(() -> new IllegalArgumentException(file + ": no line names the columns"));
        List<String> profiles = head.subList(BEFORE, head.size() - 1);
        return new Knobs(
                profiles,
                lines.stream()
                        .filter(Knobs::isData)
                        .map(line -> knob(file, profiles, columns(line)))
                        .toList());
    }

    /** The one called {@code name}. */
    public Optional<Knob> named(String name) {
        return all.stream().filter(knob -> knob.name().equals(name)).findFirst();
    }

    /** How to go on after an unknown {@code key}: names that are like it, or where all of them are listed. */
    public String suggestion(String key) {
        List<String> like = all.stream()
                .map(Knob::name)
                .filter(name -> name.contains(key) || key.contains(name) || name.endsWith("." + key))
                .limit(3)
                .toList();
        return like.isEmpty() ? ": control list systems shows them" : ": is it " + String.join(" or ", like) + "?";
    }

    /** Whether a line of a table is neither empty nor a comment. */
    public static boolean isData(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    /** The columns of a line. */
    public static List<String> columns(String line) {
        return Arrays.asList(line.split("\t", -1));
    }

    private static Knob knob(String file, List<String> profiles, List<String> columns) {
        if (columns.size() != profiles.size() + AROUND) {
            throw new IllegalArgumentException(file + ": not " + (profiles.size() + AROUND) + " columns: " + columns);
        }
        Map<String, String> defaults = new LinkedHashMap<>();
        for (int i = 0; i < profiles.size(); i++) {
            defaults.put(profiles.get(i), columns.get(BEFORE + i));
        }
        return new Knob(
                columns.get(0), Kind.named(columns.get(1)), Map.copyOf(defaults), columns.get(columns.size() - 1));
    }
}
