package io.partita.control.report;

import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import io.partita.checker.history.Op;
import io.partita.control.store.RunSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Each anomaly in words, with the operations that explain it. */
final class AnomalySection {

    /** More anomalies than this are counted, not shown: nobody reads them, and {@code results.json} has them. */
    static final int SHOWN = 50;

    private static final int IN_FULL = 3;
    private static final int OPERATIONS_SHOWN = 40;
    private static final int STATES_SHOWN = 8;
    private static final int STEPS_SHOWN = 5;
    private static final String WINDOW = "window";
    private static final String STATES = "lastStates";
    private static final String CORE = "core";
    private static final String MINIMAL = "coreMinimal";

    /** Details that the section tells in its own way. */
    private static final List<String> SAID =
            List.of(WINDOW, STATES, CORE, MINIMAL, "coreFrom", "coreTo", "coreStart", "invocation");

    /** A proof of more operations than this is none that anybody would look at. */
    private static final int LARGEST_PROOF = 12;

    /** An anomaly with the result in which it stands. */
    private record Found(CheckResult result, Anomaly anomaly) {

        /** What two anomalies have in common that a reader cannot tell apart. */
        List<Object> looks() {
            return List.of(result.checker(), anomaly.headline(), anomaly.opIndex());
        }
    }

    private final RunSummary run;
    private final Operations operations;
    private final StringBuilder out = new StringBuilder();

    private AnomalySection(RunSummary run, Operations operations) {
        this.run = run;
        this.operations = operations;
    }

    static String anomalies(RunSummary run, Operations operations) {
        return new AnomalySection(run, operations).all();
    }

    private String all() {
        List<Found> found = new ArrayList<>();
        Map<List<Object>, Integer> alike = new HashMap<>();
        run.checkers()
                .values()
                .forEach(result -> result.anomalies().forEach(anomaly -> {
                    Found one = new Found(result, anomaly);
                    if (alike.merge(one.looks(), 1, Integer::sum) == 1) {
                        found.add(one);
                    }
                }));
        if (found.isEmpty()) {
            return run.verdict() == Verdict.UNKNOWN
                    ? "<p class=\"muted\">None found; but the verdict is unknown, so this is no proof.</p>"
                    : "<p class=\"muted\">None.</p>";
        }
        int times = alike.values().stream().mapToInt(Integer::intValue).sum();
        out.append("<p class=\"lead\">").append(lead(found, times)).append("</p>");
        int shown = Math.min(SHOWN, found.size());
        for (int i = 0; i < Math.min(IN_FULL, shown); i++) {
            one(i + 1, found.get(i));
        }
        if (shown > IN_FULL) {
            out.append("<details class=\"more\"><summary>")
                    .append(Words.plural(shown - IN_FULL, "more anomaly", "more anomalies"))
                    .append("</summary>");
            for (int i = IN_FULL; i < shown; i++) {
                one(i + 1, found.get(i));
            }
            out.append("</details>");
        }
        if (found.size() > SHOWN) {
            out.append("<p>And ").append(found.size() - SHOWN).append(" more, in <code>results.json</code>.</p>");
        }
        return out.toString();
    }

    private static String lead(List<Found> found, int times) {
        long keys = found.stream()
                .map(one -> one.anomaly().key())
                .filter(Objects::nonNull)
                .distinct()
                .count();
        String checkers =
                found.stream().map(one -> one.result().checker()).distinct().collect(Collectors.joining(", "));
        return Words.plural(times, "anomaly", "anomalies")
                + (times == found.size() ? "" : " (those that are alike are shown once)")
                + (keys == 0 ? "" : " on " + Words.plural(keys, "key"))
                + ", found by " + Html.escape(checkers) + ".";
    }

