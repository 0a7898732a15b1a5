package io.partita.control.plan;

import io.partita.control.store.AtomicFile;
import io.partita.nemesis.schedule.FaultStep;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A plan as JSON: times in milliseconds, the steps of the fault schedule in order. */
public final class PlanJson {

    /** The version of the format that this code writes. */
    public static final int SCHEMA_VERSION = 1;

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

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
        json.put("timeLimitMs", plan.timeLimit().toMillis());
        json.put("rate", plan.rate());
        json.put("concurrency", plan.concurrency());
        json.put("nemesisIntervalMs", plan.nemesisInterval().toMillis());
        json.put("checkBudgetMs", plan.checkBudget().toMillis());
        json.put("leaveRunning", plan.leaveRunning());
        List<Map<String, Object>> steps =
                plan.schedule().steps().stream().map(PlanJson::step).toList();
        json.put("schedule", steps);
        return MAPPER.writeValueAsString(json);
    }

    /** Writes {@code plan} to {@code file}, whole or not at all. */
    public static void write(Path file, TestPlan plan) {
        AtomicFile.write(file, toJson(plan) + "\n");
    }

    private static Map<String, Object> step(FaultStep step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", step.number());
        json.put("atMs", step.at().toMillis());
        json.put("action", step.action().name().toLowerCase(Locale.ROOT));
        json.put("fault", step.fault());
        json.put("seed", step.seed());
        return json;
    }
}
