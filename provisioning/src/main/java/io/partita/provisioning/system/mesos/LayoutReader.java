package io.partita.provisioning.system.mesos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads lines {@code ROLE: NODE NODE …} into a layout and collects all that is wrong with them. Used once. */
final class LayoutReader {

    private static final String ROLES =
            Arrays.stream(Role.values()).map(Role::label).collect(Collectors.joining(", "));

    private final Map<Role, List<String>> places = new EnumMap<>(Role.class);
    private final List<String> problems = new ArrayList<>();

    /** @throws IllegalArgumentException if any line cannot be understood, or what they say together makes no sense */
    Layout read(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                line("line " + (i + 1) + ": ", line);
            }
        }
        return end();
    }

    /** @throws IllegalArgumentException likewise */
    Layout readWord(String word) {
        for (String part : word.split("/", -1)) {
            line("", part.replace('+', ' '));
        }
        return end();
    }

    private void line(String where, String line) {
        String[] sides = line.split(":", -1);
        List<String> nodes = sides.length == 2 ? words(sides[1]) : List.of();
        if (nodes.isEmpty()) {
            problems.add(where + "\"" + line + "\" is not a role and its nodes, such as \"master: n1 n2 n3\"");
            return;
        }
        String label = sides[0].strip();
        Arrays.stream(Role.values())
                .filter(role -> role.label().equals(label))
                .findFirst()
                .ifPresentOrElse(
                        role -> place(where, role, nodes),
                        () -> problems.add(where + "no role \"" + label + "\": expected one of " + ROLES));
    }

    private void place(String where, Role role, List<String> nodes) {
        if (places.putIfAbsent(role, nodes) != null) {
            problems.add(where + role.label() + " is given a second time: write all its nodes in one line");
        }
    }

    private Layout end() {
        if (problems.isEmpty() && places.isEmpty()) {
            problems.add("no role is on any node: write lines such as \"master: n1 n2 n3\" for " + ROLES);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("layout: " + String.join("; ", problems));
        }
        return new Layout(places);
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
