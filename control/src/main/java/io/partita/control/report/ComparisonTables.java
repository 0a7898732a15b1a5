package io.partita.control.report;

import io.partita.control.compare.Change;
import io.partita.control.compare.ComparedRun;
import io.partita.control.compare.Comparison;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures of a comparison. */
final class ComparisonTables {

    private static final double[] PERCENTS = {50, 95, 99, 99.9, 100};

    private ComparisonTables() {}

    static String changes(Comparison comparison) {
        StringBuilder out = new StringBuilder();
        for (Change change : comparison.changes()) {
            out.append("<tr><td>")
                    .append(Html.escape(change.figure()))
                    .append("</td><td>A → ")
                    .append(change.run())
                    .append("</td>")
                    .append(number(value(change.before(), change.unit())))
                    .append(number(value(change.after(), change.unit())))
                    .append(number(
                            Double.isFinite(change.ratio()) && change.ratio() > 0
                                    ? String.format(Locale.ROOT, "× %.2f", change.ratio())
                                    : ""))
                    .append("<td>")
                    .append(conclusion(change.kind()))
                    .append("</td><td class=\"muted\">")
                    .append(Html.escape(change.basis()))
                    .append("</td></tr>");
        }
        return out.toString();
    }

    private static String conclusion(Change.Kind kind) {
        return switch (kind) {
            case WORSE -> "<span class=\"badge badge-invalid\">✗ worse</span>";
            case BETTER -> "<span class=\"badge badge-valid\">✓ better</span>";
            case NONE_SHOWN, TOO_FEW -> "<span class=\"badge badge-unreadable\">" + kind.words() + "</span>";
        };
    }

    /** A value in its unit; words where there is none. */
    private static String value(double value, String unit) {
        if (Double.isNaN(value)) {
            return "";
        } else if (Double.isInfinite(value)) {
            return "never";
        }
        return switch (unit) {
            case "ns" -> Words.duration(Math.round(value));
            case "ms" -> Words.durationMs(Math.round(value));
            default -> String.format(Locale.ROOT, "%.1f %s", value, unit);
        };
    }

    static String percentiles(Comparison comparison) {
        StringBuilder out = new StringBuilder();
        for (String f : comparison.functions()) {
            for (ComparedRun run : comparison.runs()) {
                out.append("<tr><td><code>")
                        .append(Html.escape(f))
                        .append("</code></td><td>")
                        .append(run.label())
                        .append("</td>")
                        .append(number(
                                run.latencies().containsKey(f)
                                        ? Words.count(run.latencies().get(f).getTotalCount())
                                        : "0"));
                for (double percent : PERCENTS) {
                    out.append(number(value(run.latency(f, percent), "ns")));
                }
                out.append("</tr>");
            }
        }
        return out.toString();
    }

    static String recovery(Comparison comparison) {
        if (comparison.recoveries().isEmpty()) {
            return "<p class=\"muted\">No run has a fault whose recovery was measured.</p>";
        }
        StringBuilder out = new StringBuilder("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Fault</th>");
        comparison.runs().forEach(run -> out.append("<th scope=\"col\">" + run.label() + "</th>"));
        out.append("</tr></thead><tbody>");
        comparison.recoveries().forEach((fault, byRun) -> {
            out.append("<tr><td>" + Html.escape(fault) + "</td>");
            byRun.forEach(times -> out.append("<td>" + Html.escape(times(times)) + "</td>"));
            out.append("</tr>");
        });
        return out.append("</tbody></table></div>").toString();
    }

    private static String times(List<Long> times) {
        return times.stream().map(ms -> ms < 0 ? "never" : Words.durationMs(ms)).collect(Collectors.joining(", "));
    }

    private static String number(String figure) {
        return "<td class=\"num\">" + figure + "</td>";
    }
}
