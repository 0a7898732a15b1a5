package io.partita.control.report;

import io.partita.control.compare.AnomalyChange;
import io.partita.control.compare.ComparedRun;
import io.partita.control.compare.Comparison;
import io.partita.control.store.AtomicFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page of a {@link Comparison}: a self-contained file, without scripts but for the theme. */
public final class ComparisonReport {

    private static final String STYLE = Template.concatenated("base.css", "compare.css");

    private ComparisonReport() {}

    /**
     * Replaces {@code file} by the page, in one step. Its links to the runs are relative.
     *
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static void write(Path file, Comparison comparison) {
        AtomicFile.write(file, page(comparison, file.toAbsolutePath().getParent()));
    }

    static String page(Comparison comparison, Path from) {
        List<String> regressions = comparison.regressions();
        Map<String, String> slots = new HashMap<>();
        slots.put("home", "./../index.html");
        slots.put("head", ComparisonHead.element(comparison, from));
        slots.put(
                "headline",
                regressions.isEmpty()
                        ? "Nothing shows that the last run is worse than the first"
                        : Words.plural(regressions.size(), "thing") + " got worse");
        slots.put("regressions", list(regressions, "worse"));
        slots.put(
                "differences",
                comparison.differences().isEmpty()
                        ? ""
                        : "<p>Not the same was done in all of them:</p>" + list(comparison.differences(), "other"));
        slots.put("runs", runs(comparison, from));
        slots.put("anomalies", anomalies(comparison));
        slots.put("changes", ComparisonTables.changes(comparison));
        slots.put("percentiles", ComparisonTables.percentiles(comparison));
        slots.put("recovery", ComparisonTables.recovery(comparison));
        slots.put("charts", charts(comparison));
        slots.put("key", key(comparison));
        return Template.page("compare.html", STYLE, Template.script("common.js", "compare.js"), slots);
    }

    private static String list(List<String> lines, String style) {
        StringBuilder out = new StringBuilder();
        lines.forEach(line -> out.append("<li>").append(Html.escape(line)).append("</li>"));
        return out.isEmpty() ? "" : "<ul class=\"" + style + "\">" + out + "</ul>";
    }

    private static String runs(Comparison comparison, Path from) {
        StringBuilder out = new StringBuilder();
        for (ComparedRun run : comparison.runs()) {
            String link = RunLinks.encode(
                    from.relativize(run.directory().resolve("index.html").toAbsolutePath())
                            .toString()
                            .replace('\\', '/'));
            String verdict = run.summary().verdict().label();
            out.append("<tr><th scope=\"row\">")
                    .append(run.label())
                    .append("</th><td><a class=\"badge badge-" + verdict + "\" href=\"./" + Html.escape(link) + "\">")
                    .append(FirstScreen.sign(run.summary().verdict()))
                    .append(' ')
                    .append(verdict)
                    .append("</a></td><td>")
                    .append(Html.escape(
                            run.summary().workload() + " × " + run.summary().nemesis()))
                    .append("<span class=\"why\">")
                    .append(Html.escape(RunLinks.shortened(run.summary().reason(), 280)))
                    .append("</span></td><td>")
                    .append(Html.escape(run.summary().system()))
                    .append("</td><td>")
                    .append(Html.escape(Words.instant(run.summary().startedAt())))
                    .append("</td><td class=\"num\">")
                    .append(Words.durationMs(run.summary().durationMs()))
                    .append("</td><td class=\"num\">")
                    .append(String.format(Locale.ROOT, "%.1f", run.meanOkPerSecond()))
                    .append("</td><td class=\"num\"><code>")
                    .append(run.summary().seed())
                    .append("</code></td></tr>");
        }
        return out.toString();
    }

    private static String anomalies(Comparison comparison) {
        if (comparison.anomalies().isEmpty()) {
            return "<p class=\"muted\">No run has any.</p>";
        }
        StringBuilder out = new StringBuilder("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Status</th>"
                + "<th scope=\"col\">Found by</th><th scope=\"col\">Example, of the newest run that has one</th>");
        comparison.runs().forEach(run -> out.append("<th scope=\"col\" class=\"num\">" + run.label() + "</th>"));
        out.append("</tr></thead><tbody>");
        for (AnomalyChange anomaly : comparison.anomalies()) {
            out.append("<tr><td>" + status(anomaly.status()) + "</td><td>" + Html.escape(anomaly.checker())
                    + "</td><td>" + Html.escape(RunLinks.shortened(anomaly.example(), 280)) + "</td>");
            anomaly.counts().forEach(count -> out.append("<td class=\"num\">" + count + "</td>"));
            out.append("</tr>");
        }
        return out.append("</tbody></table></div>").toString();
    }

    private static String status(AnomalyChange.Status status) {
        return switch (status) {
            case NEW -> "<span class=\"badge badge-invalid\">+ new</span>";
            case ONGOING -> "<span class=\"badge badge-unknown\">= ongoing</span>";
            case RESOLVED -> "<span class=\"badge badge-valid\">− resolved</span>";
            case PASSING -> "<span class=\"badge badge-unreadable\">passing</span>";
        };
    }

    private static String charts(Comparison comparison) {
        StringBuilder out = new StringBuilder("<figure><figcaption>Successes per second</figcaption>"
                + ComparisonCharts.rate(comparison) + "</figure>");
        for (String f : comparison.functions()) {
            String chart = ComparisonCharts.latency(comparison, f);
            if (!chart.isEmpty()) {
                out.append("<figure><figcaption>Latency of <code>" + Html.escape(f)
                        + "</code> by percentile</figcaption>" + chart + "</figure>");
            }
        }
        return out.toString();
    }

    private static String key(Comparison comparison) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < comparison.runs().size(); i++) {
            out.append("<span><svg class=\"lines\" width=\"34\" height=\"10\" aria-hidden=\"true\"><path class=\"series"
                    + " series-"
                    + i + "\" d=\"M1 5H33\"/></svg> "
                    + comparison.runs().get(i).label() + "</span>");
        }
        return out.toString();
    }
}
