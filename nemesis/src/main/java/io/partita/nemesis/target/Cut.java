package io.partita.nemesis.target;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * A network partition as a graph: the directed links on which every packet is dropped. Immutable.
 *
 * @param dropped the links that are cut; all others are open
 */
public record Cut(Set<Link> dropped) {

    /** Nothing is cut. */
    public static final Cut NONE = new Cut(Set.of());

    public Cut {
        dropped = Set.copyOf(dropped);
    }

    /**
     * The way of packets from one node to another.
     *
     * @param from the sender
     * @param to the receiver, which drops them
     */
    public record Link(String from, String to) {
        public Link {
            if (from.equals(to)) {
                throw new IllegalArgumentException("a link from " + from + " to itself cannot be cut");
            }
        }
    }

    /** Cuts every pair of {@code nodes}, both ways, that {@code sees} does not connect; {@code sees} is symmetric. */
    static Cut unless(List<String> nodes, BiPredicate<String, String> sees) {
        var links = new LinkedHashSet<Link>();
        for (String from : nodes) {
            for (String to : nodes) {
                if (!from.equals(to) && !sees.test(from, to)) {
                    links.add(new Link(from, to));
                }
            }
        }
        return new Cut(links);
    }

    /** Both ways between every node of {@code targets} and every other node, be it a target too or not. */
    public static Cut around(Collection<String> targets, List<String> nodes) {
        return unless(nodes, (a, b) -> !targets.contains(a) && !targets.contains(b));
    }

    /** From every node of {@code targets} to every other node, be it a target too or not. */
    public static Cut from(Collection<String> targets, List<String> nodes) {
        return new Cut(around(targets, nodes).dropped().stream()
                .filter(link -> targets.contains(link.from()))
                .collect(Collectors.toSet()));
    }

    /** Whether packets from {@code from} are dropped by {@code to}. */
    public boolean drops(String from, String to) {
        return !from.equals(to) && dropped.contains(new Link(from, to));
    }

    /** Whether packets pass both ways, so that a connection can be made. */
    public boolean connects(String a, String b) {
        return !drops(a, b) && !drops(b, a);
    }

    /** The links as JSON values: sorted pairs of sender and receiver. */
    public List<List<String>> toJson() {
        return dropped.stream()
                .map(link -> List.of(link.from(), link.to()))
                .sorted(Comparator.<List<String>, String>comparing(pair -> pair.get(0))
                        .thenComparing(pair -> pair.get(1)))
                .toList();
    }

    /** The nodes whose packets {@code to} drops. */
    public Set<String> sourcesDroppedBy(String to) {
        var sources = new TreeSet<String>();
        for (Link link : dropped) {
            if (link.to().equals(to)) {
                sources.add(link.from());
            }
        }
        return sources;
    }

    /** The nodes, {@code node} included, with which it has connections both ways. */
    public Set<String> seenBy(String node, Collection<String> nodes) {
        var seen = new TreeSet<String>();
        for (String other : nodes) {
            if (connects(node, other)) {
                seen.add(other);
            }
        }
        return seen;
    }
}
