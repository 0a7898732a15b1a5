package io.partita.control.report;

import io.partita.checker.Verdict;
import io.partita.control.report.IndexReport.Run;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The two tables of the index: workloads against nemeses, and the runs. */
final class IndexTables {

    private static final int RUNS_IN_SPARKLINE = 24;

    private IndexTables() {}

    static String matrix(Map<String, Map<String, List<Run>>> groups) {
        if (groups.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("<div class=\"scroll\"><table class=\"groups\"><thead><tr>"
                + "<th scope=\"col\">Workload</th><th scope=\"col\">Nemesis</th>"
                + "<th scope=\"col\">Last runs, newest at the right</th><th scope=\"col\" class=\"num\">Valid</th>"
                + "<th scope=\"col\"></th></tr></thead><tbody>");
        groups.forEach((workload, nemeses) -> nemeses.forEach((nemesis, runs) -> {
            long valid = runs.stream()
                    .filter(run -> IndexReport.has(run, Verdict.VALID))
                    .count();
            boolean mixed = valid > 0 && runs.stream().anyMatch(run -> IndexReport.has(run, Verdict.INVALID));
            out.append("<tr><td>")
                    .append(Html.escape(workload))
                    .append("</td><td>")
                    .append(Html.escape(nemesis))
                    .append("</td><td>")
                    .append(sparkline(runs))
                    .append("</td><td class=\"num\">")
                    .append(valid)
                    .append(" of ")
                    .append(runs.size())
                    .append("</td><td>")
                    .append(mixed ? "<span class=\"badge badge-unknown\">differs from run to run</span>" : "")
                    .append("</td></tr>");
        }));
        return out.append("</tbody></table></div>").toString();
    }

    /** One mark per run; the verdicts differ in height and place as well as in colour. */
    private static String sparkline(List<Run> runs) {
        List<Run> last = runs.subList(Math.max(0, runs.size() - RUNS_IN_SPARKLINE), runs.size());
        StringBuilder out = new StringBuilder("<svg class=\"sparkline\" width=\"")
                .append(RUNS_IN_SPARKLINE * 10)
                .append("\" height=\"22\" role=\"img\" aria-label=\"")
                .append(Html.escape(
                        String.join(", ", last.stream().map(Run::badge).toList())))
                .append("\"><path class=\"axis\" d=\"M0 11.5H")
                .append(RUNS_IN_SPARKLINE * 10)
                .append("\"/>");
        for (int i = 0; i < last.size(); i++) {
            Run run = last.get(i);
            int[] span = switch (run.badge()) {
                case "valid" -> new int[] {3, 9};
                case "invalid" -> new int[] {11, 9};
                default -> new int[] {8, 7};
            };
            out.append("<a href=\"")
                    .append(link(run))
                    .append("\"><title>")
                    .append(Html.escape(run.badge() + ", " + run.name()))
                    .append("</title><rect class=\"mark-")
                    .append(run.badge())
                    .append("\" x=\"")
                    .append(i * 10 + 1)
                    .append("\" y=\"")
                    .append(span[0])
                    .append("\" width=\"7\" height=\"")
                    .append(span[1])
                    .append("\" rx=\"1\"/></a>");
        }
        return out.append("</svg>").toString();
    }

    static String runs(List<Run> runs) {
        StringBuilder out = new StringBuilder();
        for (Run run : runs) {
            out.append("<tr data-verdict=\"")
                    .append(run.badge())
                    .append("\"><td><a class=\"badge badge-")
                    .append(run.badge())
                    .append("\" href=\"")
                    .append(link(run))
                    .append("\">")
                    .append(
                            run.summary() == null
                                    ? "!"
                                    : FirstScreen.sign(run.summary().verdict()))
                    .append(' ')
                    .append(run.badge())
                    .append("</a></td><td class=\"what\"><a class=\"plain\" href=\"")
                    .append(link(run))
                    .append("\">")
                    .append(Html.escape(run.workload() + " × " + run.nemesis()))
                    .append("</a><span class=\"why\">")
                    .append(Html.escape(
                            run.summary() == null
                                    ? run.problem()
                                    : run.summary().reason()))
                    .append("</span></td>");
            figures(out, run);
            out.append("</tr>");
        }
        return out.toString();
    }

    private static void figures(StringBuilder out, Run run) {
        RunSummary summary = run.summary();
        if (summary == null) {
            out.append("<td>").append(Html.escape(run.name())).append("</td><td></td><td></td><td></td><td></td>");
            return;
        }
        long operations = summary.operations().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        long proven =
                summary.faults().stream().filter(FaultRecord::provenActive).count();
        out.append("<td class=\"when\">")
                .append(Html.escape(Words.instant(summary.startedAt())))
                .append("</td><td class=\"num\">")
                .append(Words.durationMs(summary.durationMs()))
                .append("</td><td class=\"num\">")
                .append(Words.count(operations))
                .append("</td><td class=\"num\">")
                .append(
                        summary.faults().isEmpty()
                                ? "none"
                                : proven + " of " + summary.faults().size())
                .append("</td><td class=\"num\"><code>")
                .append(summary.seed())
                .append("</code></td>");
    }

    private static String link(Run run) {
        return Html.escape(encode(run.path()) + "/" + (run.summary() == null ? "" : "index.html"));
    }

    /** A relative path as a URL: what is not plain in a path segment is percent-encoded. */
    private static String encode(String path) {
        StringBuilder out = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~/,".indexOf(c) >= 0);
            out.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", b & 0xFF));
        }
        return "./" + out;
    }
}
