package io.partita.control.store;

import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.nemesis.FaultRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code results.json}: a {@link RunSummary} as JSON, the same text that {@code --json} prints.
 *
 * <p>Within one schema version fields may be added, so a reader ignores fields that it does not know. A field that is
 * missing or of another type, and another schema version, are errors. Stateless, safe for use by several threads.
 */
public final class ResultsJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ResultsJson() {}

    /**
     * Replaces {@code file} by {@code run}, in one step.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    public static void write(Path file, RunSummary run) {
        AtomicFile.write(file, toJson(run));
    }

    /** {@code run} as indented JSON with a final line break. */
    public static String toJson(RunSummary run) {
        return MAPPER.writeValueAsString(tree(run)) + "\n";
    }

    /**
     * The run that {@code file} holds.
     *
     * @throws UncheckedIOException if the file cannot be read
     * @throws ResultsFormatException if it is not a {@code results.json} of this schema version
     */
    public static RunSummary read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FileTrouble.of(file, e), e);
        }
    }

    /**
     * The run that {@code json} describes.
     *
     * @param origin where the text comes from, for messages
     * @throws ResultsFormatException if it is not a {@code results.json} of this schema version
     */
    public static RunSummary parse(String json, String origin) {
        try {
            JsonNode root = MAPPER.readTree(json);
            return new ResultsReader(origin).summary(root);
        } catch (JacksonException e) {
            throw new ResultsFormatException(origin + " is not JSON: " + JsonTrouble.of(e), e);
        }
    }

    private static Map<String, Object> tree(RunSummary run) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schemaVersion", run.schemaVersion());
        tree.put("verdict", run.verdict().label());
        tree.put("reason", run.reason());
        tree.put("startedAt", run.startedAt());
        tree.put("seed", run.seed());
        tree.put("workload", run.workload());
        tree.put("nemesis", run.nemesis());
        tree.put("system", run.system());
        tree.put("nodes", run.nodes());
        tree.put("concurrency", run.concurrency());
        tree.put("durationMs", run.durationMs());
        tree.put("operations", run.operations());
        tree.put("faults", run.faults().stream().map(ResultsJson::fault).toList());
        Map<String, Object> checkers = new LinkedHashMap<>();
        run.checkers().forEach((name, result) -> checkers.put(name, checker(result)));
        tree.put("checkers", checkers);
        tree.put("recovery", run.recovery());
        tree.put("evidence", run.evidence());
        tree.put("situations", run.situations());
        tree.put("report", run.report());
        tree.put("command", run.command());
        return tree;
    }

    private static Map<String, Object> fault(FaultRecord fault) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", fault.id());
        tree.put("name", fault.name());
        tree.put("targets", fault.targets());
        tree.put("description", fault.description());
        tree.put("injectedAtMs", fault.injectedAtMs());
        tree.put("activeAtMs", fault.activeAtMs());
        tree.put("healedAtMs", fault.healedAtMs());
        tree.put("provenActive", fault.provenActive());
        tree.put("provenHealed", fault.provenHealed());
        tree.put("activeProof", fault.activeProof());
        tree.put("healedProof", fault.healedProof());
        tree.put("error", fault.error());
        return tree;
    }

    private static Map<String, Object> checker(CheckResult result) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("verdict", result.verdict().label());
        tree.put("reason", result.reason());
        tree.put(
                "anomalies",
                result.anomalies().stream().map(ResultsJson::anomaly).toList());
        tree.put("details", result.details());
        return tree;
    }

    private static Map<String, Object> anomaly(Anomaly anomaly) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("headline", anomaly.headline());
        tree.put("key", anomaly.key());
        tree.put("opIndex", anomaly.opIndex());
        tree.put("relatedIndices", anomaly.relatedIndices());
        tree.put("details", anomaly.details());
        return tree;
    }
}
