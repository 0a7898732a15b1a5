package io.partita.control.report;

import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Every injected fault: what, where, when, and the measurements that prove that it came and went. */
final class FaultSection {

    private static final long NEVER = -1;

    private static final Map<String, String> HEADINGS = Map.of(
            "reachable", "who reaches whom: from the row to the column",
            "dropped", "packets dropped: at the row, coming from the column",
            "controlReaches", "the control node reaches",
            "withoutChain", "nodes without a rule of ours",
            "processes", "state of the processes",
            "elapsedMs", "measuringTookMs",
            "injectMs", "injectingTookMs",
            "recoverBeganAtMs", "healingBeganAtMs");

    private FaultSection() {}

    static String of(RunSummary run) {
        if (run.faults().isEmpty()) {
            return "<p class=\"muted\">No fault was injected.</p>";
        }
        StringBuilder out = new StringBuilder("<div class=\"scroll\"><table class=\"faults\"><thead><tr>"
                + "<th scope=\"col\">Fault</th><th scope=\"col\">What was done</th>"
                + "<th scope=\"col\">Injected</th><th scope=\"col\">Proven active</th>"
                + "<th scope=\"col\">Proven healed</th><th scope=\"col\" class=\"num\">Lasted</th>"
                + "<th scope=\"col\" class=\"num\">Recovery</th></tr></thead>");
        run.faults().forEach(fault -> row(out, run, fault));
        return out.append("</table></div>").append(RecoveryTable.of(run)).toString();
    }

    private static void row(StringBuilder out, RunSummary run, FaultRecord fault) {
        out.append("<tbody><tr><td><strong>")
                .append(Html.escape(fault.id()))
                .append("</strong> ")
                .append(Html.escape(fault.name()))
                .append("</td><td>")
                .append(description(fault))
                .append("<span class=\"detail\">on ")
                .append(Html.escape(
                        fault.targets().equals(run.nodes()) ? "every node" : String.join(", ", fault.targets())))
                .append("</span></td><td><a class=\"plain\" href=\"#t=")
                .append(fault.injectedAtMs() / 1e3)
                .append("\">")
                .append(Words.instantMs(fault.injectedAtMs()))
                .append("</a></td><td>")
                .append(proof(fault.provenActive(), fault.activeAtMs(), fault.injectedAtMs()))
                .append("</td><td>")
                .append(proof(fault.provenHealed(), fault.healedAtMs(), NEVER))
                .append("</td><td class=\"num\">")
                .append(
                        fault.healedAtMs() < 0
                                ? "to the end"
                                : Words.durationMs(fault.healedAtMs() - fault.injectedAtMs()))
                .append("</td><td class=\"num recovery\">")
                .append(recovery(run, fault))
                .append("</td></tr>");
        if (fault.error() != null) {
            out.append("<tr><td></td><td colspan=\"6\" class=\"bad\">")
                    .append(Html.escape(fault.error()))
                    .append("</td></tr>");
        }
        out.append("<tr class=\"proofs\"><td></td><td colspan=\"6\"><details><summary>Measurements</summary>"
                + "<div class=\"columns\"><div><h3>While active</h3>");
        measurements(out, fault.activeProof());
        out.append("</div><div><h3>After healing</h3>");
        measurements(out, fault.healedProof());
        out.append("</div></div></details></td></tr></tbody>");
    }

    /** A cut that is told node by node takes a line for each. */
    private static String description(FaultRecord fault) {
        String text = fault.description() == null ? "" : fault.description();
        return Html.escape(text).replace("; ", "<br>");
    }

    /** Measurements under names that say how to read them; the units at their ends stay. */
    private static Map<String, Object> relabelled(Map<String, Object> proof) {
        Map<String, Object> relabelled = new LinkedHashMap<>();
        proof.forEach((name, value) -> relabelled.put(HEADINGS.getOrDefault(name, name), value));
        return relabelled;
    }

    private static void measurements(StringBuilder out, Map<String, Object> proof) {
        out.append(proof.isEmpty() ? "<p class=\"muted\">None were taken.</p>" : JsonView.of(relabelled(proof)));
    }

    private static String proof(boolean proven, long atMs, long sinceMs) {
        if (!proven) {
            return Html.mark(false) + " <strong class=\"bad\">not proven</strong>";
        }
        String delay = sinceMs == NEVER || atMs < sinceMs
                ? ""
                : "<span class=\"detail\">after " + Words.durationMs(atMs - sinceMs) + "</span>";
        return Html.mark(true) + " " + (atMs < 0 ? "" : Words.instantMs(atMs)) + delay;
    }

    private static String recovery(RunSummary run, FaultRecord fault) {
        Long millis = run.recovery().get(fault.id());
        if (millis == null) {
            return "<span class=\"muted\">not measured</span>";
        } else if (millis >= 0) {
            return Words.durationMs(millis);
        } else if (!fault.provenHealed()) {
            return "<span class=\"muted\">not proven healed</span>";
        }
        OptionalLong next = run.faults().stream()
                .mapToLong(FaultRecord::injectedAtMs)
                .filter(at -> at > fault.healedAtMs())
                .min();
        return next.isPresent()
                ? "not in the " + Words.durationMs(next.getAsLong() - fault.healedAtMs()) + " before the next fault"
                : "<strong class=\"bad\">not before the end</strong>";
    }
}
