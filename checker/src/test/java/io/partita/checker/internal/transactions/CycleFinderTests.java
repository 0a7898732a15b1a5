package io.partita.checker.internal.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.Rounds;
import io.partita.checker.internal.parts.Resources;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import io.partita.checker.internal.transactions.Cycle.Step;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The cycles found in small random graphs against all simple cycles that there are. */
class CycleFinderTests {

    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 3_000);

    @Test
    void whatIsRuledOutIsExactAndTheMainKindsAreShortest() throws ExhaustedException, InterruptedException {
        System.out.println("fuzzing cycles: -Dfuzz.seed=" + SEED + " -Dfuzz.rounds=" + ROUNDS);
        int cyclic = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Random random = Rounds.random(SEED, round);
            Graph graph = randomGraph(random);
            Map<AnomalyKind, Integer> all = new EnumMap<>(AnomalyKind.class);
            for (int start = 0; start < graph.nodes(); start++) {
                extend(graph, start, start, new ArrayList<>(), all);
            }
            Map<AnomalyKind, Integer> found = new EnumMap<>(AnomalyKind.class);
            new CycleFinder(new Resources(Budget.DEFAULT), cycle -> {
                        verify(graph, cycle);
                        found.merge(cycle.kind(), cycle.steps().size(), Math::min);
                    })
                    .search(graph);
            cyclic += all.isEmpty() ? 0 : 1;

            String where = "round " + round + " of seed " + SEED + ": there are " + all + ", found " + found;
            assertThat(ConsistencyModel.ruledOut(found.keySet()))
                    .as(where)
                    .isEqualTo(ConsistencyModel.ruledOut(all.keySet()));
            assertThat(all.keySet()).as(where).containsAll(found.keySet());
            for (AnomalyKind kind : List.of(AnomalyKind.G0, AnomalyKind.G1C, AnomalyKind.G_SINGLE)) {
                assertThat(found.get(kind)).as(where).isEqualTo(all.get(kind));
            }
        }
        assertThat(cyclic).isBetween(ROUNDS / 4, ROUNDS * 99 / 100);
    }

    /** The orders of processes and of time lead from lower to higher numbers, as they have no cycles of their own. */
    private static Graph randomGraph(Random random) {
        int nodes = 4 + random.nextInt(4);
        Graph.Builder graph = new Graph.Builder(nodes);
        if (random.nextInt(3) == 0) {
            plantLongFork(graph);
        }
        int edges = random.nextInt(2 * nodes);
        int kinds = 1 + random.nextInt(5);
        boolean mostlyReads = random.nextBoolean();
        for (int i = 0; i < edges; i++) {
            int from = random.nextInt(nodes);
            int to = random.nextInt(nodes);
            boolean rw = mostlyReads && random.nextInt(3) > 0;
            DependencyKind kind = rw ? DependencyKind.RW : DependencyKind.of(random.nextInt(kinds));
            boolean order = kind == DependencyKind.PROCESS || kind == DependencyKind.REALTIME;
            if (from < to || from > to && !order) {
                graph.add(from, kind, to, Transactions.NONE);
            }
        }
        return graph.build();
    }

    /** Rare by chance, and the one shape that needs more than components of the graph itself. */
    private static void plantLongFork(Graph.Builder graph) {
        graph.add(0, DependencyKind.RW, 1, Transactions.NONE);
        graph.add(1, DependencyKind.WR, 2, Transactions.NONE);
        graph.add(2, DependencyKind.RW, 3, Transactions.NONE);
        graph.add(3, DependencyKind.WR, 0, Transactions.NONE);
    }

    /** All simple cycles through {@code start} in which it is the lowest. */
    private static void extend(Graph graph, int start, int at, List<Step> path, Map<AnomalyKind, Integer> all) {
        for (int edge = graph.starts()[at]; edge < graph.starts()[at + 1]; edge++) {
            int to = graph.targets()[edge];
            path.add(new Step(at, DependencyKind.of(graph.kinds()[edge]), Transactions.NONE, to));
            if (to == start) {
                all.merge(new Cycle(path).kind(), path.size(), Math::min);
            } else if (to > start && path.stream().noneMatch(step -> step.from() == to)) {
                extend(graph, start, to, path, all);
            }
            path.remove(path.size() - 1);
        }
    }

    private static void verify(Graph graph, Cycle cycle) {
        List<Step> steps = cycle.steps();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            assertThat(step.to()).isEqualTo(steps.get((i + 1) % steps.size()).from());
            boolean there = false;
            for (int edge = graph.starts()[step.from()]; edge < graph.starts()[step.from() + 1]; edge++) {
                there |= graph.targets()[edge] == step.to() && graph.isKind(edge, step.kind());
            }
            assertThat(there).as(step + " is an edge").isTrue();
        }
    }
}
