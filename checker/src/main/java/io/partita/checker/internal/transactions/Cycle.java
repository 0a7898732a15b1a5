package io.partita.checker.internal.transactions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Transactions of which each must come before the next, and the last before the first. No transaction stands twice.
 * Immutable.
 */
record Cycle(List<Step> steps) {

    /**
     * One dependency.
     *
     * @param version what {@code from} wrote (ww, wr) or read (rw); -1 for the orders of processes and real time
     */
    record Step(int from, DependencyKind kind, int version, int to) {}

    Cycle {
        steps = List.copyOf(steps);
    }

    /** The cycles of which a closed walk consists. */
    static List<Cycle> of(List<Step> walk) {
        List<Cycle> cycles = new ArrayList<>();
        List<Step> open = new ArrayList<>();
        Map<Integer, Integer> places = new HashMap<>();
        for (Step step : walk) {
            places.put(step.from(), open.size());
            open.add(step);
            Integer start = places.get(step.to());
            if (start != null) {
                List<Step> closed = open.subList(start, open.size());
                closed.forEach(each -> places.remove(each.from()));
                cycles.add(new Cycle(closed));
                closed.clear();
            }
        }
        return cycles;
    }

    int[] transactions() {
        return steps.stream().mapToInt(Step::from).toArray();
    }

    private static final List<AnomalyKind> OF_DATA = List.of(
            AnomalyKind.G0, AnomalyKind.G1C, AnomalyKind.G_SINGLE, AnomalyKind.G_NONADJACENT, AnomalyKind.G2_ITEM);
    private static final List<AnomalyKind> OF_PROCESSES = List.of(
            AnomalyKind.G0_PROCESS,
            AnomalyKind.G1C_PROCESS,
            AnomalyKind.G_SINGLE_PROCESS,
            AnomalyKind.G_NONADJACENT_PROCESS,
            AnomalyKind.G2_ITEM_PROCESS);
    private static final List<AnomalyKind> OF_REAL_TIME = List.of(
            AnomalyKind.G0_REALTIME,
            AnomalyKind.G1C_REALTIME,
            AnomalyKind.G_SINGLE_REALTIME,
            AnomalyKind.G_NONADJACENT_REALTIME,
            AnomalyKind.G2_ITEM_REALTIME);

    /**
     * The kinds of cycles whose strongest order is {@code order}, by their rw: none and no wr, none, one, several apart,
     * several together.
     *
     * @param order {@link DependencyKind#PROCESS}, {@link DependencyKind#REALTIME}, or null for dependencies of data
     */
    static List<AnomalyKind> kinds(DependencyKind order) {
        return order == null ? OF_DATA : order == DependencyKind.PROCESS ? OF_PROCESSES : OF_REAL_TIME;
    }

    /** The anomaly that the cycle is: by its rw, whether two of them are neighbours, and by the orders it uses. */
    AnomalyKind kind() {
        DependencyKind order = contains(DependencyKind.REALTIME)
                ? DependencyKind.REALTIME
                : contains(DependencyKind.PROCESS) ? DependencyKind.PROCESS : null;
        return kinds(order).get(shape());
    }

    private int shape() {
        int antidependencies = 0;
        boolean neighbours = false;
        for (int i = 0; i < steps.size(); i++) {
            boolean here = isAntidependency(i);
            antidependencies += here ? 1 : 0;
            neighbours |= here && isAntidependency((i + 1) % steps.size());
        }
        if (antidependencies > 1) {
            return neighbours ? 4 : 3;
        }
        return antidependencies == 1 ? 2 : contains(DependencyKind.WR) ? 1 : 0;
    }

    private boolean isAntidependency(int step) {
        return steps.get(step).kind() == DependencyKind.RW;
    }

    private boolean contains(DependencyKind kind) {
        return steps.stream().anyMatch(step -> step.kind() == kind);
    }
}
