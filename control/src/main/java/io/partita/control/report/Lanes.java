package io.partita.control.report;

import io.partita.control.report.Signal.Row;
import io.partita.control.report.Signal.Stretch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Stretches that may overlap, laid out in as many rows as they need. */
final class Lanes {

    private Lanes() {}

    /** Adds {@code stretch} to those of {@code name}. */
    static void add(Map<String, List<Stretch>> byName, String name, Stretch stretch) {
        byName.computeIfAbsent(name, key -> new ArrayList<>()).add(stretch);
    }

    /** Rows for each name, in the map's order: each stretch stands in the first row that is free when it begins. */
    static List<Row> rows(Map<String, List<Stretch>> byName) {
        List<Row> rows = new ArrayList<>();
        byName.forEach((name, stretches) -> {
            List<List<Stretch>> lanes = new ArrayList<>();
            stretches.stream()
                    .sorted(Comparator.comparingDouble(Stretch::fromMs))
                    .forEach(stretch -> free(lanes, stretch.fromMs()).add(stretch));
            lanes.forEach(lane -> rows.add(new Row(lane == lanes.get(0) ? name : "", lane)));
        });
        return rows;
    }

    private static List<Stretch> free(List<List<Stretch>> lanes, double fromMs) {
        for (List<Stretch> lane : lanes) {
            if (lane.get(lane.size() - 1).toMs() <= fromMs) {
                return lane;
            }
        }
        List<Stretch> fresh = new ArrayList<>();
        lanes.add(fresh);
        return fresh;
    }
}
