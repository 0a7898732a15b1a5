package io.partita.nemesis.target;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The shapes of partitions. Pure: the same nodes and random numbers give the same shape. */
public final class Partitions {

    private Partitions() {}

    /**
     * A shape: what is cut and how to say it.
     *
     * @param cut the links
     * @param words such as "n1,n2 | n3,n4,n5"
     */
    public record Shape(Cut cut, String words) {}

    /**
     * The overlapping ring: every node sees a majority, and no two nodes see the same one.
     *
     * <p>The nodes are shuffled into a ring of n; the least majority is floor(n/2)+1, so every node needs d = floor(n/2)
     * others. With d even, it sees the d/2 nearest on either side. With d odd it sees the (d-1)/2 nearest on either side
     * and one across the ring: for even n the opposite node. For n = 3, 7, 11, … n times d is odd and no graph gives
     * every node exactly d neighbours; there one node sees one more than the least majority.
     */
    public static Shape majorities(List<String> nodes, Random random) {
        requireNodes(nodes, 3);
        List<String> ring = shuffled(nodes, random);
        int n = ring.size();
        int needed = n / 2;
        int near = needed / 2;
        var across = new LinkedHashSet<Cut.Link>();
        if (needed % 2 == 1) {
            for (int i = 0; i < needed; i++) {
                across.add(new Cut.Link(ring.get(i), ring.get(i + needed)));
            }
            if (n % 2 == 1) {
                across.add(new Cut.Link(ring.get(n - 1), ring.get(needed - 1)));
            }
        }
        Cut cut = Cut.unless(ring, (a, b) -> {
            int apart = Math.floorMod(ring.indexOf(a) - ring.indexOf(b), n);
            return Math.min(apart, n - apart) <= near
                    || across.contains(new Cut.Link(a, b))
                    || across.contains(new Cut.Link(b, a));
        });
        return new Shape(cut, ringWords(ring, cut));
    }

    /** A random minority, as large as a minority can be, against the majority. */
    public static Shape majority(List<String> nodes, Random random) {
        requireNodes(nodes, 3);
        List<String> order = shuffled(nodes, random);
        return apart(order.subList(0, (order.size() - 1) / 2), nodes);
    }

    /** Two random halves; of an odd number of nodes one half is larger by one. */
    public static Shape halves(List<String> nodes, Random random) {
        requireNodes(nodes, 2);
        List<String> order = shuffled(nodes, random);
        return apart(order.subList(0, order.size() / 2), nodes);
    }

    /** One random node against all others. */
    public static Shape randomNode(List<String> nodes, Random random) {
        requireNodes(nodes, 2);
        return apart(randomOf(nodes, 1, random), nodes);
    }

    /** The nodes of {@code side} against all others of {@code nodes}. */
    public static Shape apart(Collection<String> side, List<String> nodes) {
        Set<String> inside = Set.copyOf(side);
        List<String> one = inOrder(nodes, inside);
        List<String> other = others(inside, nodes);
        requireBothSides(one, other);
        return new Shape(
                Cut.unless(nodes, (a, b) -> inside.contains(a) == inside.contains(b)),
                String.join(",", one) + " | " + String.join(",", other));
    }

    /** Two nodes that do not see each other; all others see both. */
    public static Shape pair(String one, String other, List<String> nodes) {
        requireNodes(nodes, 2);
        var links = Set.of(new Cut.Link(one, other), new Cut.Link(other, one));
        return new Shape(new Cut(links), one + " | " + other + "; all others see both");
    }

    /** Two random halves of all nodes but {@code bridge}, which sees both; of an odd number one half is larger by one. */
    public static Shape bridge(String bridge, List<String> nodes, Random random) {
        requireNodes(nodes, 3);
        List<String> banks = nodes.stream().filter(node -> !node.equals(bridge)).toList();
        Shape halves = halves(banks, random);
        return new Shape(halves.cut(), halves.words() + "; " + bridge + " sees both");
    }

    /** What the nodes of {@code side} send does not arrive at the others of {@code nodes}; answers would. */
    public static Shape outbound(Collection<String> side, List<String> nodes) {
        return oneWay(side, others(side, nodes), nodes);
    }

    /** What the others of {@code nodes} send does not arrive at the nodes of {@code side}. */
    public static Shape inbound(Collection<String> side, List<String> nodes) {
        return oneWay(others(side, nodes), side, nodes);
    }

    private static Shape oneWay(Collection<String> senders, Collection<String> receivers, List<String> nodes) {
        requireBothSides(senders, receivers);
        var links = new LinkedHashSet<Cut.Link>();
        senders.forEach(from -> receivers.forEach(to -> links.add(new Cut.Link(from, to))));
        return new Shape(
                new Cut(links),
                "packets from " + String.join(",", inOrder(nodes, senders)) + " do not arrive at "
                        + String.join(",", inOrder(nodes, receivers)));
    }

    private static List<String> others(Collection<String> side, List<String> nodes) {
        return nodes.stream().filter(node -> !side.contains(node)).toList();
    }

    private static void requireBothSides(Collection<String> one, Collection<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            throw new IllegalArgumentException("nothing to cut between " + one + " and " + other);
        }
    }

    /** {@code count} random ones of {@code nodes}, in their order. */
    public static List<String> randomOf(List<String> nodes, int count, Random random) {
        if (count > nodes.size()) {
            throw new IllegalArgumentException("there are no " + count + " of " + nodes + " to choose");
        }
        return inOrder(nodes, shuffled(nodes, random).subList(0, count));
    }

    private static List<String> inOrder(List<String> nodes, Collection<String> chosen) {
        return nodes.stream().filter(Set.copyOf(chosen)::contains).toList();
    }

    private static String ringWords(List<String> ring, Cut cut) {
        return String.join(
                "; ",
                ring.stream()
                        .map(node -> node + " sees " + String.join(",", cut.seenBy(node, ring)))
                        .toList());
    }

    private static List<String> shuffled(List<String> nodes, Random random) {
        var order = new ArrayList<>(nodes);
        Collections.shuffle(order, random);
        return order;
    }

    private static void requireNodes(List<String> nodes, int least) {
        if (nodes.size() < least) {
            throw new IllegalArgumentException("this partition needs " + least + " nodes, there are " + nodes.size());
        }
    }
}
