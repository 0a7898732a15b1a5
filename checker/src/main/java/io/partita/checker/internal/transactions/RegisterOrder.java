package io.partita.checker.internal.transactions;

import io.partita.checker.Checkers.RegisterAssumption;
import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.internal.parts.Resources;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import io.partita.checker.internal.transactions.CycleSearch.Patience;
import io.partita.checker.internal.transactions.Shape.Antidependencies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What read-write-register transactions tell of the order of the versions. The version before any write is the first.
 * A transaction that read a version and then wrote one put the second after the first, and so with its own writes to
 * one key. With assumptions a process's, or everybody's, successive transactions on a key tell more. Not thread-safe.
 */
final class RegisterOrder {

    private final Transactions transactions;
    private final Findings findings;
    private final Set<RegisterAssumption> assumptions;
    private final Resources resources;
    /** Versions and what comes after them; of every edge the transaction that shows it. */
    private final Graph.Builder edges;
    /** Of every step whether it is the last on its key in its transaction. */
    private final boolean[] last;

    RegisterOrder(
            Transactions transactions, Findings findings, Set<RegisterAssumption> assumptions, Resources resources) {
        this.transactions = transactions;
        this.findings = findings;
        this.assumptions = assumptions;
        this.resources = resources;
        new RegisterReads(transactions, findings).take();
        this.edges = new Graph.Builder(transactions.versions());
        this.last = new boolean[transactions.stepKeys.length];
        Arrays.fill(last, true);
        for (int before : transactions.previous) {
            if (before != Transactions.NONE) {
                last[before] = false;
            }
        }
    }

    VersionOrder order() throws ExhaustedException, InterruptedException {
        addWithinTransactions();
        if (!assumptions.isEmpty()) {
            addWithinProcesses();
        }
        if (assumptions.contains(RegisterAssumption.LINEARIZABLE_KEYS)) {
            addRealTime();
        }
        Graph graph = edges.build();
        boolean[] contradictory = contradictoryKeys(graph);
        IntList earlier = new IntList();
        IntList later = new IntList();
        boolean[] follows = new boolean[transactions.versions()];
        for (int version = 0; version < graph.nodes(); version++) {
            for (int edge = graph.starts()[version]; edge < graph.starts()[version + 1]; edge++) {
                if (!contradictory[transactions.keyOf(version)]) {
                    follows[graph.targets()[edge]] = true;
                    earlier.add(version);
                    later.add(graph.targets()[edge]);
                }
            }
        }
        for (int version = transactions.keys.size(); version < transactions.versions(); version++) {
            int key = transactions.keyOf(version);
            if (!follows[version] && transactions.isCommitted(version) && !contradictory[key]) {
                earlier.add(key);
                later.add(version);
            }
        }
        return new VersionOrder(Pairs.of(transactions.versions(), earlier, later), true);
    }

    /** What a step wrote or read, if it is a version that counts; else {@link Transactions#NONE}. */
    private int met(int step) {
        int version =
                transactions.written[step] != Transactions.NONE ? transactions.written[step] : transactions.read[step];
        boolean counts =
                version != Transactions.NONE && (transactions.isInitial(version) || transactions.isCommitted(version));
        return counts ? version : Transactions.NONE;
    }

    private void add(int earlier, int later, int transaction) {
        if (earlier == Transactions.NONE || later == Transactions.NONE || earlier == later) {
            return;
        }
        edges.add(earlier, DependencyKind.WW, later, transaction);
        if (transactions.isInitial(later)) {
            edges.add(later, DependencyKind.WW, earlier, transaction); // nothing comes before the first
        }
    }

    private void addWithinTransactions() {
        for (int t = 0; t < transactions.count(); t++) {
            if (transactions.committed(t)) {
                for (int step = transactions.starts[t]; step < transactions.starts[t + 1]; step++) {
                    int before = transactions.previous[step];
                    if (transactions.written[step] != Transactions.NONE && before != Transactions.NONE) {
                        add(met(before), transactions.written[step], t);
                    }
                }
            }
        }
    }

