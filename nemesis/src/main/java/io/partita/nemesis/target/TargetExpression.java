package io.partita.nemesis.target;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The tree behind a {@link Target}. */
sealed interface TargetExpression {

    /** The nodes; of the parts of an expression those on the left draw their random numbers first. */
    Collection<String> choose(Scene scene, Random random);

    /** Tells every node and every role that is named. */
    default void names(Consumer<String> nodes, Consumer<String> roles) {}

    /** Whether the leader of the system as a whole is in it. */
    default boolean asksForLeader() {
        return false;
    }

    /** One node by its name. */
    record Node(String name) implements TargetExpression {
        @Override
        public List<String> choose(Scene scene, Random random) {
            if (!scene.nodes().contains(name)) {
                throw new IllegalArgumentException(
                        "no node is called " + name + "; there are " + String.join(", ", scene.nodes()));
            }
            return List.of(name);
        }

        @Override
        public void names(Consumer<String> nodes, Consumer<String> roles) {
            nodes.accept(name);
        }
    }

    /** All that come into question. */
    record All() implements TargetExpression {
        @Override
        public List<String> choose(Scene scene, Random random) {
            return scene.candidates();
        }
    }

    /** Every node with a server of a role. */
    record InRole(String label) implements TargetExpression {
        @Override
        public List<String> choose(Scene scene, Random random) {
            return scene.role(label);
        }

        @Override
        public void names(Consumer<String> nodes, Consumer<String> roles) {
            roles.accept(label);
        }
    }

    /** Who leads. */
    record Leader(Optional<String> label) implements TargetExpression {
        @Override
        public List<String> choose(Scene scene, Random random) {
            return scene.leaders(label);
        }

        @Override
        public void names(Consumer<String> nodes, Consumer<String> roles) {
            label.ifPresent(roles);
        }

        @Override
        public boolean asksForLeader() {
            return label.isEmpty();
        }
    }

    /** Some by chance, of those that no other fault holds. */
    record Some(Share share, TargetExpression of) implements TargetExpression {
        @Override
        public List<String> choose(Scene scene, Random random) {
            List<String> order = new ArrayList<>(of.choose(scene, random));
            if (order.isEmpty()) {
                return order;
            }
            Collections.shuffle(order, random);
            int count = share.of(order.size(), random);
            List<String> free = order.stream().filter(scene::isFree).toList();
            if (free.size() < count) {
                throw new IllegalArgumentException(
                        count + " of " + order + " are wanted, and only " + free + " are free of other faults");
            }
            return free.subList(0, count);
        }

        @Override
        public void names(Consumer<String> nodes, Consumer<String> roles) {
            of.names(nodes, roles);
        }

        @Override
        public boolean asksForLeader() {
            return of.asksForLeader();
        }
    }

    /** How many are drawn of so many. */
    interface Share {
        int of(int nodes, Random random);
    }

    /** Two parts put together. */
    record Both(TargetExpression left, Operator operator, TargetExpression right) implements TargetExpression {
        @Override
        public Collection<String> choose(Scene scene, Random random) {
            return operator.apply(left.choose(scene, random), right.choose(scene, random));
        }

        @Override
        public void names(Consumer<String> nodes, Consumer<String> roles) {
            Stream.of(left, right).forEach(part -> part.names(nodes, roles));
        }

        @Override
        public boolean asksForLeader() {
            return left.asksForLeader() || right.asksForLeader();
        }
    }

    /** What is between two parts. */
    enum Operator {
        OR,
        WITHOUT,
        AND;

        Collection<String> apply(Collection<String> left, Collection<String> right) {
            var result = new LinkedHashSet<>(left);
            switch (this) {
                case OR -> result.addAll(right);
                case WITHOUT -> result.removeAll(right);
                case AND -> result.retainAll(right);
            }
            return new ArrayList<>(result);
        }
    }
}
