package io.partita.control.report;

import io.partita.control.report.Availability.NodeAvailability;
import io.partita.control.report.Availability.Outage;
import java.util.List;

/** The figures behind the charts, as tables for those who want numbers or have no scripts. */
final class Tables {

    private Tables() {}

    static String latencies(List<Latencies.Row> rows) {
        if (rows.isEmpty()) {
            return "<p class=\"muted\">No operation was recorded.</p>";
        }
        StringBuilder out = new StringBuilder("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Function</th>"
                + "<th scope=\"col\">Outcome</th><th scope=\"col\" class=\"num\">Count</th>"
                + "<th scope=\"col\" class=\"num\">p50</th><th scope=\"col\" class=\"num\">p95</th>"
                + "<th scope=\"col\" class=\"num\">p99</th><th scope=\"col\" class=\"num\">p99.9</th>"
                + "<th scope=\"col\" class=\"num\">Max</th></tr></thead><tbody>");
        for (Latencies.Row row : rows) {
            out.append("<tr><td><code>")
                    .append(Html.escape(row.f()))
                    .append("</code></td><td><span class=\"key key-")
                    .append(row.outcome().label())
                    .append("\"></span>")
                    .append(row.outcome().label())
                    .append("</td>");
            number(out, Words.count(row.count()));
            for (long nanos : new long[] {row.p50(), row.p95(), row.p99(), row.p999(), row.max()}) {
                number(out, Words.duration(nanos));
            }
            out.append("</tr>");
        }
        return out.append("</tbody></table></div>").toString();
    }

    static String availability(List<NodeAvailability> nodes) {
        if (nodes.isEmpty()) {
            return "<p class=\"muted\">The run names no nodes.</p>";
        }
        StringBuilder out = new StringBuilder("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Node</th>"
                + "<th scope=\"col\" class=\"num\">ok</th><th scope=\"col\" class=\"num\">fail</th>"
                + "<th scope=\"col\" class=\"num\">info</th>"
                + "<th scope=\"col\" class=\"num\">Longest time without success</th>"
                + "<th scope=\"col\" class=\"num\">From</th></tr></thead><tbody>");
        for (NodeAvailability node : nodes) {
            Outage worst = node.worst();
            out.append("<tr><th scope=\"row\">")
                    .append(Html.escape(node.node()))
                    .append("</th>");
            number(out, Words.count(node.ok()));
            number(out, Words.count(node.fail()));
            number(out, Words.count(node.info()));
            number(out, worst == null ? "" : Words.duration(worst.nanos()) + (worst.ended() ? "" : ", to the end"));
            number(out, worst == null ? "" : Words.instantMs(worst.fromNanos() / 1e6));
            out.append("</tr>");
        }
        return out.append("</tbody></table></div>").toString();
    }

    /** Adds a cell with a figure, which is markup. */
    static void number(StringBuilder out, String figure) {
        out.append("<td class=\"num\">").append(figure).append("</td>");
    }
}
