package io.partita.control.plan;

import io.partita.control.store.AtomicFile;
import io.partita.control.store.FileTrouble;
import io.partita.control.store.JsonTrouble;
import io.partita.control.store.ResultsFormatException;
import io.partita.nemesis.schedule.FaultStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A plan as JSON: times in milliseconds, the steps of the fault schedule in order. */
public final class PlanJson {

    /** The version of the format that this code writes. */
    public static final int SCHEMA_VERSION = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private PlanJson() {}

    /** {@code plan} as a JSON document. */
    public static String toJson(TestPlan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schemaVersion", SCHEMA_VERSION);
        json.put("seed", plan.seed());
        json.put("workload", plan.workload());
        json.put("workloadOptions", plan.workloadOptions());
        json.put("nemeses", plan.nemeses());
        json.put("system", plan.system());
        json.put("systemOptions", plan.systemOptions());
        json.put("cluster", plan.clusterKind());
        json.put("clusterName", plan.clusterName());
        json.put("nodes", plan.nodes());
        json.put("timeLimitMs", millis(plan.timeLimit()));
        json.put("rate", plan.rate());
        json.put("concurrency", plan.concurrency());
        json.put("nemesisIntervalMs", millis(plan.nemesisInterval()));
        json.put("checkBudgetMs", millis(plan.checkBudget()));
        json.put("leaveRunning", plan.leaveRunning());
        if (plan.loop() != Loop.CLOSED) {
            json.put("load", plan.loop().word());
        }
        if (plan.failFast()) {
            json.put("failFast", true);
        }
        plan.schedule().healthGate().ifPresent(gate -> json.put("healthGateMs", millis(gate)));
        if (!plan.schedule().swarm().isEmpty()) {
            json.put("swarm", plan.schedule().swarm());
        }
        List<Map<String, Object>> steps =
                plan.schedule().steps().stream().map(PlanJson::step).toList();
        json.put("schedule", steps);
        return MAPPER.writeValueAsString(json);
    }

    /** Writes {@code plan} to {@code file}, whole or not at all. */
    public static void write(Path file, TestPlan plan) {
        AtomicFile.write(file, toJson(plan) + "\n");
    }

    /**
     * The plan that {@code file} holds.
     *
     * @throws UncheckedIOException if the file cannot be read
     * @throws ResultsFormatException if it is not a plan of this schema version
     */
    public static TestPlan read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FileTrouble.of(file, e), e);
        }
    }

    /**
     * The plan that {@code json} describes.
     *
     * @param origin where the text comes from, for messages
     * @throws ResultsFormatException if it is not a plan of this schema version
     */
    public static TestPlan parse(String json, String origin) {
        try {
            return new PlanReader(origin).plan(MAPPER.readTree(json));
        } catch (JacksonException e) {
            throw new ResultsFormatException(origin + " is not JSON: " + JsonTrouble.of(e), e);
        } catch (ArithmeticException e) {
            throw new ResultsFormatException(origin + " has a number that is too large: " + e.getMessage(), e);
        }
    }

    /** A whole number where it is one. */
    private static Number millis(Duration duration) {
        BigDecimal millis = BigDecimal.valueOf(duration.toNanos(), 6).stripTrailingZeros();
        return millis.scale() <= 0 ? (Number) millis.longValueExact() : millis;
    }

    private static Map<String, Object> step(FaultStep step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", step.number());
        json.put("atMs", millis(step.at()));
        json.put("action", step.action().name().toLowerCase(Locale.ROOT));
        json.put("fault", step.fault());
        json.put("seed", step.seed());
        return json;
    }
}
