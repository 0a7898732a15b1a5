package io.partita.checker.internal.transactions;

import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.internal.transactions.Cycle.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Tells why the transactions of a cycle contradict each other, one sentence a dependency. */
final class CycleWords {

    private static final int STEPS_TOLD = 6;

    private final Transactions transactions;
    private final VersionOrder order;
    private final boolean lists;
    private final Words words;

    /** @param lists whether values are lists that grow, and not single values that are replaced */
    CycleWords(Transactions transactions, VersionOrder order, boolean lists) {
        this.transactions = transactions;
        this.order = order;
        this.lists = lists;
        this.words = new Words(transactions);
    }

    Anomaly anomaly(Cycle cycle) {
        int[] concerned = cycle.transactions();
        List<Object> nodes = new ArrayList<>();
        List<Object> edges = new ArrayList<>();
        StringBuilder who = new StringBuilder();
        StringBuilder why = new StringBuilder();
        TreeSet<Integer> keys = new TreeSet<>();
        for (int i = 0; i < concerned.length; i++) {
            Step step = cycle.steps().get(i);
            String from = "T" + (i + 1);
            String to = "T" + ((i + 1) % concerned.length + 1);
            nodes.add(words.json(from, concerned[i]));
            String reason = reason(step, from, to);
            edges.add(edge(step, from, to, reason));
            if (step.version() >= 0) {
                keys.add(transactions.keyOf(step.version()));
            }
            if (i < STEPS_TOLD) {
                who.append(i == 0 ? "" : ", ").append(from).append(" is ").append(words.who(concerned[i]));
                why.append(reason)
                        .append(": so ")
                        .append(from)
                        .append(" came before ")
                        .append(to);
                why.append(" (").append(label(step.kind())).append("). ");
            }
        }
        if (concerned.length > STEPS_TOLD) {
            why.append("And so on, round to T1, by ")
                    .append(concerned.length - STEPS_TOLD)
                    .append(" more. ");
        }
        AnomalyKind kind = cycle.kind();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("class", kind.label());
        details.put("meaning", kind.meaning());
        details.put("transactions", nodes);
        details.put("edges", edges);
        Object key = keys.size() == 1 ? transactions.keys.get(keys.first()) : null;
        return new Anomaly(
                kind.label() + " (" + kind.meaning() + "): " + who + ". " + why + "That is a contradiction",
                key,
                words.lastEvent(concerned),
                words.relatedEvents(concerned),
                details);
    }

    private Map<String, Object> edge(Step step, String from, String to, String reason) {
        Map<String, Object> edge = new LinkedHashMap<>();
        edge.put("from", from);
        edge.put("to", to);
        edge.put("kind", label(step.kind()));
        edge.put("key", step.version() < 0 ? null : transactions.keys.get(transactions.keyOf(step.version())));
        edge.put("reason", reason);
        return edge;
    }

    private static String label(DependencyKind kind) {
        return switch (kind) {
            case PROCESS -> "process";
            case REALTIME -> "real time";
            default -> kind.name().toLowerCase(Locale.ROOT);
        };
    }

    private String reason(Step step, String from, String to) {
        return switch (step.kind()) {
            case WR -> to + " " + didRead(step.to(), step.version()) + ", " + shown(step, from);
            case WW -> wrote(from, step.version()) + " before " + wrote(to, next(step));
            case RW -> from + " " + didRead(step.from(), step.version()) + ", " + missing(step, to);
            default -> ended(step, from, to);
        };
    }

    private String shown(Step step, String from) {
        return lists
                ? "with the " + words.value(step.version()) + " that " + from + " appended"
                : "which " + from + " wrote";
    }

    private String missing(Step step, String to) {
        String value = words.value(next(step));
        return lists ? "without the " + value + " that " + to + " appended" : "which " + to + " replaced by " + value;
    }

    private String wrote(String who, int version) {
        return who + (lists ? " appended " : " wrote ") + words.value(version) + " to "
                + words.key(transactions.keyOf(version));
    }

    private String didRead(int transaction, int version) {
        return words.didRead(transaction, readOf(transaction, version));
    }

    private String ended(Step step, String from, String to) {
        int end = transactions.completion(step.from());
        int begin = transactions.invocations[step.to()];
        String same = step.kind() == DependencyKind.PROCESS
                ? " in the same process " + transactions.process(step.from())
                : "";
        return from + " had ended (" + words.when(end) + ") when " + to + " began (" + words.when(begin) + ")" + same;
    }

    /** The successor of what the step begins with that its second transaction wrote. */
    private int next(Step step) {
        for (int version : order.successors().row(step.version())) {
            if (transactions.writerOf(version) == step.to()) {
                return version;
            }
        }
        throw new IllegalStateException("no dependency " + step);
    }

    /** The first step in which {@code transaction} read {@code version}. */
    private int readOf(int transaction, int version) {
        for (int step = transactions.starts[transaction]; step < transactions.starts[transaction + 1]; step++) {
            if (transactions.isExternalRead(step) && transactions.read[step] == version) {
                return step;
            }
        }
        throw new IllegalStateException("transaction " + transaction + " did not read version " + version);
    }
}
