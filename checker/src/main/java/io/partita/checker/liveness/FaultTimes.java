package io.partita.checker.liveness;

import io.partita.checker.history.History;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** How long it took to notice faults and to get over them, by one pair of measures. Immutable. */
record FaultTimes(Measure detection, Measure recovery) {

    /**
     * One measure.
     *
     * @param words what is waited for
     * @param reached when it came about because of the fault; empty if it never did
     */
    record Measure(String words, BiFunction<History, FaultWindow, Optional<Moment>> reached) {}

    /** One row for each window, and a histogram for each fault and measure. */
    Map<String, Object> json(History history, List<FaultWindow> windows) {
        List<Map<String, Object>> rows = new ArrayList<>();
        Map<String, Sample> detected = new TreeMap<>();
        Map<String, Sample> recovered = new TreeMap<>();
        for (FaultWindow window : windows) {
            Map<String, Object> row = row(window);
            since(window.begun(), detection, history, window).ifPresent(nanos -> {
                row.put("detectMs", Nanos.millis(nanos));
                sample(detected, window).add(nanos);
            });
            if (window.ending().index() < history.size()) {
                since(window.ending(), recovery, history, window).ifPresent(nanos -> {
                    row.put("recoverMs", Nanos.millis(nanos));
                    sample(recovered, window).add(nanos);
                });
            }
            rows.add(row);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("faults", rows);
        histograms("detection", detection, detected, json);
        histograms("recovery", recovery, recovered, json);
        return json;
    }

    private static Map<String, Object> row(FaultWindow window) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", window.id());
        row.put("name", window.name());
        row.put("description", window.description());
        row.put("targets", window.targets());
        row.put("provenActive", window.isProven());
        row.put("provenHealed", window.provenHealed());
        row.put("fromMs", Nanos.millis(window.begun().time()));
        if (window.provenHealed()) {
            row.put("toMs", Nanos.millis(window.healed().time()));
        }
        return row;
    }

    private static OptionalLong since(Moment from, Measure measure, History history, FaultWindow window) {
        Optional<Moment> reached =
                measure == null ? Optional.empty() : measure.reached().apply(history, window);
        return reached.isPresent()
                ? OptionalLong.of(Math.max(0, reached.get().time() - from.time()))
                : OptionalLong.empty();
    }

    private static Sample sample(Map<String, Sample> samples, FaultWindow window) {
        return samples.computeIfAbsent(window.name(), name -> new Sample());
    }

    private static void histograms(
            String name, Measure measure, Map<String, Sample> samples, Map<String, Object> json) {
        if (measure != null) {
            Map<String, Object> byFault = new LinkedHashMap<>();
            byFault.put("until", measure.words());
            Map<String, Object> faults = new LinkedHashMap<>();
            samples.forEach((fault, sample) -> faults.put(fault, sample.json()));
            byFault.put("faults", faults);
            json.put(name, byFault);
        }
    }
}
