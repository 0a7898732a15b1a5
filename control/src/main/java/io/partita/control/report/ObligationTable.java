package io.partita.control.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Each obligation that a checker of liveness judged: when it began, what was allowed, when it was met, and how much time
 * was left. Those that were missed come first, then those that were met, with the least slack first.
 */
final class ObligationTable {

    /** Longer tables are cut: what comes last was met with most time to spare, or had no time to be met at all. */
    static final int ROWS_SHOWN = 300;

    private static final List<String> STATES = List.of("missed", "met", "open", "cancelled");

    private ObligationTable() {}

    /**
     * The table, folded.
     *
     * @param obligations what the checker's details say of them; nothing is shown of anything else
     * @param kinds the figures of their kinds, which count those that the details leave out too
     */
    static String of(Object obligations, Map<?, ?> kinds) {
        List<Map<?, ?>> rows = rows(obligations);
        if (rows.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("<details class=\"table-details obligations\"><summary>Each obligation: ")
                .append(counts(kinds, rows))
                .append("</summary><div class=\"scroll\"><table><thead><tr><th scope=\"col\">Owed</th>"
                        + "<th scope=\"col\">To</th><th scope=\"col\">Was</th><th scope=\"col\" class=\"num\">Since</th>"
                        + "<th scope=\"col\" class=\"num\">Met at</th><th scope=\"col\" class=\"num\">Took</th>"
                        + "<th scope=\"col\" class=\"num\">Allowed</th><th scope=\"col\" class=\"num\">Slack</th>"
                        + "<th scope=\"col\">When</th></tr></thead><tbody>");
        rows.stream().limit(ROWS_SHOWN).forEach(row -> row(out, row));
        out.append("</tbody></table></div>");
        long all = total(kinds, rows);
        if (all > ROWS_SHOWN) {
            out.append("<p class=\"muted\">And ")
                    .append(Words.count(all - ROWS_SHOWN))
                    .append(" more; <code>results.json</code> has the first 1 000.</p>");
        }
        return out.append("<p class=\"hint\">What it took is counted while the clock ran; slack is what was left of"
                        + " what was allowed.</p></details>")
                .toString();
    }

    private static List<Map<?, ?>> rows(Object obligations) {
        if (!(obligations instanceof List<?> list)) {
            return List.of();
        }
        return list.stream()
                .filter(Map.class::isInstance)
                .<Map<?, ?>>map(each -> (Map<?, ?>) each)
                .sorted(Comparator.comparingInt(ObligationTable::rank))
                .toList();
    }

    private static int rank(Map<?, ?> row) {
        int rank = STATES.indexOf(String.valueOf(row.get("state")));
        return rank < 0 ? STATES.size() : rank;
    }

    /** How many there are of each state, as the kinds say. */
    private static String counts(Map<?, ?> kinds, List<Map<?, ?>> rows) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String state : STATES) {
            long counted = counted(kinds, state);
            long listed =
                    rows.stream().filter(row -> state.equals(row.get("state"))).count();
            counts.put(state, Math.max(counted, listed));
        }
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> Words.count(entry.getValue()) + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static long total(Map<?, ?> kinds, List<Map<?, ?>> rows) {
        return Math.max(
                rows.size(),
                STATES.stream().mapToLong(state -> counted(kinds, state)).sum());
    }

    private static long counted(Map<?, ?> kinds, String state) {
        return kinds.values().stream()
                .mapToLong(kind -> kind instanceof Map<?, ?> map && map.get(state) instanceof Number number
                        ? number.longValue()
                        : 0)
                .sum();
    }

    private static void row(StringBuilder out, Map<?, ?> row) {
        boolean missed = "missed".equals(row.get("state"));
        double since = LivenessSection.decimal(row.get("sinceMs"));
        double took = LivenessSection.decimal(row.get("runningMs"));
        double allowed = LivenessSection.decimal(row.get("boundMs"));
        out.append("<tr><th scope=\"row\">")
                .append(Html.escape(row.get("kind")))
                .append("</th><td>")
                .append(Html.escape(row.get("subject")))
                .append("</td><td>")
                .append(missed ? "<strong class=\"bad\">missed</strong>" : Html.escape(row.get("state")))
                .append("</td><td class=\"num\"><a class=\"plain\" href=\"#t=")
                .append(since / 1e3)
                .append("\">")
                .append(Words.instantMs(since))
                .append("</a></td>");
        Tables.number(out, row.get("metMs") instanceof Number met ? Words.instantMs(met.doubleValue()) : "never");
        Tables.number(out, duration(took));
        Tables.number(out, duration(allowed));
        Tables.number(out, missed ? duration(took - allowed) + " over" : duration(allowed - took));
        out.append("<td>")
                .append(Html.escape(LivenessSection.words(String.valueOf(row.get("situation")))))
                .append(suspended(row))
                .append("</td></tr>");
    }

    private static String suspended(Map<?, ?> row) {
        double stood = LivenessSection.decimal(row.get("suspendedMs"));
        if (stood <= 0) {
            return "";
        }
        String causes = row.get("suspendedBy") instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : "";
        return "<span class=\"detail\">" + Html.escape("clock stood still for " + duration(stood))
                + (causes.isEmpty() ? "" : Html.escape(": " + causes)) + "</span>";
    }

    private static String duration(double millis) {
        return Words.duration(Math.round(millis * 1e6));
    }
}