    private void one(int number, Found found) {
        Anomaly anomaly = found.anomaly();
        out.append("<article class=\"anomaly\" id=\"anomaly-")
                .append(number)
                .append("\"><header><span class=\"label\">Anomaly ")
                .append(number)
                .append(" · ")
                .append(Html.escape(found.result().checker()))
                .append(anomaly.key() == null ? "" : " · key " + Html.escape(Words.value(anomaly.key())))
                .append("</span><h3>")
                .append(Html.escape(anomaly.headline()))
                .append("</h3>");
        if (operations.ofEvent(anomaly.opIndex()) >= 0) {
            out.append("<a class=\"button needs-script\" href=\"#op=")
                    .append(anomaly.opIndex())
                    .append("\">Show in timeline</a>");
        }
        out.append("</header>");
        int decisive = operations.ofEvent(anomaly.opIndex());
        TreeSet<Integer> related = operationsOf(anomaly.relatedIndices());
        related.addAll(operationsOf(List.of(anomaly.opIndex())));
        TreeSet<Integer> around = operationsOf(anomaly.details().get(WINDOW));
        TreeSet<Integer> core = proof(anomaly);
        Optional<LegalOrder> order = decisive >= 0 && found.result().details().get("model") instanceof String model
                ? LegalOrder.before(model, operations, anomaly.key(), decisive)
                : Optional.empty();
        if (decisive >= 0) {
            picture(number == 1, decisive, core, related, around, order);
        }
        proofInWords(anomaly, core);
        order.ifPresent(legal -> legalOrder(legal, decisive));
        possibleStates(anomaly);
        if (decisive >= 0) {
            expected(found, decisive);
        }
        table(related, decisive);
        around.removeAll(related);
        if (!around.isEmpty()) {
            out.append("<details><summary>")
                    .append(Words.plural(around.size(), "other operation"))
                    .append(" open at that time</summary>");
            table(around, decisive);
            out.append("</details>");
        }
        Map<String, Object> others = new LinkedHashMap<>(anomaly.details());
        others.keySet().removeAll(SAID);
        if (!others.isEmpty()) {
            out.append("<div class=\"anomaly-detail\">")
                    .append(JsonView.of(others))
                    .append("</div>");
        }
        out.append("</article>");
    }

    private void picture(
            boolean first,
            int decisive,
            TreeSet<Integer> core,
            TreeSet<Integer> related,
            TreeSet<Integer> around,
            Optional<LegalOrder> order) {
        if (related.size() + around.size() < 2) {
            return;
        }
        out.append("<figure>")
                .append(AnomalySvg.of(run, operations, decisive, core, related, around, order.orElse(LegalOrder.NONE)));
        if (first) {
            out.append("<figcaption class=\"hint\">The shaded stretch is the operation that could not have happened;"
                            + " bars in full colour explain it, pale ones were open at that time. Dashed lines: acknowledged"
                            + " before it began.")
                    .append(core.isEmpty() ? "" : " Rows with a mark in front are enough to prove it.")
                    .append(
                            order.isEmpty()
                                    ? ""
                                    : " Numbers tell in which order they may have taken effect; pointing at a row draws that order up to it.")
                    .append(" Time runs to the right, not to scale.</figcaption>");
        }
        out.append("</figure>");
    }

    /** The operations that prove the anomaly, if they are few enough to be looked at. */
    private TreeSet<Integer> proof(Anomaly anomaly) {
        TreeSet<Integer> core = operationsOf(anomaly.details().get(CORE));
        return core.size() > LARGEST_PROOF ? new TreeSet<>() : core;
    }

    private void proofInWords(Anomaly anomaly, TreeSet<Integer> core) {
        if (core.isEmpty()) {
            return;
        }
        out.append("<p class=\"states\">")
                .append(core.size() == 1 ? "This operation proves" : "These operations prove")
                .append(" it, whatever all others did: ")
                .append(core.stream()
                        .map(operation -> "<a href=\"#op="
                                + operations.invocation(operation).index() + "\"><code>"
                                + Html.escape(operations.text(operation, false)) + "</code></a>")
                        .collect(Collectors.joining(", ")))
                .append(
                        Boolean.TRUE.equals(anomaly.details().get(MINIMAL)) && core.size() > 1
                                ? ". None of them can be left out."
                                : ".")
                .append("</p>");
    }

    /** The end of a legal order of everything else, with the state after each step. */
    private void legalOrder(LegalOrder order, int decisive) {
        int from = Math.max(0, order.operations().size() - STEPS_SHOWN);
        out.append("<p class=\"states\">One legal order of the others")
                .append(from == 0 ? "" : ", its end")
                .append(": ");
        for (int i = from; i < order.operations().size(); i++) {
            int operation = order.operations().get(i);
            out.append("<a href=\"#op=")
                    .append(operations.invocation(operation).index())
                    .append("\"><code>")
                    .append(Html.escape(operations.text(operation, false)))
                    .append("</code></a> <span class=\"muted\">(then ")
                    .append(Html.escape(order.states().get(i)))
                    .append(")</span>, ");
        }
        out.append("and no place for <code>")
                .append(Html.escape(operations.text(decisive, false)))
                .append("</code>, whatever the order.</p>");
    }

