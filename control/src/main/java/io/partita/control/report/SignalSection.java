package io.partita.control.report;

import io.partita.control.report.Signal.Line;
import io.partita.control.report.Signal.Lines;
import io.partita.control.report.Signal.Point;
import io.partita.control.report.Signal.Row;
import io.partita.control.report.Signal.Stretch;
import io.partita.control.report.Signal.Strips;
import io.partita.control.store.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was watched, as pictures that need no scripts, each with its figures in a table. */
final class SignalSection {

    /** Longer tables are cut: the picture and {@code report.json} have the rest. */
    private static final int ROWS_SHOWN = 300;

    private SignalSection() {}

    /** A figure for each signal; empty if nothing was watched. */
    static String of(RunSummary run, List<Signal> signals, double endMs) {
        StringBuilder out = new StringBuilder();
        for (Signal signal : signals) {
            out.append("<figure class=\"signal\" id=\"")
                    .append(id(signal))
                    .append("\"><figcaption><h3>")
                    .append(Html.escape(signal.title()))
                    .append("</h3> <span class=\"muted\">")
                    .append(Html.escape(signal.about()))
                    .append("</span></figcaption><div class=\"signal-picture\">")
                    .append(SignalSvg.of(run, signal, endMs))
                    .append("</div><details class=\"chart-table\"><summary>Show table</summary>")
                    .append(table(signal))
                    .append("</details></figure>");
        }
        return out.toString();
    }

    /** The id of a signal's figure, by which scripts find it too. */
    static String id(Signal signal) {
        return "signal-" + signal.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
    }

    private static String table(Signal signal) {
        return signal instanceof Lines lines ? figures(lines) : stretches((Strips) signal);
    }

    private static String figures(Lines signal) {
        List<String> rows = new ArrayList<>();
        for (Line line : signal.lines()) {
            for (Point point : line.points()) {
                rows.add(cell(line.name())
                        + number(Words.instantMs(point.atMs()))
                        + number(Double.isNaN(point.value()) ? "unknown" : figure(point.value(), signal.unit())));
            }
        }
        return table(
                "<th scope=\"col\">What</th><th scope=\"col\" class=\"num\">From</th>"
                        + "<th scope=\"col\" class=\"num\">Figure</th>",
                rows);
    }

    private static String stretches(Strips signal) {
        List<String> rows = new ArrayList<>();
        String name = "";
        for (Row row : signal.rows()) {
            name = row.name().isEmpty() ? name : row.name();
            for (Stretch stretch : row.stretches()) {
                rows.add(cell(name)
                        + cell(meaning(signal, stretch))
                        + number(Words.instantMs(stretch.fromMs()))
                        + number(Words.duration(Math.round((stretch.toMs() - stretch.fromMs()) * 1e6)))
                        + cell(stretch.text()));
            }
        }
        return table(
                "<th scope=\"col\">Where</th><th scope=\"col\">What</th><th scope=\"col\" class=\"num\">From</th>"
                        + "<th scope=\"col\" class=\"num\">For</th><th scope=\"col\">Detail</th>",
                rows);
    }

    static String meaning(Strips signal, Stretch stretch) {
        return signal.looks().stream()
                .filter(key -> key.look() == stretch.look())
                .map(Signal.Key::meaning)
                .findFirst()
                .orElse("");
    }

    private static String figure(double value, String unit) {
        return Words.count(Math.round(value)) + (unit.isEmpty() ? "" : " " + unit);
    }

    private static String table(String heads, List<String> rows) {
        StringBuilder out = new StringBuilder("<div class=\"scroll\"><table><thead><tr>")
                .append(heads)
                .append("</tr></thead><tbody>");
        rows.stream()
                .limit(ROWS_SHOWN)
                .forEach(row -> out.append("<tr>").append(row).append("</tr>"));
        out.append("</tbody></table></div>");
        if (rows.size() > ROWS_SHOWN) {
            out.append("<p class=\"muted\">And ")
                    .append(Words.count(rows.size() - ROWS_SHOWN))
                    .append(" more, in <code>report.json</code>.</p>");
        }
        return out.toString();
    }

    private static String cell(String text) {
        return "<td>" + Html.escape(text) + "</td>";
    }

    private static String number(String text) {
        return "<td class=\"num\">" + text + "</td>";
    }
}
