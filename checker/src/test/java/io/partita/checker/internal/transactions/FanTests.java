package io.partita.checker.internal.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FanTests {

    private static final int TRANSACTIONS = 40;

    @Test
    void everySourceReachesEveryTargetButItself() {
        for (int round = 0; round < 300; round++) {
            Random random = new Random(round);
            int[] sources = some(random);
            int[] targets = some(random);
            Graph.Builder builder = new Graph.Builder(TRANSACTIONS);

            Fan.connect(builder, sources, DependencyKind.RW, targets, 7);
            Graph graph = builder.build();

            for (int source : sources) {
                TreeSet<Integer> expected = new TreeSet<>();
                for (int target : targets) {
                    expected.add(target);
                }
                expected.remove(source);
                assertThat(reached(graph, source)).as("from " + source).isEqualTo(expected);
            }
            assertThat(graph.edges()).isLessThanOrEqualTo(4 * (sources.length + targets.length));
        }
    }

    private static int[] some(Random random) {
        int most = 1 + random.nextInt(TRANSACTIONS);
        return random.ints(most, 0, TRANSACTIONS).sorted().distinct().toArray();
    }

    /** The transactions at the end of one dependency. */
    private static TreeSet<Integer> reached(Graph graph, int source) {
        TreeSet<Integer> reached = new TreeSet<>();
        for (int edge = graph.starts()[source]; edge < graph.starts()[source + 1]; edge++) {
            assertThat(graph.isKind(edge, DependencyKind.RW)).isTrue();
            follow(graph, graph.targets()[edge], reached);
        }
        return reached;
    }

    private static void follow(Graph graph, int node, TreeSet<Integer> reached) {
        if (graph.isTransaction(node)) {
            reached.add(node);
            return;
        }
        for (int edge = graph.starts()[node]; edge < graph.starts()[node + 1]; edge++) {
            follow(graph, graph.targets()[edge], reached);
        }
    }
}
