package io.partita.checker.internal.transactions;

import io.partita.checker.internal.parts.Resources;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import io.partita.checker.internal.transactions.Cycle.Step;
import io.partita.checker.internal.transactions.CycleSearch.Candidates;
import io.partita.checker.internal.transactions.CycleSearch.Patience;
import io.partita.checker.internal.transactions.Graph.Part;
import io.partita.checker.internal.transactions.Shape.Antidependencies;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds in every strongly connected component of the dependencies one short cycle of each kind: first among the
 * dependencies of data, then with the order of processes, then with real time.
 *
 * <p>Which consistency models the cycles rule out is exact, and costs time linear in the graph: a component of ww means
 * a G0, one of ww and wr with a wr in it a G1c, and any component at all breaks serializability. Snapshot isolation
 * forbids the closed walks in which no two rw are neighbours; those are the components of the graph whose nodes are
 * doubled by whether the last dependency was an rw ({@link #apart}). Only how short the cycles are, and whether kinds
 * that rule out nothing more are found as well, is a matter of patience. Not thread-safe.
 */
final class CycleFinder {

    private static final DependencyKind[] ORDERS = {null, DependencyKind.PROCESS, DependencyKind.REALTIME};

    private final Resources resources;
    private final Consumer<Cycle> sink;
    private final Patience patience = new Patience();

    /** Of every node of the component at hand the kinds found in components within it, as bits. */
    private int[] foundAt;

    /** @param sink takes every cycle that is found, at most one of a kind for each component */
    CycleFinder(Resources resources, Consumer<Cycle> sink) {
        this.resources = resources;
        this.sink = sink;
    }

    void search(Graph graph) throws ExhaustedException, InterruptedException {
        int all = DependencyKind.DATA | DependencyKind.PROCESS.bit() | DependencyKind.REALTIME.bit();
        int[] scratch = scratch(graph);
        for (int[] members : Components.of(graph, all, resources).cyclic()) {
            Part component = graph.part(members, all, scratch);
            foundAt = new int[members.length];
            int mask = DependencyKind.DATA;
            for (DependencyKind order : ORDERS) {
                mask |= order == null ? 0 : order.bit();
                searchLevel(component, mask, order);
            }
        }
    }

    private void searchLevel(Part whole, int mask, DependencyKind order)
            throws ExhaustedException, InterruptedException {
        int[] scratch = scratch(whole.graph());
        for (int[] members : Components.of(whole.graph(), mask, resources).cyclic()) {
            Part part = whole.graph().part(members, mask, scratch);
            if (order == null || part.graph().hasAny(order.bit())) {
                new Level(whole, part, mask, order).search();
            }
        }
    }

    private static int[] scratch(Graph graph) {
        int[] scratch = new int[graph.nodes()];
        Arrays.fill(scratch, -1);
        return scratch;
    }

    /** The doubled graph: node 2n where the last dependency was no rw, node 2n + 1 where it was, and none may follow. */
    private static Graph apart(Graph graph) {
        Graph.Builder doubled = new Graph.Builder(2 * graph.nodes());
        for (int node = 0; node < graph.nodes(); node++) {
            for (int edge = graph.starts()[node]; edge < graph.starts()[node + 1]; edge++) {
                int target = 2 * graph.targets()[edge];
                if (graph.isKind(edge, DependencyKind.RW)) {
                    doubled.link(2 * node, target + 1);
                } else if (graph.isKind(edge, DependencyKind.LINK)) {
                    doubled.link(2 * node, target);
                    doubled.link(2 * node + 1, target + 1);
                } else {
                    doubled.link(2 * node, target);
                    doubled.link(2 * node + 1, target);
                }
            }
        }
        return doubled.build();
    }

    /** One component under the kinds of dependencies of one level. */
    private final class Level {

        private final Part whole;
        private final Part part;
        private final Graph graph;
        private final int mask;
        private final DependencyKind order;
        private final Map<AnomalyKind, Cycle> found = new EnumMap<>(AnomalyKind.class);
        private final Set<AnomalyKind> below = EnumSet.noneOf(AnomalyKind.class);

        Level(Part whole, Part part, int mask, DependencyKind order) {
            this.whole = whole;
            this.part = part;
            this.graph = part.graph();
            this.mask = mask;
            this.order = order;
            for (int node : part.nodes()) {
                addBits(foundAt[node]);
            }
        }

        private void addBits(int bits) {
            for (int rest = bits; rest != 0; rest &= rest - 1) {
                below.add(AnomalyKind.values()[Integer.numberOfTrailingZeros(rest)]);
            }
        }

        void search() throws ExhaustedException, InterruptedException {
            int writes = mask & ~(DependencyKind.WR.bit() | DependencyKind.RW.bit());
            int information = mask & ~DependencyKind.RW.bit();
            if (isNews(0)) {
                look(new Shape(writes, first(DependencyKind.WW), null, Antidependencies.NO_MORE), inside(writes), true);
            }
            Components informed = Components.of(graph, information, resources);
            if (isNews(1)) {
                DependencyKind must = order == null ? null : DependencyKind.WR;
                look(
                        new Shape(information, first(DependencyKind.WR), must, Antidependencies.NO_MORE),
                        informed::isInside,
                        true);
            }
            if (graph.hasAny(DependencyKind.RW.bit())) {
                searchApart(informed);
                if (isNews(4)) {
                    look(new Shape(mask, DependencyKind.RW, order, Antidependencies.TOGETHER), (s, e) -> true, false);
                }
            }
            if (found.isEmpty() && below.isEmpty()) {
                DependencyKind first = first(DependencyKind.RW);
                look(new Shape(mask, first, null, Antidependencies.ANY), (source, edge) -> true, true);
            }
            report();
        }

        private void searchApart(Components informed) throws ExhaustedException, InterruptedException {
            if (!isNews(3)) {
                return;
            }
            long bytes = 2L * graph.nodes() * (Graph.BYTES_PER_NODE + Components.BYTES_PER_NODE)
                    + 2L * graph.edges() * Graph.BYTES_PER_EDGE;
            resources.reserve(bytes);
            Components doubled = Components.of(apart(graph), DependencyKind.LINK.bit(), resources);
            resources.release(bytes);
            Candidates apart = (source, edge) -> doubled.of(2 * source) == doubled.of(2 * graph.targets()[edge] + 1);
            // Back to the source without another rw: only if that is not earlier in the order of what can be reached.
            Candidates single = (source, edge) ->
                    apart.include(source, edge) && informed.of(graph.targets()[edge]) >= informed.of(source);
            look(new Shape(mask, DependencyKind.RW, order, Antidependencies.NO_MORE), single, false);
            boolean open = found.isEmpty();
            look(new Shape(mask, DependencyKind.RW, order, Antidependencies.APART), apart, open);
        }

        /** Whether a cycle of this place in {@link Cycle#kinds} would rule out more than those within the component. */
        private boolean isNews(int shape) {
            AnomalyKind kind = Cycle.kinds(order).get(shape);
            return !ConsistencyModel.ruledOut(below).containsAll(kind.weakestViolated());
        }

        private DependencyKind first(DependencyKind ofData) {
            return order == null ? ofData : order;
        }

        private Candidates inside(int kinds) throws ExhaustedException, InterruptedException {
            return Components.of(graph, kinds, resources)::isInside;
        }

        private void look(Shape shape, Candidates candidates, boolean certain)
                throws ExhaustedException, InterruptedException {
            long bytes = CycleSearch.bytes(graph, shape);
            resources.reserve(bytes);
            List<Step> walk = new CycleSearch(graph, shape, patience, resources).shortest(candidates, certain);
            resources.release(bytes);
            for (Cycle cycle : Cycle.of(walk)) {
                AnomalyKind kind = cycle.kind();
                if (Cycle.kinds(order).contains(kind)) {
                    found.merge(
                            kind,
                            cycle,
                            (old, now) -> now.steps().size() < old.steps().size() ? now : old);
                }
            }
        }

        private void report() {
            int bits = 0;
            for (AnomalyKind kind : found.keySet()) {
                bits |= 1 << kind.ordinal();
            }
            for (int node : part.nodes()) {
                foundAt[node] |= bits;
            }
            for (Cycle cycle : found.values()) {
                sink.accept(new Cycle(cycle.steps().stream().map(this::globally).toList()));
            }
        }

        private Step globally(Step step) {
            return new Step(globally(step.from()), step.kind(), step.version(), globally(step.to()));
        }

        private int globally(int node) {
            return whole.nodes()[part.nodes()[node]];
        }
    }
}
