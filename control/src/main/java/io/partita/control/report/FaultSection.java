package io.partita.control.report;

import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import java.util.Map;

/** Every injected fault: what, where, when, and the measurements that prove that it came and went. */
final class FaultSection {

    private static final long NEVER = -1;

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
        return out.append("</table></div>").toString();
    }

    private static void row(StringBuilder out, RunSummary run, FaultRecord fault) {
        out.append("<tbody><tr><td><strong>")
                .append(Html.escape(fault.id()))
                .append("</strong> ")
                .append(Html.escape(fault.name()))
                .append("</td><td>")
                .append(Html.escape(fault.description() == null ? "" : fault.description()))
                .append("<span class=\"detail\">on ")
                .append(Html.escape(String.join(", ", fault.targets())))
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
                .append("</td><td class=\"num\">")
                .append(recovery(run.recovery().get(fault.id())))
                .append("</td></tr>");
        if (fault.error() != null) {
            out.append("<tr><td></td><td colspan=\"6\" class=\"bad\">")
                    .append(Html.escape(fault.error()))
                    .append("</td></tr>");
        }
        out.append("<tr class=\"proofs\"><td></td><td colspan=\"6\"><details><summary>Measurements</summary>"
                + "<div class=\"columns\"><div><h4>While active</h4>");
        measurements(out, fault.activeProof());
        out.append("</div><div><h4>After healing</h4>");
        measurements(out, fault.healedProof());
        out.append("</div></div></details></td></tr></tbody>");
    }

    private static void measurements(StringBuilder out, Map<String, Object> proof) {
        out.append(proof.isEmpty() ? "<p class=\"muted\">None were taken.</p>" : Html.json(proof));
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

    private static String recovery(Long millis) {
        if (millis == null) {
            return "<span class=\"muted\">not measured</span>";
        }
        return millis < 0 ? "<strong class=\"bad\">never</strong>" : Words.durationMs(millis);
    }
}