    /** What the object could have been, in a sentence. */
    private void possibleStates(Anomaly anomaly) {
        if (!(anomaly.details().get(STATES) instanceof List<?> states) || states.isEmpty()) {
            return;
        }
        String subject = anomaly.key() == null
                ? "the object"
                : "key <code>" + Html.escape(Words.value(anomaly.key())) + "</code>";
        out.append(
                        "<p class=\"states\"><strong>Last legal state</strong>: just before it completed, every legal order of the operations left ")
                .append(subject)
                .append(states.size() == 1 ? " at " : " at one of ")
                .append(states.stream()
                        .limit(STATES_SHOWN)
                        .map(state -> "<code>" + Html.escape(Words.value(state)) + "</code>")
                        .collect(Collectors.joining(", ")))
                .append(states.size() > STATES_SHOWN ? " and " + (states.size() - STATES_SHOWN) + " others" : "")
                .append(".</p>");
    }

    /** What the operation could have answered instead, in a sentence. */
    private void expected(Found found, int decisive) {
        if (!(found.result().details().get("model") instanceof String model)
                || !(found.anomaly().details().get(STATES) instanceof List<?> states)) {
            return;
        }
        Expectation.of(
                        model,
                        operations,
                        decisive,
                        states.stream().map(Words::value).toList())
                .ifPresent(expectation -> out.append("<p class=\"states\"><strong>Expected</strong>: ")
                        .append(expectation.html())
                        .append("</p>"));
    }

    /** The operations to which a checker's list of events belongs, in the order of their invocations. */
    private TreeSet<Integer> operationsOf(Object indices) {
        TreeSet<Integer> found = new TreeSet<>();
        if (indices instanceof List<?> list) {
            for (Object index : list) {
                if (index instanceof Number number) {
                    found.add(operations.ofEvent(number.longValue()));
                }
            }
        }
        found.remove(-1);
        return found;
    }

    private void table(TreeSet<Integer> related, int decisive) {
        if (related.isEmpty()) {
            return;
        }
        out.append("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Operation</th>"
                + "<th scope=\"col\">Process</th><th scope=\"col\">Node</th><th scope=\"col\">What</th>"
                + "<th scope=\"col\">Outcome</th><th scope=\"col\" class=\"num\">From</th>"
                + "<th scope=\"col\" class=\"num\">To</th></tr></thead><tbody>");
        List<Integer> shown = related.stream()
                .skip(Math.max(0, related.size() - OPERATIONS_SHOWN))
                .toList();
        if (shown.size() < related.size()) {
            out.append("<tr><td colspan=\"7\" class=\"muted\">")
                    .append(related.size() - shown.size())
                    .append(" earlier ones left out</td></tr>");
        }
        shown.forEach(operation -> row(operation, operation == decisive));
        out.append("</tbody></table></div>");
    }

    private void row(int operation, boolean decisive) {
        Op invoke = operations.invocation(operation);
        Op completion = operations.completion(operation);
        String node = Availability.node(run, invoke.process());
        String outcome = operations.outcome(operation).label();
        out.append(decisive ? "<tr class=\"decisive\"><td>" : "<tr><td>")
                .append("<a href=\"#op=")
                .append(invoke.index())
                .append("\">#")
                .append(invoke.index())
                .append("</a></td><td>")
                .append(invoke.process())
                .append("</td><td>")
                .append(node == null ? "" : Html.escape(node))
                .append("</td><td><code>")
                .append(Html.escape(operations.text(operation, true)))
                .append("</code></td><td><span class=\"key key-")
                .append(outcome)
                .append("\"></span>")
                .append(outcome)
                .append(completion == null || completion.error() == null ? "" : " " + Html.escape(completion.error()))
                .append("</td><td class=\"num\">")
                .append(Words.instantMs(invoke.time() / 1e6))
                .append("</td><td class=\"num\">")
                .append(completion == null ? "never" : Words.instantMs(completion.time() / 1e6))
                .append("</td></tr>");
    }
}
