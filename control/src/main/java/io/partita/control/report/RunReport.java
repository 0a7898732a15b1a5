package io.partita.control.report;

import io.partita.checker.history.History;
import io.partita.control.report.Availability.NodeAvailability;
import io.partita.control.store.AtomicFile;
import io.partita.control.store.RunSummary;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The page of one run: a single HTML file that opens from disk, asks the network for nothing, and answers on its first
 * screen whether the system held, why not, and how to see it again.
 *
 * <p>Verdict, tables and an overview are plain HTML; charts and the timeline of every operation need scripts.
 */
public final class RunReport {

    private static final String STYLE = Template.concatenated("base.css", "run.css");
    private static final String SCRIPT =
            Template.script("common.js", "data.js", "charts.js", "panels.js", "timeline.js", "run.js");

    private RunReport() {}

    /**
     * Replaces {@code file} by the page of {@code run}, in one step.
     *
     * @param history the run's recorded history; events of the nemesis may be in it
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static void write(Path file, RunSummary run, History history) {
        String page = page(run, history);
        AtomicFile.write(file, page);
    }

    static String page(RunSummary run, History history) {
        Operations operations = Operations.of(history);
        List<NodeAvailability> nodes = Availability.of(run, history);
        Map<String, String> slots = new HashMap<>();
        slots.put(
                "title",
                Html.escape(
                        run.verdict().name() + ": " + run.workload() + " × " + run.nemesis() + ", seed " + run.seed()));
        slots.put("verdictWord", run.verdict().label());
        slots.put("workload", Html.escape(run.workload()));
        slots.put("nemesis", Html.escape(run.nemesis()));
        slots.put("system", Html.escape(run.system()));
        slots.put("startedAt", Html.escape(Words.instant(run.startedAt())));
        slots.put("verdict", FirstScreen.verdict(run.verdict()));
        slots.put("reason", Html.escape(run.reason()));
        slots.put("firstAnomaly", FirstScreen.firstAnomaly(run));
        slots.put("tiles", FirstScreen.tiles(run, nodes));
        slots.put("command", FirstScreen.command(run.command()));
        slots.put("evidence", FirstScreen.evidence(run));
        slots.put("overview", OverviewSvg.of(run, operations));
        slots.put("anomalies", AnomalySection.anomalies(run, operations));
        slots.put("checkers", AnomalySection.checkers(run));
        slots.put("faults", FaultSection.of(run));
        String liveness = LivenessSection.of(run);
        slots.put("livenessLink", liveness.isEmpty() ? "" : "<a href=\"#in-time\">In time</a>");
        slots.put(
                "liveness",
                liveness.isEmpty()
                        ? ""
                        : "<section id=\"in-time\" aria-labelledby=\"in-time-title\">"
                                + "<h2 id=\"in-time-title\">In time</h2>" + liveness + "</section>");
        slots.put("latencies", Tables.latencies(Latencies.of(operations)));
        slots.put("availability", Tables.availability(nodes));
        Thinning thinning = Thinning.of(run, operations, Thinning.LIMIT);
        slots.put(
                "thinning",
                thinning.every() == 1
                        ? ""
                        : "<p class=\"muted\">Charts and timeline show one operation in " + thinning.every()
                                + ", always the slowest; figures and tables count all.</p>");
        slots.put("data", PageData.json(run, operations, thinning));
        return Template.page("run.html", STYLE, SCRIPT, slots);
    }
}
