package io.partita.control.report;

import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.control.report.Signal.Line;
import io.partita.control.report.Signal.Lines;
import io.partita.control.report.Signal.Row;
import io.partita.control.report.Signal.Strips;
import io.partita.control.store.RunSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The data that a run page's scripts read: operations column by column with deltas, texts once in a dictionary. About
 * twenty characters per operation.
 *
 * <p>Times are microseconds since the run began. How operations are packed: {@link OperationColumns}.
 */
final class PageData {

    private final Dictionary functions = new Dictionary();
    private final Dictionary texts = new Dictionary();
    private final OperationColumns columns;
    private final Operations operations;
    private final RunSummary run;
    private final Thinning thinning;
    private final List<Signal> signals;

    private PageData(RunSummary run, Operations operations, Thinning thinning, List<Signal> signals) {
        this.signals = signals;
        this.run = run;
        this.operations = operations;
        this.thinning = thinning;
        this.columns = new OperationColumns(thinning.size(), functions, texts);
    }

    /** The data as JSON that may stand inside a {@code script} element. */
    static String json(RunSummary run, Operations operations, Thinning thinning, List<Signal> signals) {
        String json = JsonMapper.shared().writeValueAsString(new PageData(run, operations, thinning, signals).tree());
        return inScript(json);
    }

    /** The log lines as JSON that may stand inside a {@code script} element: their texts packed. */
    static String logs(NodeLogs logs) {
        List<Object> lines = new ArrayList<>();
        logs.lines().forEach(line -> lines.add(List.of(line.atMicros(), line.file(), line.text())));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("files", logs.files());
        tree.put("count", lines.size());
        tree.put("leftOut", logs.leftOut());
        tree.put(
                "lines",
                lines.isEmpty() ? "" : Packed.base64(JsonMapper.shared().writeValueAsString(lines)));
        return inScript(JsonMapper.shared().writeValueAsString(tree));
    }

    static String inScript(String json) {
        return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    }

    private Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("version", 1);
        tree.put("count", thinning.size());
        tree.put("every", thinning.every());
        tree.put("end", Math.max(operations.endNanos() / 1000, run.durationMs() * 1000));
        tree.put("nodes", run.nodes());
        // Whether a client's thread tells which node it asks.
        tree.put("byNode", !MesosSignals.isMesos(run));
        tree.put("concurrency", run.concurrency());
        tree.put("columns", columns());
        tree.put("functions", functions.from(0));
        tree.put("texts", texts.from(0));
        tree.put("faults", faults());
        tree.put("anomalies", anomalies());
        tree.put("signals", signals.stream().map(PageData::signal).toList());
        return tree;
    }

    private static Map<String, Object> signal(Signal signal) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", SignalSection.id(signal));
        tree.put("title", signal.title());
        if (signal instanceof Lines lines) {
            tree.put("unit", lines.unit());
            tree.put("lines", lines.lines().stream().map(PageData::line).toList());
        } else if (signal instanceof Strips strips) {
            Map<String, String> looks = new LinkedHashMap<>();
            strips.looks().forEach(key -> looks.put(key.look().name(), key.meaning()));
            tree.put("looks", looks);
            tree.put("rows", strips.rows().stream().map(PageData::row).toList());
        }
        return tree;
    }

    private static Map<String, Object> line(Line line) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", line.name());
        tree.put("at", line.points().stream().map(point -> micros(point.atMs())).toList());
        tree.put(
                "values",
                line.points().stream()
                        .map(point -> Double.isNaN(point.value()) ? null : (Double) point.value())
                        .toList());
        return tree;
    }

    private static Map<String, Object> row(Row row) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", row.name());
        tree.put(
                "stretches",
                row.stretches().stream()
                        .map(stretch -> List.<Object>of(
                                micros(stretch.fromMs()),
                                micros(stretch.toMs()),
                                stretch.look().name(),
                                stretch.text()))
                        .toList());
        return tree;
    }

    private static long micros(double ms) {
        return Math.round(ms * 1000);
    }

    private Map<String, String> columns() {
        for (int at = 0; at < thinning.size(); at++) {
            int i = thinning.operation(at);
            columns.add(ShownOperation.of(
                            operations.invocation(i), operations.completion(i), operations.endNanos(i) / 1000, 1)
                    .after((operations.latencyNanos(i) - operations.serviceNanos(i)) / 1000));
        }
        return columns.packed();
    }

    private List<Map<String, Object>> faults() {
        return run.faults().stream()
                .map(fault -> {
                    Map<String, Object> tree = new LinkedHashMap<>();
                    tree.put("id", fault.id());
                    tree.put("name", fault.name());
                    tree.put("description", fault.description());
                    tree.put("targets", fault.targets());
                    tree.put("injected", fault.injectedAtMs() * 1000);
                    tree.put("active", fault.activeAtMs() < 0 ? -1 : fault.activeAtMs() * 1000);
                    tree.put("healed", fault.healedAtMs() < 0 ? -1 : fault.healedAtMs() * 1000);
                    return tree;
                })
                .toList();
    }

    private List<Map<String, Object>> anomalies() {
        List<Map<String, Object>> anomalies = new ArrayList<>();
        for (CheckResult result : run.checkers().values()) {
            for (Anomaly anomaly : result.anomalies()) {
                Map<String, Object> tree = new LinkedHashMap<>();
                tree.put("headline", anomaly.headline());
                tree.put("operation", thinning.position(operations.ofEvent(anomaly.opIndex())));
                tree.put(
                        "related",
                        anomaly.relatedIndices().stream()
                                .map(index -> thinning.position(operations.ofEvent(index)))
                                .filter(operation -> operation >= 0)
                                .distinct()
                                .toList());
                anomalies.add(tree);
            }
        }
        return anomalies;
    }
}
