package io.partita.control.report;

import io.partita.checker.Verdict;
import io.partita.control.report.RunGroup.Stability;
import io.partita.control.store.RunEntry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The history of each workload under each nemesis: a mark for each of its last runs, and how many were valid. */
final class IndexGroups {

    private static final int MOST_MARKS = 24;
    private static final int STEP = 10;
    private static final int AXIS = 14;
    /** A mark's height tells its run's duration; the longest is this high, and none is so low that its shape is lost. */
    private static final int TALLEST = 12;

    private static final int LOWEST = 4;

    private IndexGroups() {}

    static String of(List<RunGroup> groups) {
        if (groups.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("<section aria-labelledby=\"groups-title\">"
                + "<h2 id=\"groups-title\">History</h2>"
                + "<p class=\"muted\">Above the line: valid; below: invalid; on it: unknown. The higher, the longer the run.</p>"
                + "<div class=\"scroll\"><table class=\"groups\"><thead><tr>"
                + "<th scope=\"col\">Workload</th><th scope=\"col\">Nemesis</th>"
                + "<th scope=\"col\">Last runs, newest at the right</th><th scope=\"col\" class=\"num\">Valid</th>"
                + "<th scope=\"col\">Stability</th></tr></thead><tbody>");
        for (RunGroup group : groups) {
            long valid = group.count(Verdict.VALID);
            int all = group.runs().size();
            String filter = "#workload=" + parameter(group.workload()) + "&nemesis=" + parameter(group.nemesis());
            out.append("<tr><td>")
                    .append(Html.escape(group.workload()))
                    .append("</td><td><a class=\"plain\" title=\"Show these runs only\" href=\"")
                    .append(Html.escape(filter))
                    .append("\">")
                    .append(Html.escape(group.nemesis()))
                    .append("</a></td><td>")
                    .append(sparkline(group))
                    .append("</td><td class=\"num\">")
                    .append(valid)
                    .append(" of ")
                    .append(all)
                    .append(String.format(Locale.ROOT, " <span class=\"muted\">%d %%</span>", 100 * valid / all))
                    .append("</td><td>")
                    .append(words(group.stability()))
                    .append("</td></tr>");
        }
        return out.append("</tbody></table></div></section>").toString();
    }

    private static String words(Stability stability) {
        return switch (stability) {
            case STEADY -> "";
            case DIFFERS -> "<span class=\"badge badge-unknown\">differs from run to run</span>";
            case FLAKY ->
                "<span class=\"badge badge-invalid\" title=\"The same plan against the same build was valid and"
                        + " invalid\">flaky: same plan, both verdicts</span>";
        };
    }

    /** One mark per run; the verdicts differ in place and shape as well as in colour. */
    private static String sparkline(RunGroup group) {
        List<RunEntry> last = group.last(MOST_MARKS);
        long longest = group.longestMs(MOST_MARKS);
        StringBuilder out = new StringBuilder("<svg class=\"sparkline\" width=\"")
                .append(MOST_MARKS * STEP)
                .append("\" height=\"28\" role=\"group\" aria-label=\"Last runs: ")
                .append(Html.escape(
                        String.join(", ", last.stream().map(RunEntry::badge).toList())))
                .append("\"><path class=\"axis\" d=\"M0 ")
                .append(AXIS)
                .append('H')
                .append(MOST_MARKS * STEP)
                .append("\"/>");
        for (int i = 0; i < last.size(); i++) {
            mark(out, last.get(i), i * STEP + 1, longest);
        }
        return out.append("</svg>").toString();
    }

    private static void mark(StringBuilder out, RunEntry run, int x, long longestMs) {
        long durationMs = run.head().map(head -> head.durationMs()).orElse(0L);
        int height = LOWEST + (int) (Math.max(0, durationMs) * (TALLEST - LOWEST) / longestMs);
        int top = switch (run.badge()) {
            case "valid" -> AXIS - height;
            case "invalid" -> AXIS;
            default -> AXIS - height / 2;
        };
        out.append("<a href=\"")
                .append(RunLinks.page(run))
                .append("\"><title>")
                .append(Html.escape(run.badge() + ", " + run.name()
                        + (run.head().isEmpty() ? "" : ", " + Words.durationMs(durationMs))))
                .append("</title><rect class=\"mark-")
                .append(run.badge())
                .append("\" x=\"")
                .append(x)
                .append("\" y=\"")
                .append(top)
                .append("\" width=\"7\" height=\"")
                .append(height)
                .append("\" rx=\"1\"/></a>");
    }

    private static String parameter(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
