package io.partita.control.report;

import io.partita.checker.history.OpType;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import java.util.stream.Collectors;

/** The figures behind the {@link OverviewSvg}, between one mark of its axis and the next, folded. */
final class OverviewTable {

    private static final OpType[] OUTCOMES = {OpType.OK, OpType.FAIL, OpType.INFO};

    private OverviewTable() {}

    static String of(RunSummary run, Operations operations) {
        double endMs = OverviewSvg.endMs(run, operations);
        double[] from = OverviewSvg.ticks(endMs);
        int[][] counts = new int[from.length][OpType.values().length];
        for (int i = 0; i < operations.size(); i++) {
            double at = operations.endNanos(i) / 1e6;
            // The last stretch may be shorter than the others, and holds the run's last instant.
            int row = from.length == 1 ? 0 : (int) Math.min(from.length - 1, Math.max(0, at / from[1]));
            counts[row][operations.outcome(i).ordinal()]++;
        }
        StringBuilder out = new StringBuilder("<details class=\"chart-table\"><summary>Show table</summary>"
                + "<div class=\"scroll\"><table><thead><tr>"
                + "<th scope=\"col\" class=\"num\">From</th><th scope=\"col\" class=\"num\">ok</th>"
                + "<th scope=\"col\" class=\"num\">fail</th><th scope=\"col\" class=\"num\">info</th>"
                + "<th scope=\"col\">Faults</th></tr></thead><tbody>");
        for (int row = 0; row < from.length; row++) {
            double to = row + 1 < from.length ? from[row + 1] : endMs;
            if (row > 0 && from[row] >= endMs && total(counts[row]) == 0) {
                continue;
            }
            out.append("<tr><th scope=\"row\" class=\"num\">")
                    .append(OverviewSvg.tick(from[row], endMs))
                    .append("</th>");
            for (OpType outcome : OUTCOMES) {
                out.append("<td class=\"num\">")
                        .append(Words.count(counts[row][outcome.ordinal()]))
                        .append("</td>");
            }
            out.append("<td>").append(faults(run, from[row], to)).append("</td></tr>");
        }
        return out.append("</tbody></table></div></details>").toString();
    }

    private static int total(int[] counts) {
        int total = 0;
        for (OpType outcome : OUTCOMES) {
            total += counts[outcome.ordinal()];
        }
        return total;
    }

    private static String faults(RunSummary run, double from, double to) {
        return run.faults().stream()
                .filter(fault -> fault.injectedAtMs() < to && (fault.healedAtMs() < 0 || fault.healedAtMs() > from))
                .map(FaultRecord::id)
                .map(Html::escape)
                .collect(Collectors.joining(", "));
    }
}
