package io.partita.control.report;

import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.control.store.RunSummary;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Each anomaly in words, with the operations that explain it; and what every checker said. */
final class AnomalySection {

    /** More anomalies than this are counted, not shown: nobody reads them, and {@code results.json} has them. */
    static final int SHOWN = 50;

    private static final int OPERATIONS_SHOWN = 40;

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

    static String checkers(RunSummary run) {
        if (run.checkers().isEmpty()) {
            return "<p class=\"muted\">No checker judged this run.</p>";
        }
        StringBuilder out = new StringBuilder();
        for (CheckResult result : run.checkers().values()) {
            out.append("<details class=\"checker\"><summary>")
                    .append("<span class=\"badge badge-")
                    .append(result.verdict().label())
                    .append("\">")
                    .append(FirstScreen.sign(result.verdict()))
                    .append(' ')
                    .append(result.verdict().label())
                    .append("</span> <strong>")
                    .append(Html.escape(result.checker()))
                    .append("</strong> <span>")
                    .append(Html.escape(result.reason()))
                    .append("</span></summary>")
                    .append(Html.json(result.details()))
                    .append("</details>");
        }
        return out.toString();
    }

    private String all() {
        int number = 0;
        for (CheckResult result : run.checkers().values()) {
            for (Anomaly anomaly : result.anomalies()) {
                if (++number <= SHOWN) {
                    one(number, result, anomaly);
                }
            }
        }
        if (number == 0) {
            return run.verdict() == Verdict.UNKNOWN
                    ? "<p class=\"muted\">None found; but the verdict is unknown, so this is no proof.</p>"
                    : "<p class=\"muted\">None.</p>";
        }
        if (number > SHOWN) {
            out.append("<p>And ").append(number - SHOWN).append(" more, in <code>results.json</code>.</p>");
        }
        return out.toString();
    }

    private void one(int number, CheckResult result, Anomaly anomaly) {
        out.append("<article class=\"anomaly\" id=\"anomaly-")
                .append(number)
                .append("\"><header><span class=\"label\">Anomaly ")
                .append(number)
                .append(" · ")
                .append(Html.escape(result.checker()))
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
        relatedOperations(anomaly);
        for (Map.Entry<String, Object> detail : anomaly.details().entrySet()) {
            if (detail.getKey().equals("invocation")) {
                continue;
            }
            if (detail.getKey().equals("window") && detail.getValue() instanceof List<?> indices) {
                window(indices, operations.ofEvent(anomaly.opIndex()));
                continue;
            }
            out.append("<div class=\"anomaly-detail\"><h4>")
                    .append(Html.escape(Words.label(detail.getKey())))
                    .append("</h4>")
                    .append(Html.json(detail.getValue()))
                    .append("</div>");
        }
        out.append("</article>");
    }

    private void relatedOperations(Anomaly anomaly) {
        int decisive = operations.ofEvent(anomaly.opIndex());
        TreeSet<Integer> related = new TreeSet<>();
        anomaly.relatedIndices().forEach(index -> related.add(operations.ofEvent(index)));
        related.add(decisive);
        related.remove(-1);
        table(related, decisive);
    }

    /** A checker's list of the events around an anomaly, as the operations to which they belong. */
    private void window(List<?> indices, int decisive) {
        TreeSet<Integer> around = new TreeSet<>();
        for (Object index : indices) {
            if (index instanceof Number number) {
                around.add(operations.ofEvent(number.longValue()));
            }
        }
        around.remove(-1);
        if (!around.isEmpty()) {
            out.append("<details><summary>")
                    .append(Words.plural(around.size(), "operation"))
                    .append(" around it</summary>");
            table(around, decisive);
            out.append("</details>");
        }
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
                .append(Html.escape(text(invoke, completion)))
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

    private static String text(Op invoke, Op completion) {
        StringBuilder text = new StringBuilder(invoke.f());
        if (invoke.key() != null) {
            text.append(" k").append(Words.value(invoke.key()));
        }
        if (invoke.value() != null) {
            text.append(' ').append(Words.value(invoke.value()));
        }
        boolean learnt = completion != null
                && completion.type() == OpType.OK
                && !Objects.equals(invoke.value(), completion.value());
        if (learnt || completion != null && invoke.value() == null && completion.value() != null) {
            text.append(" → ").append(Words.value(completion.value()));
        }
        return text.toString();
    }
}
