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

    static final String STYLE = Template.plotLibrary("uPlot.min.css") + Template.concatenated("base.css", "run.css");
    private static final String[] SCRIPTS = {
        "common.js",
        "data.js",
        "logs.js",
        "charts.js",
        "panels.js",
        "signals.js",
        "timeline.js",
        "select.js",
        "search.js",
        "pointer.js",
        "run.js"
    };

    private static final String SCRIPT = script();

    private static final String COUNTED =
            "<p class=\"muted\">The load was open: a latency counts from the time for which the operation was scheduled, so that"
                    + " what waited for a free client is slow, too; so does worst unavailability.</p>";

    /** The page and its data, which also stand in a file of their own. */
    record Page(String html, String data) {}

    private RunReport() {}

    /** The scripts of a run's page, and {@code more} that see all of their names. */
    static String script(String... more) {
        return Template.scope(Template.plotLibrary("uPlot.iife.min.js")
                + Template.concatenated(SCRIPTS)
                + Template.concatenated(more));
    }

    /**
     * Replaces {@code file} by the page of {@code run}, and {@code report.json} beside it by the page's data, each in one
     * step. Log lines are taken from the directory {@code nodes} beside it.
     *
     * @param history the run's recorded history; events of the nemesis may be in it
     * @throws java.io.UncheckedIOException if the files cannot be written
     */
    public static void write(Path file, RunSummary run, History history) {
        Path directory = file.toAbsolutePath().getParent();
        Operations operations = Operations.of(history);
        NodeLogs logs = NodeLogs.of(directory.resolve("nodes"), TimeZero.of(directory, run), run, operations);
        Page page = page(run, history, operations, logs);
        AtomicFile.write(file, page.html());
        AtomicFile.write(directory.resolve("report.json"), page.data());
    }

    static String page(RunSummary run, History history) {
        return page(run, history, Operations.of(history), NodeLogs.NONE).html();
    }

    private static Page page(RunSummary run, History history, Operations operations, NodeLogs logs) {
        boolean byNode = !MesosSignals.isMesos(run);
        List<NodeAvailability> nodes = byNode ? Availability.of(run, history) : List.of();
        List<Signal> signals = Signals.of(run, history);
        double endMs = Math.max(operations.endNanos() / 1e6, run.durationMs());
        Map<String, String> slots = new HashMap<>();
        head(slots, run);
        slots.put("firstAnomaly", FirstScreen.firstAnomaly(run));
        slots.put(
                "tiles",
                FirstScreen.tiles(run, byNode ? Availability.worst(nodes) : Availability.worstOfServers(history)));
        slots.put("command", FirstScreen.command(run.command()));
        slots.put("evidence", FirstScreen.evidence(run));
        slots.put("overview", OverviewSvg.of(run, operations));
        slots.put("overviewTable", OverviewTable.of(run, operations));
        slots.put("anomalies", AnomalySection.anomalies(run, operations));
        slots.put("checkers", CheckerList.of(run));
        slots.put("faults", FaultSection.of(run));
        section(slots, "liveness", "in-time", "In time", LivenessSection.of(run));
        section(slots, "signals", "watched", "Watched", SignalSection.of(run, signals, endMs));
        slots.put("latencies", Tables.latencies(Latencies.of(operations)) + service(operations));
        slots.put("counted", operations.haveSchedule() ? COUNTED : "");
        slots.put(
                "availability",
                byNode
                        ? "<details class=\"table-details\"><summary>Availability table</summary>"
                                + Tables.availability(nodes) + "</details>"
                        : "");
        Thinning thinning = Thinning.of(run, operations, Thinning.LIMIT);
        slots.put(
                "thinning",
                thinning.every() == 1
                        ? ""
                        : "<p class=\"muted\">Charts and timeline show one operation in " + thinning.every()
                                + ", always the slowest; figures and tables count all.</p>");
        slots.put("logFiles", LogList.of(logs));
        slots.put("logs", PageData.logs(logs));
        String data = PageData.json(run, operations, thinning, signals);
        slots.put("data", data);
        return new Page(Template.page("run.html", STYLE, SCRIPT, slots), data);
    }

    private static String service(Operations operations) {
        return operations.haveSchedule()
                ? "<p class=\"muted\">Service time, from the invocation:</p>"
                        + Tables.latencies(Latencies.ofService(operations))
                : "";
    }

    private static void head(Map<String, String> slots, RunSummary run) {
        slots.put(
                "title",
                Html.escape(
                        run.verdict().name() + ": " + run.workload() + " × " + run.nemesis() + ", seed " + run.seed()));
        slots.put("verdictWord", run.verdict().label());
        slots.put("home", "../../../index.html");
        slots.put("beside", "");
        slots.put("workload", Html.escape(run.workload()));
        slots.put("nemesis", Html.escape(run.nemesis()));
        slots.put("system", Html.escape(run.system()));
        slots.put("startedAt", Html.escape(Words.instant(run.startedAt())));
        slots.put(
                "verdict",
                FirstScreen.verdict(run.verdict())
                        + FirstScreen.kindOfUnknown(
                                run.verdict(), run.checkers().values()));
        slots.put("reason", Html.escape(run.reason()));
    }

    /** A section and the link to it in the bar above; neither if there is nothing in it. */
    private static void section(Map<String, String> slots, String slot, String id, String title, String content) {
        slots.put(slot + "Link", content.isEmpty() ? "" : "<a href=\"#" + id + "\">" + title + "</a>");
        slots.put(slot, content.isEmpty() ? "" : section(id, title, content));
    }

    static String section(String id, String title, String content) {
        return "<section id=\"" + id + "\" aria-labelledby=\"" + id + "-title\"><h2 id=\"" + id + "-title\">" + title
                + "</h2>" + content + "</section>";
    }
}
