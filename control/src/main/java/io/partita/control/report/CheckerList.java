package io.partita.control.report;

import io.partita.checker.CheckResult;
import io.partita.control.store.RunSummary;

/** What every checker said, with the figures behind it, folded. */
final class CheckerList {

    private CheckerList() {}

    static String of(RunSummary run) {
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
                    .append(JsonView.of(LivenessSection.others(result.details())))
                    .append("</details>");
        }
        return out.toString();
    }
}
