package io.partita.nemesis.target;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Partitions as somebody declares them, group by group. Pure. All throw {@link WrongGroups} with everything wrong. */
public final class Groups {

    private Groups() {}

    /** The groups cannot be had. */
    public static final class WrongGroups extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private final transient List<String> problems;

        private WrongGroups(List<String> problems) {
            super(String.join("; ", problems));
            this.problems = List.copyOf(problems);
        }

        /** Each of the reasons, in words. */
        public List<String> problems() {
            return problems;
        }
    }

    /** Groups without a link between any two. Every one of {@code nodes} stands in exactly one of them. */
    public static Partitions.Shape disjoint(List<String> nodes, List<List<String>> groups) {
        List<String> problems = unknownOrEmpty(nodes, groups);
        List<String> listed = groups.stream().flatMap(List::stream).toList();
        problems.addAll(repeated(listed, ""));
        List<String> missing =
                nodes.stream().filter(node -> !listed.contains(node)).toList();
        if (!missing.isEmpty()) {
            problems.add("missing nodes: " + String.join(", ", missing));
        }
        return shape(nodes, groups, problems);
    }

    /** Who shares a group has a link. A node may stand in several groups; one that stands in none is alone. */
    public static Partitions.Shape split(List<String> nodes, List<List<String>> groups) {
        List<String> problems = unknownOrEmpty(nodes, groups);
        groups.forEach(group -> problems.addAll(repeated(group, " in one group")));
        var all = new ArrayList<>(groups);
        nodes.stream()
                .filter(node -> groups.stream().noneMatch(group -> group.contains(node)))
                .forEach(node -> all.add(List.of(node)));
        return shape(nodes, all, problems);
    }

    /** Each of {@code alone} has no link to any other node; the rest see each other. */
    public static Partitions.Shape isolate(List<String> nodes, List<String> alone) {
        List<String> problems = unknownOrEmpty(nodes, List.of(alone));
        problems.addAll(repeated(alone, ""));
        var groups = new ArrayList<List<String>>();
        alone.forEach(node -> groups.add(List.of(node)));
        List<String> rest = nodes.stream().filter(node -> !alone.contains(node)).toList();
        if (!rest.isEmpty()) {
            groups.add(rest);
        }
        return shape(nodes, groups, problems);
    }

    private static Partitions.Shape shape(List<String> nodes, List<List<String>> groups, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new WrongGroups(problems);
        }
        List<Set<String>> sets =
                groups.stream().<Set<String>>map(LinkedHashSet::new).toList();
        return new Partitions.Shape(
                Cut.unless(nodes, (a, b) -> sets.stream().anyMatch(group -> group.containsAll(List.of(a, b)))),
                String.join(
                        " | ",
                        groups.stream().map(group -> String.join(",", group)).toList()));
    }

    private static List<String> unknownOrEmpty(List<String> nodes, List<List<String>> groups) {
        var problems = new ArrayList<String>();
        if (groups.isEmpty() || groups.stream().anyMatch(List::isEmpty)) {
            problems.add("a group names no node");
        }
        groups.stream()
                .flatMap(List::stream)
                .filter(node -> !nodes.contains(node))
                .distinct()
                .forEach(node -> problems.add("unknown node " + node));
        return problems;
    }

    private static List<String> repeated(Collection<String> listed, String where) {
        var seen = new HashSet<String>();
        var twice = new TreeSet<String>();
        listed.stream().filter(node -> !seen.add(node)).forEach(twice::add);
        return twice.stream()
                .map(node -> "node " + node + " listed twice" + where)
                .toList();
    }
}
