package io.partita.control.store;

import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import io.partita.nemesis.FaultRecord;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Turns the tree of a {@code results.json} into a {@link RunSummary}; every message names the field by its path. */
final class ResultsReader extends JsonFields {

    ResultsReader(String origin) {
        super(origin);
    }

    RunSummary summary(JsonNode root) {
        long version = version(root, RunSummary.SCHEMA_VERSION);
        return new RunSummary(
                (int) version,
                verdict(root, ""),
                text(root, "", "reason"),
                text(root, "", "startedAt"),
                integer(root, "", "seed"),
                text(root, "", "workload"),
                text(root, "", "nemesis"),
                text(root, "", "system"),
                list(root, "", "nodes", this::text),
                (int) integer(root, "", "concurrency"),
                integer(root, "", "durationMs"),
                map(root, "", "operations", this::integer),
                list(root, "", "faults", this::fault),
                map(root, "", "checkers", this::checker),
                map(root, "", "recovery", this::integer),
                map(root, "", "evidence", this::bool),
                root.has("situations") ? map(root, "", "situations", this::integer) : Map.of(),
                textOrNull(root, "", "report"),
                textOrNull(root, "", "command"));
    }

    private FaultRecord fault(JsonNode node, String path) {
        return new FaultRecord(
                text(node, path, "id"),
                text(node, path, "name"),
                list(node, path, "targets", this::text),
                textOrNull(node, path, "description"),
                integer(node, path, "injectedAtMs"),
                integer(node, path, "activeAtMs"),
                integer(node, path, "healedAtMs"),
                bool(field(node, path, "provenActive"), path + ".provenActive"),
                bool(field(node, path, "provenHealed"), path + ".provenHealed"),
                map(node, path, "activeProof", this::value),
                map(node, path, "healedProof", this::value),
                textOrNull(node, path, "error"));
    }

    private CheckResult checker(JsonNode node, String path) {
        String name = path.substring(path.indexOf('.') + 1);
        return new CheckResult(
                name,
                verdict(node, path),
                text(node, path, "reason"),
                list(node, path, "anomalies", this::anomaly),
                map(node, path, "details", this::value));
    }

    private Anomaly anomaly(JsonNode node, String path) {
        return new Anomaly(
                text(node, path, "headline"),
                value(field(node, path, "key"), path + ".key"),
                integer(node, path, "opIndex"),
                list(node, path, "relatedIndices", this::integer),
                map(node, path, "details", this::value));
    }

    private Verdict verdict(JsonNode node, String path) {
        String label = text(node, path, "verdict");
        return Verdict.labelled(label)
                .orElseThrow(() -> wrong(
                        join(path, "verdict"),
                        Arrays.stream(Verdict.values()).map(Verdict::label).collect(Collectors.joining(", ")),
                        node.get("verdict")));
    }
}