    private void addWithinProcesses() {
        Map<Long, Integer> lastStep = new HashMap<>();
        for (int t = 0; t < transactions.count(); t++) {
            if (transactions.committed(t)) {
                for (int step = transactions.starts[t]; step < transactions.starts[t + 1]; step++) {
                    long place = (long) transactions.process(t) << 32 | transactions.stepKeys[step];
                    Integer before = lastStep.put(place, step);
                    if (before != null && transactions.previous[step] == Transactions.NONE) {
                        add(met(before), met(step), t);
                    }
                }
            }
        }
    }

    /** Per key the transactions that ended and that no other followed which ended as well. */
    private void addRealTime() {
        History history = transactions.history;
        int[] starting = transactions.byInvocation();
        List<List<int[]>> frontiers = new ArrayList<>();
        transactions.keys.forEach(key -> frontiers.add(new ArrayList<>()));
        for (int event = 0; event < history.size(); event++) {
            int t = starting[event];
            if (t != Transactions.NONE && transactions.committed(t)) {
                begin(t, frontiers);
            } else if (t == Transactions.NONE && history.type(event) == OpType.OK) {
                end(starting[history.invocationOf(event)], event, frontiers);
            }
        }
    }

    private void begin(int t, List<List<int[]>> frontiers) {
        for (int step = transactions.starts[t]; step < transactions.starts[t + 1]; step++) {
            if (transactions.previous[step] == Transactions.NONE) {
                for (int[] ended : frontiers.get(transactions.stepKeys[step])) {
                    add(met(ended[1]), met(step), t);
                }
            }
        }
    }

    private void end(int t, int event, List<List<int[]>> frontiers) {
        for (int step = transactions.starts[t]; step < transactions.starts[t + 1]; step++) {
            if (last[step] && met(step) != Transactions.NONE) {
                List<int[]> frontier = frontiers.get(transactions.stepKeys[step]);
                frontier.removeIf(ended -> ended[0] < transactions.invocations[t]);
                frontier.add(new int[] {event, step});
            }
        }
    }

    /** The keys whose versions each came before another, in a circle: then no order of them is known. */
    private boolean[] contradictoryKeys(Graph graph) throws ExhaustedException, InterruptedException {
        boolean[] contradictory = new boolean[transactions.keys.size()];
        int[] scratch = new int[graph.nodes()];
        Arrays.fill(scratch, -1);
        Shape any = new Shape(DependencyKind.WRITES, DependencyKind.WW, null, Antidependencies.ANY);
        for (int[] members :
                Components.of(graph, DependencyKind.WRITES, resources).cyclic()) {
            contradictory[transactions.keyOf(members[0])] = true;
            Graph part = graph.part(members, DependencyKind.WRITES, scratch).graph();
            List<Cycle> cycles = Cycle.of(
                    new CycleSearch(part, any, new Patience(), resources).shortest((source, edge) -> true, true));
            report(members, cycles.get(0));
        }
        return contradictory;
    }

    private void report(int[] members, Cycle cycle) {
        Words words = new Words(transactions);
        findings.add(AnomalyKind.CYCLIC_VERSIONS, () -> {
            String sentence = cycle.steps().stream()
                    .map(step -> "by " + words.who(step.version()) + " the value " + words.value(members[step.from()])
                            + " came before " + words.value(members[step.to()]))
                    .collect(Collectors.joining(", "));
            int key = transactions.keyOf(members[0]);
            int[] concerned = cycle.steps().stream()
                    .mapToInt(Cycle.Step::version)
                    .distinct()
                    .toArray();
            return words.anomaly(AnomalyKind.CYCLIC_VERSIONS, key, "in " + words.key(key) + " " + sentence, concerned);
        });
    }
}
