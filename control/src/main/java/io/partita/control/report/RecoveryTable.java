package io.partita.control.report;

import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** For each kind of fault, how soon the system recovered from it: the times to recovery in figures and as a histogram. */
final class RecoveryTable {

    private RecoveryTable() {}

    /** The table, all histograms on one axis; empty if no recovery was seen. */
    static String of(RunSummary run) {
        Map<String, List<Double>> seen = new TreeMap<>();
        Map<String, Integer> missing = new TreeMap<>();
        for (FaultRecord fault : run.faults()) {
            Long millis = run.recovery().get(fault.id());
            if (millis != null) {
                List<Double> times = seen.computeIfAbsent(fault.name(), name -> new ArrayList<>());
                if (millis >= 0) {
                    times.add((double) millis);
                } else {
                    missing.merge(fault.name(), 1, Integer::sum);
                }
            }
        }
        double end = seen.values().stream()
                .flatMap(List::stream)
                .max(Comparator.naturalOrder())
                .orElse(-1.0);
        if (end < 0) {
            return "";
        }
        StringBuilder out = new StringBuilder("<h3 class=\"sub\">Time to recovery by kind of fault</h3>"
                + "<div class=\"scroll\"><table class=\"liveness\"><thead><tr><th scope=\"col\">Kind of fault</th>"
                + "<th scope=\"col\" class=\"num\">Recovered</th><th scope=\"col\" class=\"num\">Not seen</th>"
                + "<th scope=\"col\" class=\"num\">Mean</th>"
                + "<th scope=\"col\" class=\"num\">Median</th><th scope=\"col\" class=\"num\">Max</th>"
                + "<th scope=\"col\">Spread, from 0 to " + duration(end) + "</th></tr></thead><tbody>");
        seen.forEach((name, times) -> row(out, name, times, missing.getOrDefault(name, 0), end));
        return out.append("</tbody></table></div>").toString();
    }

    private static void row(StringBuilder out, String name, List<Double> times, int missing, double end) {
        List<Double> sorted = times.stream().sorted().toList();
        out.append("<tr><th scope=\"row\">").append(Html.escape(name)).append("</th>");
        Tables.number(out, String.valueOf(sorted.size()));
        Tables.number(out, String.valueOf(missing));
        if (sorted.isEmpty()) {
            out.append("<td colspan=\"4\" class=\"muted\">never in time</td></tr>");
            return;
        }
        Tables.number(
                out,
                duration(sorted.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0)));
        Tables.number(out, duration(sorted.get((sorted.size() - 1) / 2)));
        Tables.number(out, duration(sorted.get(sorted.size() - 1)));
        out.append("<td>").append(Spread.of(sorted, end)).append("</td></tr>");
    }

    private static String duration(double millis) {
        return Words.durationMs(Math.round(millis));
    }
}
