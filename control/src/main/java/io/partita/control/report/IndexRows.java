package io.partita.control.report;

import io.partita.control.store.RunEntry;
import io.partita.control.store.RunHead;
import java.util.List;

/** The table of all runs: a row for each, newest first. */
final class IndexRows {

    /** A page of thousands of runs stays small: the whole reason stands on the run's own page. */
    private static final int LONGEST_REASON = 280;

    private IndexRows() {}

    static String of(List<RunEntry> runs) {
        StringBuilder out = new StringBuilder();
        for (RunEntry run : runs) {
            out.append("<tr data-verdict=\"")
                    .append(run.badge())
                    .append("\" data-workload=\"")
                    .append(Html.escape(run.workload()))
                    .append("\" data-nemesis=\"")
                    .append(Html.escape(run.nemesis()))
                    .append("\"><td>")
                    .append(RunLinks.badge(run))
                    .append("</td><td class=\"what\"><a class=\"plain\" href=\"")
                    .append(RunLinks.page(run))
                    .append("\">")
                    .append(Html.escape(run.workload() + " × " + run.nemesis()))
                    .append("</a><span class=\"why\">")
                    .append(Html.escape(RunLinks.shortened(
                            run.head().map(RunHead::reason).or(run::problem).orElse(""), LONGEST_REASON)))
                    .append("</span></td>")
                    .append(run.head()
                            .map(IndexRows::figures)
                            .orElseGet(() ->
                                    "<td>" + Html.escape(run.name()) + "</td><td></td><td></td><td></td><td></td>"))
                    .append("</tr>");
        }
        return out.toString();
    }

    private static String figures(RunHead head) {
        return "<td class=\"when\">" + Html.escape(Words.instant(head.startedAt()))
                + "</td>" + number(Words.durationMs(head.durationMs()))
                + number(Words.count(head.operations()))
                + number(head.faults() == 0 ? "none" : head.provenFaults() + " of " + head.faults())
                + number("<code>" + head.seed() + "</code>");
    }

    private static String number(String figure) {
        return "<td class=\"num\">" + figure + "</td>";
    }
}
