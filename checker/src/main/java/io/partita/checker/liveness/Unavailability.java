package io.partita.checker.liveness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** For how long conditions did not hold: the longest stretch and the sum of all. */
final class Unavailability {

    /** More conditions than this nobody reads. */
    private static final int SHOWN = 1_000;

    private Unavailability() {}

    /**
     * The worst stretch of all, and every condition's, worst first.
     *
     * @param down when each condition did not hold
     */
    static Map<String, Object> json(Map<String, Spans> down) {
        List<Map.Entry<String, Spans>> worstFirst = new ArrayList<>(down.entrySet());
        worstFirst.sort(Comparator.comparingLong(entry -> -worst(entry.getValue())));
        Map<String, Object> json = new LinkedHashMap<>();
        if (!worstFirst.isEmpty()) {
            json.put("worstUnavailability", row(worstFirst.get(0), false));
            json.put(
                    "unavailability",
                    worstFirst.stream()
                            .limit(SHOWN)
                            .map(entry -> row(entry, true))
                            .toList());
        }
        return json;
    }

    private static long worst(Spans spans) {
        return spans.longest().map(Span::length).orElse(0L);
    }

    private static Map<String, Object> row(Map.Entry<String, Spans> condition, boolean whole) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("what", condition.getKey());
        row.put("ms", Nanos.millis(worst(condition.getValue())));
        condition.getValue().longest().ifPresent(span -> {
            row.put("fromMs", Nanos.millis(span.from()));
            row.put("toMs", Nanos.millis(span.to()));
        });
        if (whole) {
            row.put("totalMs", Nanos.millis(condition.getValue().total()));
            row.put("times", (long) condition.getValue().list().size());
        }
        return row;
    }
}
