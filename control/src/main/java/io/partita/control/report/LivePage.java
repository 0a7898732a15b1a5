package io.partita.control.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page of a run that goes on: the page of a run ({@link RunReport}), with the same charts, timeline and tables, but empty,
 * and filled by the events of the server that it came from. What is known only when a run is over is left out.
 */
public final class LivePage {

    private static final String STYLE = RunReport.STYLE + Template.concatenated("live.css");
    private static final String SCRIPT = RunReport.script("live.js");

    private static final String FAULTS = "<p class=\"muted\" id=\"live-no-faults\">None so far.</p>"
            + "<div class=\"scroll\" id=\"live-faults-box\" hidden><table><thead><tr><th scope=\"col\">State</th><th scope=\"col\">Fault</th>"
            + "<th scope=\"col\">What</th><th scope=\"col\" class=\"num\">Injected</th><th scope=\"col\" class=\"num\">Proven</th>"
            + "<th scope=\"col\" class=\"num\">Healed</th></tr></thead><tbody id=\"live-fault-rows\"></tbody></table></div>";

    private LivePage() {}

    /**
     * The page.
     *
     * @param path the run's directory below the results; empty if there is no run yet
     * @param setup what is known of the run; empty if its load has not begun
     */
    public static String html(Optional<String> path, Optional<LiveSetup> setup) {
        Map<String, String> slots = new HashMap<>();
        String[] names = path.orElse("no run/yet").split("/");
        slots.put("title", "Partita: live");
        slots.put("verdictWord", "live");
        slots.put("home", "./");
        slots.put("beside", path.map(run -> "./" + RunLinks.encode(run) + "/").orElse("./"));
        slots.put("workload", Html.escape(setup.map(LiveSetup::workload).orElse(names[0])));
        slots.put("nemesis", Html.escape(setup.map(LiveSetup::nemesis).orElse(names[1])));
        slots.put(
                "system",
                Html.escape(setup.filter(known -> !known.seed().isEmpty())
                        .map(known -> "seed " + known.seed())
                        .orElse("")));
        slots.put(
                "startedAt",
                Html.escape(setup.map(known -> Words.instant(known.startedAt())).orElse("")));
        slots.put("verdict", "<span class=\"verdict\" id=\"live-state\" role=\"status\">WAITING</span>");
        slots.put("reason", "<span id=\"live-reason\">" + (path.isEmpty() ? "for a run to begin" : "") + "</span>");
        slots.put("firstAnomaly", "<p id=\"live-page\" hidden><a class=\"button\">Open the report</a></p>");
        slots.put("tiles", tiles());
        slots.put("livenessLink", "<a href=\"#log\">Log</a>");
        slots.put("signalsLink", "<span id=\"live-link\" class=\"muted\" role=\"status\">connecting</span>");
        slots.put("faults", FAULTS);
        slots.put("signals", RunReport.section("log", "Log", "<pre id=\"live-log\" tabindex=\"0\"></pre>"));
        slots.put("thinning", "<p class=\"hint\" id=\"live-thinning\" hidden></p>");
        slots.put("logs", PageData.logs(NodeLogs.NONE));
        slots.put("data", data(path, setup));
        Template.slots("run.html").forEach(slot -> slots.putIfAbsent(slot, ""));
        return Template.page("run.html", STYLE, SCRIPT, "; connect-src 'self'", slots);
    }

    private static String tiles() {
        StringBuilder out = new StringBuilder();
        tile(out, "Operations", "operations");
        tile(out, "Faults", "faults");
        tile(out, "Worst unavailability so far", "worst");
        tile(out, "Successes per second", "rate");
        tile(out, "Latency of successes, p99", "latency");
        return out.toString();
    }

    private static void tile(StringBuilder out, String label, String name) {
        FirstScreen.tile(
                out, label, "<span id=\"live-" + name + "\">–</span>", "<span id=\"live-" + name + "-detail\"></span>");
    }

    /** A run of which nothing has been heard yet. */
    private static String data(Optional<String> path, Optional<LiveSetup> setup) {
        Map<String, Object> tree = new HashMap<>();
        tree.put("version", 1);
        tree.put("count", 0);
        tree.put("every", 1);
        tree.put("end", 0);
        tree.put("nodes", setup.map(LiveSetup::nodes).orElse(List.of()));
        tree.put("byNode", setup.filter(LiveSetup::byNode).isPresent());
        tree.put("concurrency", setup.map(LiveSetup::concurrency).orElse(0));
        tree.put("columns", new OperationColumns(0, new Dictionary(), new Dictionary()).packed());
        for (String none : List.of("functions", "texts", "faults", "anomalies", "signals")) {
            tree.put(none, List.of());
        }
        tree.put("live", Map.of("run", path.orElse(""), "known", setup.isPresent()));
        return PageData.inScript(JsonMapper.shared().writeValueAsString(tree));
    }
}
