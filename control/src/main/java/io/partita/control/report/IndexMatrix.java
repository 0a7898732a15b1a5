package io.partita.control.report;

import io.partita.checker.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Workloads against nemeses: in each cell the newest verdict, and how many of all runs were valid. */
final class IndexMatrix {

    private static final int LONGEST_HEADING = 48;

    private IndexMatrix() {}

    /** The section; empty if there is only one cell, which the list of runs says as well. */
    static String of(List<RunGroup> groups) {
        if (groups.size() < 2) {
            return "";
        }
        TreeSet<String> nemeses = new TreeSet<>();
        Map<String, Map<String, RunGroup>> rows = new TreeMap<>();
        for (RunGroup group : groups) {
            nemeses.add(group.nemesis());
            rows.computeIfAbsent(group.workload(), workload -> new HashMap<>()).put(group.nemesis(), group);
        }
        StringBuilder out = new StringBuilder("<section id=\"matrix\" aria-labelledby=\"matrix-title\">"
                + "<h2 id=\"matrix-title\">Workloads × nemeses</h2>"
                + "<p class=\"muted\">The newest verdict, and how many of all runs were valid.</p>"
                + "<div class=\"scroll\"><table class=\"matrix\"><thead><tr><th scope=\"col\">Workload</th>");
        for (String nemesis : nemeses) {
            out.append("<th scope=\"col\" title=\"")
                    .append(Html.escape(nemesis))
                    .append("\">")
                    .append(Html.escape(RunLinks.shortened(nemesis, LONGEST_HEADING)))
                    .append("</th>");
        }
        out.append("</tr></thead><tbody>");
        rows.forEach((workload, cells) -> {
            out.append("<tr><th scope=\"row\">").append(Html.escape(workload)).append("</th>");
            for (String nemesis : nemeses) {
                RunGroup group = cells.get(nemesis);
                out.append("<td>").append(group == null ? "" : cell(group)).append("</td>");
            }
            out.append("</tr>");
        });
        return out.append("</tbody></table></div></section>").toString();
    }

    private static String cell(RunGroup group) {
        return RunLinks.badge(group.newest()) + "<span class=\"rate\">" + Words.count(group.count(Verdict.VALID))
                + " of " + Words.count(group.runs().size())
                + (group.stability() == RunGroup.Stability.FLAKY ? ", flaky" : "")
                + "</span>";
    }
}
