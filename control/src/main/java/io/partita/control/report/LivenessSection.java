package io.partita.control.report;

import io.partita.checker.CheckResult;
import io.partita.control.store.RunSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How long the system took for what it owed: for each kind of obligation and each situation in which it arose, and how
 * soon faults were noticed and got over. Shown for every checker whose details have the figures of
 * {@link io.partita.checker.liveness.Liveness}.
 */
final class LivenessSection {

    private static final String KINDS = "kinds";
    private static final String OBLIGATIONS = "obligations";

    private LivenessSection() {}

    /** The section's content; empty if no checker judged liveness. */
    static String of(RunSummary run) {
        StringBuilder out = new StringBuilder();
        for (CheckResult result : run.checkers().values()) {
            Map<?, ?> kinds = map(result.details().get(KINDS));
            if (!kinds.isEmpty()) {
                times(out, kinds);
                out.append(ObligationTable.of(result.details().get(OBLIGATIONS), kinds));
                faults(out, result.details().get("faults"));
            }
        }
        return out.toString();
    }

    /** What a checker's details say besides what this section tells of them obligation by obligation. */
    static Map<String, Object> others(Map<String, Object> details) {
        if (map(details.get(KINDS)).isEmpty()) {
            return details;
        }
        Map<String, Object> others = new LinkedHashMap<>(details);
        others.remove(OBLIGATIONS);
        return others;
    }

    /** The worst stretch of unavailability that a checker of liveness tells of; empty if none does. */
    static Map<?, ?> worstUnavailability(RunSummary run) {
        return run.checkers().values().stream()
                .map(result -> map(result.details().get("worstUnavailability")))
                .filter(worst -> !worst.isEmpty())
                .findFirst()
                .orElse(Map.of());
    }

    private static void times(StringBuilder out, Map<?, ?> kinds) {
        out.append("<div class=\"scroll\"><table class=\"liveness\"><thead><tr><th scope=\"col\">Owed</th>"
                + "<th scope=\"col\">When</th><th scope=\"col\" class=\"num\">Times</th>"
                + "<th scope=\"col\" class=\"num\">p50</th><th scope=\"col\" class=\"num\">p90</th>"
                + "<th scope=\"col\" class=\"num\">p99</th><th scope=\"col\" class=\"num\">Max</th>"
                + "<th scope=\"col\" class=\"num\">Allowed</th><th scope=\"col\">Spread</th>"
                + "<th scope=\"col\" class=\"num\">Met</th><th scope=\"col\" class=\"num\">Missed</th>"
                + "</tr></thead><tbody>");
        kinds.forEach((name, value) -> {
            Map<?, ?> kind = map(value);
            map(kind.get("times"))
                    .forEach((situation, times) -> row(
                            out,
                            String.valueOf(name),
                            String.valueOf(situation),
                            map(times),
                            situation.equals("all") ? kind : Map.of()));
        });
        out.append("</tbody></table></div>");
    }

    private static void row(StringBuilder out, String name, String situation, Map<?, ?> times, Map<?, ?> kind) {
        out.append("<tr><th scope=\"row\">")
                .append(kind.isEmpty() ? "" : Html.escape(name))
                .append("</th><td>")
                .append(Html.escape(words(situation)))
                .append("</td>");
        Tables.number(out, times.get("count") instanceof Number count ? Words.count(count.longValue()) : "0");
        for (String quantile : List.of("p50Ms", "p90Ms", "p99Ms", "maxMs")) {
            Tables.number(out, milliseconds(times.get(quantile)));
        }
        Tables.number(out, milliseconds(kind.get("boundMs")));
        out.append("<td>")
                .append(kind.isEmpty() ? "" : Spread.of(times, kind.get("boundMs")))
                .append("</td>");
        Tables.number(out, count(kind.get("met")));
        boolean missed = kind.get("missed") instanceof Number some && some.longValue() > 0;
        Tables.number(
                out,
                missed
                        ? "<strong class=\"bad\">" + count(kind.get("missed")) + "</strong>"
                        : count(kind.get("missed")));
        out.append("</tr>");
    }

    static String words(String situation) {
        return switch (situation) {
            case "all" -> "in all";
            case "running" -> "in all, while the clock ran";
            case "quiet" -> "without a fault";
            default -> situation;
        };
    }

    private static void faults(StringBuilder out, Object faults) {
        if (!(faults instanceof List<?> list) || list.isEmpty()) {
            return;
        }
        out.append("<div class=\"scroll\"><table class=\"liveness\"><thead><tr><th scope=\"col\">Fault</th>"
                + "<th scope=\"col\" class=\"num\">Noticed after</th><th scope=\"col\" class=\"num\">Got over after</th>"
                + "</tr></thead><tbody>");
        for (Object each : list) {
            Map<?, ?> fault = map(each);
            out.append("<tr><th scope=\"row\">")
                    .append(Html.escape(fault.get("id") + " " + fault.get("name")))
                    .append("</th>");
            Tables.number(out, orNot(fault.get("detectMs")));
            Tables.number(out, orNot(fault.get("recoverMs")));
            out.append("</tr>");
        }
        out.append("</tbody></table></div>");
        spreads(out, list);
    }

    /** For each kind of fault, how soon its faults were noticed and got over, where that was seen. */
    private static void spreads(StringBuilder out, List<?> faults) {
        Map<String, List<Double>> noticed = new TreeMap<>();
        Map<String, List<Double>> over = new TreeMap<>();
        for (Object each : faults) {
            Map<?, ?> fault = map(each);
            add(noticed, fault, "detectMs");
            add(over, fault, "recoverMs");
        }
        double end = Stream.of(noticed, over)
                .flatMap(byName -> byName.values().stream().flatMap(List::stream))
                .max(Comparator.naturalOrder())
                .orElse(0.0);
        if (end == 0) {
            return;
        }
        out.append("<div class=\"scroll\"><table class=\"liveness\"><thead><tr><th scope=\"col\">Kind of fault</th>"
                        + "<th scope=\"col\">Noticed, from 0 to ")
                .append(milliseconds(end))
                .append("</th><th scope=\"col\">Got over, on the same axis</th></tr></thead><tbody>");
        for (String name : noticed.keySet()) {
            out.append("<tr><th scope=\"row\">")
                    .append(Html.escape(name))
                    .append("</th><td>")
                    .append(Spread.of(noticed.get(name), end))
                    .append("</td><td>")
                    .append(Spread.of(over.get(name), end))
                    .append("</td></tr>");
        }
        out.append("</tbody></table></div>");
    }

    private static void add(Map<String, List<Double>> byName, Map<?, ?> fault, String field) {
        List<Double> times = byName.computeIfAbsent(String.valueOf(fault.get("name")), name -> new ArrayList<>());
        if (fault.get(field) instanceof Number millis) {
            times.add(millis.doubleValue());
        }
    }

    private static String count(Object value) {
        return value instanceof Number number ? Words.count(number.longValue()) : "";
    }

    private static String orNot(Object millis) {
        String text = milliseconds(millis);
        return text.isEmpty() ? "not seen" : text;
    }

    private static String milliseconds(Object value) {
        return value instanceof Number number
                ? Html.escape(Words.duration(Math.round(number.doubleValue() * 1e6)))
                : "";
    }

    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    /** The tile that tells of the worst unavailability, in place of that by clients. */
    static String worstDetail(Map<?, ?> worst) {
        return String.format(
                Locale.ROOT, "not: %s, from %s", worst.get("what"), Words.instantMs(decimal(worst.get("fromMs"))));
    }

    static double decimal(Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }
}
