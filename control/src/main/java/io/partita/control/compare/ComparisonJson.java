package io.partita.control.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A {@link Comparison} as JSON. Numbers that are none, such as the median of no values, are null. */
public final class ComparisonJson {

    private static final int SCHEMA_VERSION = 1;
    private static final double[] PERCENTS = {50, 90, 95, 99, 99.9, 100};
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ComparisonJson() {}

    /** {@code comparison} as indented JSON; {@code page} is where its page is. */
    public static String toJson(Comparison comparison, String page) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schemaVersion", SCHEMA_VERSION);
        tree.put("regressions", comparison.regressions());
        tree.put("differences", comparison.differences());
        tree.put("runs", comparison.runs().stream().map(ComparisonJson::run).toList());
        tree.put(
                "changes",
                comparison.changes().stream().map(ComparisonJson::change).toList());
        tree.put("recovery", comparison.recoveries());
        tree.put(
                "anomalies",
                comparison.anomalies().stream().map(ComparisonJson::anomaly).toList());
        tree.put("page", page);
        return MAPPER.writeValueAsString(tree);
    }

    private static Map<String, Object> run(ComparedRun run) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("label", run.label());
        tree.put("directory", run.directory().toString());
        tree.put("verdict", run.summary().verdict().label());
        tree.put("reason", run.summary().reason());
        tree.put("system", run.summary().system());
        tree.put("seed", run.summary().seed());
        tree.put("okPerSecond", number(run.meanOkPerSecond()));
        Map<String, Object> latencies = new LinkedHashMap<>();
        for (String f : run.latencies().keySet()) {
            Map<String, Object> percentiles = new LinkedHashMap<>();
            for (double percent : PERCENTS) {
                String name =
                        percent == 100 ? "max" : "p" + String.valueOf(percent).replaceAll("\\.0?", "");
                percentiles.put(name, number(run.latency(f, percent) / 1e6));
            }
            latencies.put(f, percentiles);
        }
        tree.put("latencyMs", latencies);
        return tree;
    }

    private static Map<String, Object> change(Change change) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("figure", change.figure());
        tree.put("run", change.run());
        tree.put("unit", change.unit());
        tree.put("before", number(change.before()));
        tree.put("after", number(change.after()));
        tree.put("ratio", number(change.ratio()));
        List<Integer> values = new ArrayList<>();
        for (int count : change.values()) {
            values.add(count);
        }
        tree.put("values", values);
        tree.put("p", change.test() == null ? null : number(change.p()));
        tree.put(
                "superiority",
                change.test() == null ? null : number(change.test().superiority()));
        tree.put("conclusion", change.kind().name().toLowerCase(Locale.ROOT));
        return tree;
    }

    private static Map<String, Object> anomaly(AnomalyChange anomaly) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("status", anomaly.status().name().toLowerCase(Locale.ROOT));
        tree.put("checker", anomaly.checker());
        tree.put("kind", anomaly.kind());
        tree.put("example", anomaly.example());
        tree.put("counts", anomaly.counts());
        return tree;
    }

    private static Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
