package io.partita.checker.internal.transactions;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Checker;
import io.partita.checker.Checkers.RegisterAssumption;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.internal.parts.Resources;
import io.partita.checker.internal.parts.Resources.Exhausted;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import io.partita.checker.internal.transactions.TransactionReader.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges transactions by what they read: Kyle Kingsbury and Peter Alvaro, "Elle: inferring isolation anomalies from
 * experimental observations", VLDB 2020.
 *
 * <p>Every write is unique, so a read shows which write it saw. From that come the order of the versions of each key
 * ({@link ListReads}, {@link RegisterOrder}), from both the dependencies of transactions ({@link DependencyGraph}), and
 * from their cycles the anomalies ({@link CycleFinder}) and the consistency models that they rule out
 * ({@link ConsistencyModel}). Everything reported is proven by the history; a history without findings may still hide
 * an anomaly that no read shows. Stateless.
 */
public final class TransactionChecker implements Checker {

    private final String name;
    private final Vocabulary vocabulary;
    private final ConsistencyModel model;
    private final Set<RegisterAssumption> assumptions;

    private TransactionChecker(
            String name, Vocabulary vocabulary, ConsistencyModel model, Set<RegisterAssumption> assumptions) {
        this.name = name;
        this.vocabulary = vocabulary;
        this.model = Objects.requireNonNull(model, "model is null");
        this.assumptions = Set.copyOf(assumptions);
    }

    /** Transactions that append to lists and read whole lists. */
    public static TransactionChecker listAppend(ConsistencyModel model) {
        return new TransactionChecker("list-append", Vocabulary.LIST_APPEND, model, Set.of());
    }

    /** Transactions that write and read registers. */
    public static TransactionChecker readWriteRegister(ConsistencyModel model, Set<RegisterAssumption> assumptions) {
        return new TransactionChecker("rw-register", Vocabulary.READ_WRITE_REGISTER, model, assumptions);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CheckResult check(History history, Budget budget) throws InterruptedException {
        long begin = System.nanoTime();
        Resources resources = new Resources(budget);
        Transactions transactions = TransactionReader.read(history, vocabulary);
        Findings findings = new Findings();
        String doubt;
        try {
            boolean related = search(transactions, findings, resources);
            doubt = related ? null : tooLittle(transactions);
        } catch (ExhaustedException e) {
            doubt = (e.what() == Exhausted.TIME
                            ? String.format(
                                    Locale.ROOT,
                                    "the time budget of %.3f s ended before all dependencies were searched",
                                    budget.time().toNanos() / 1e9)
                            : "the dependencies need more memory than the budget of " + budget.memoryBytes() + " bytes")
                    + ": give it more, or check a shorter history";
        }
        Map<String, Object> details = figures(transactions, findings);
        details.put("elapsedMs", (System.nanoTime() - begin) / 1_000_000);
        details.put("peakMemoryBytes", resources.peakBytes());
        return judge(findings, doubt, details);
    }

    /** Whether any transaction was found to depend on what another read or wrote. */
    private boolean search(Transactions transactions, Findings findings, Resources resources)
            throws ExhaustedException, InterruptedException {
        resources.checkTime();
        boolean lists = vocabulary == Vocabulary.LIST_APPEND;
        // Before the graph is built, by its largest possible size: an edge or two a step, three a transaction for each
        // of the two orders.
        long nodes = 3L * transactions.count();
        long edges = 3L * transactions.stepKeys.length + 6L * transactions.count();
        resources.reserve(nodes * (Graph.BYTES_PER_NODE + Components.BYTES_PER_NODE) + edges * Graph.BYTES_PER_EDGE);
        VersionOrder order = lists
                ? new ListReads(transactions, findings).order()
                : new RegisterOrder(transactions, findings, assumptions, resources).order();
        resources.checkTime();
        Graph graph = DependencyGraph.of(transactions, order);
        CycleWords words = new CycleWords(transactions, order, lists);
        new CycleFinder(resources, cycle -> findings.add(cycle.kind(), () -> words.anomaly(cycle))).search(graph);
        return graph.hasAny(DependencyKind.DATA & ~DependencyKind.LINK.bit());
    }

    private CheckResult judge(Findings findings, String doubt, Map<String, Object> details) {
        List<Anomaly> forbidden = new ArrayList<>();
        for (AnomalyKind kind : findings.kinds()) {
            if (model.forbids(kind)) {
                forbidden.addAll(findings.examples(kind));
            }
        }
        if (!forbidden.isEmpty()) {
            String reason = new Conclusion(model, findings).invalid();
            return new CheckResult(name, Verdict.INVALID, reason, forbidden, details);
        }
        if (doubt != null) {
            return new CheckResult(name, Verdict.UNKNOWN, doubt, List.of(), details);
        }
        String reason = new Conclusion(model, findings).valid((long) details.get("committed"));
        return new CheckResult(name, Verdict.VALID, reason, List.of(), details);
    }

    /** Why nothing follows from the history. */
    private static String tooLittle(Transactions transactions) {
        if (transactions.count() == 0) {
            return "there is no transaction to judge";
        }
        boolean reads = Arrays.stream(transactions.read).anyMatch(version -> version != Transactions.NONE);
        return (reads
                        ? "no acknowledged transaction read a key that another wrote"
                        : "no acknowledged transaction read anything")
                + ": nothing can be told of the order of " + transactions.count() + " transactions";
    }

    private Map<String, Object> figures(Transactions transactions, Findings findings) {
        long committed = 0;
        long aborted = 0;
        for (int t = 0; t < transactions.count(); t++) {
            committed += transactions.committed(t) ? 1 : 0;
            aborted += transactions.aborted(t) ? 1 : 0;
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("consistencyModel", model.label());
        details.put("operations", (long) transactions.count());
        details.put("committed", committed);
        details.put("aborted", aborted);
        details.put("unknownOutcome", transactions.count() - committed - aborted);
        details.put("keys", (long) transactions.keys.size());
        Map<String, Object> anomalies = new LinkedHashMap<>();
        for (AnomalyKind kind : findings.kinds()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("meaning", kind.meaning());
            one.put("count", findings.count(kind));
            one.put("forbidden", model.forbids(kind));
            one.put(
                    "examples",
                    findings.examples(kind).stream().map(Anomaly::headline).toList());
            anomalies.put(kind.label(), one);
        }
        details.put("anomalies", anomalies);
        details.put(
                "ruledOut",
                ConsistencyModel.ruledOut(findings.kinds()).stream()
                        .map(ConsistencyModel::label)
                        .collect(Collectors.toList()));
        return details;
    }
}
