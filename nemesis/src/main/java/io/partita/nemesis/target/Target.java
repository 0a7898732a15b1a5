package io.partita.nemesis.target;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which nodes a fault strikes, as an expression that is evaluated when the fault is made: {@code n2,n4}, {@code minority},
 * {@code leader(zookeeper)}, {@code random(2)}, {@code all - leader(marathon)}. Immutable.
 *
 * <pre>
 *  n2                      that node
 *  all                     every node that comes into question
 *  one, random(K)          one or K of them, by chance
 *  minority, majority      a random minority of 1 to ⌊(n-1)/2⌋ of them; a random least majority, ⌊n/2⌋+1
 *  minority-third          a random third, ⌊(n-1)/3⌋ and at least one
 *  leader, leader(ROLE)    who leads now, in the system or among the servers of that role
 *  role(ROLE)              every node with such a server
 *  standby(ROLE)           role(ROLE) - leader(ROLE)
 *  one(T), random(K, T), minority(T), majority(T), minority-third(T), all(T)    the same of the nodes of T
 *  A, B  or  A + B         the nodes of either
 *  A - B                   those of A that are not of B; blanks around the sign
 *  A &amp; B               those of both
 *  (A)                     for grouping; operators bind equally, from the left
 * </pre>
 */
public final class Target {

    /** The words that mean nodes without being the name of one. */
    public static final List<String> WORDS =
            List.of("all", "one", "minority", "minority-third", "majority", "leader", "role", "standby", "random");

    private final String text;
    private final TargetExpression expression;

    Target(String text, TargetExpression expression) {
        this.text = text;
        this.expression = expression;
    }

    /**
     * The target that {@code text} describes.
     *
     * @throws IllegalArgumentException if it is none; says what is wrong, and where
     */
    public static Target parse(String text) {
        Objects.requireNonNull(text, "text is null");
        return new Target(text.strip(), new TargetParser(text).parse());
    }

    /**
     * The nodes, in the cluster's order; empty if it has none now. The same scene and random numbers give the same nodes.
     *
     * @throws IllegalArgumentException if it names a node or a role that there is not
     */
    public List<String> choose(Scene scene, Random random) {
        Set<String> chosen = Set.copyOf(expression.choose(scene, random));
        return scene.nodes().stream().filter(chosen::contains).toList();
    }

    /** The roles that it names, in alphabetical order. */
    public Set<String> roles() {
        var roles = new TreeSet<String>();
        expression.names(name -> {}, roles::add);
        return roles;
    }

    /** The nodes that it names, in alphabetical order. */
    public Set<String> nodes() {
        var nodes = new TreeSet<String>();
        expression.names(nodes::add, role -> {});
        return nodes;
    }

    /** Whether it asks for the leader of the system as a whole. */
    public boolean asksForLeader() {
        return expression.asksForLeader();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Target target && target.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
