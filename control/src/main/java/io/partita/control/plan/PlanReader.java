package io.partita.control.plan;

import io.partita.control.store.JsonFields;
import io.partita.nemesis.schedule.FaultSchedule;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Turns the tree of a {@code plan.json} into a {@link TestPlan}. Strict: plans are edited by hand, and a name that is misspelt
 * must not be passed over.
 */
final class PlanReader extends JsonFields {

    private static final Set<String> OPTIONAL = Set.of("healthGateMs", "swarm", "load", "failFast");
    private static final Set<String> FIELDS = Set.of(
            "schemaVersion",
            "seed",
            "workload",
            "workloadOptions",
            "nemeses",
            "system",
            "systemOptions",
            "cluster",
            "clusterName",
            "nodes",
            "timeLimitMs",
            "rate",
            "concurrency",
            "nemesisIntervalMs",
            "checkBudgetMs",
            "leaveRunning",
            "schedule");
    private static final Set<String> STEP_FIELDS = Set.of("number", "atMs", "action", "fault", "seed");

    PlanReader(String origin) {
        super(origin);
    }

    TestPlan plan(JsonNode root) {
        version(root, PlanJson.SCHEMA_VERSION);
        requireKnown(root, "", FIELDS, OPTIONAL);
        return new TestPlan(
                text(root, "", "workload"),
                map(root, "", "workloadOptions", this::text),
                list(root, "", "nemeses", this::text),
                text(root, "", "system"),
                map(root, "", "systemOptions", this::text),
                text(root, "", "cluster"),
                text(root, "", "clusterName"),
                list(root, "", "nodes", this::text),
                millis(root, "", "timeLimitMs"),
                number(root, "rate").doubleValue(),
                Math.toIntExact(integer(root, "", "concurrency")),
                integer(root, "", "seed"),
                millis(root, "", "nemesisIntervalMs"),
                millis(root, "", "checkBudgetMs"),
                bool(field(root, "", "leaveRunning"), "leaveRunning"),
                schedule(root),
                loop(root),
                root.has("failFast") && bool(root.get("failFast"), "failFast"));
    }

    private Loop loop(JsonNode root) {
        if (!root.has("load")) {
            return Loop.CLOSED;
        }
        String word = text(root, "", "load");
        return Arrays.stream(Loop.values())
                .filter(loop -> loop.word().equals(word))
                .findFirst()
                .orElseThrow(() -> wrong("load", "open or closed", root.get("load")));
    }

    private FaultSchedule schedule(JsonNode root) {
        Optional<Duration> gate =
                root.has("healthGateMs") ? Optional.of(millis(root, "", "healthGateMs")) : Optional.empty();
        Map<String, Integer> swarm = new LinkedHashMap<>();
        if (root.has("swarm")) {
            map(root, "", "swarm", this::integer).forEach((fault, weight) -> swarm.put(fault, Math.toIntExact(weight)));
        }
        FaultSchedule schedule = new FaultSchedule(list(root, "", "schedule", this::step), gate, swarm);
        try {
            schedule.faults();
        } catch (IllegalArgumentException e) {
            throw wrong("the field schedule: " + e.getMessage(), e);
        }
        Duration last = Duration.ZERO;
        for (FaultStep step : schedule.steps()) {
            if (step.at().compareTo(last) < 0) {
                throw wrong(
                        "the field schedule: step " + step.number() + " is before the one that stands before it", null);
            }
            last = step.at();
        }
        return schedule;
    }

    private FaultStep step(JsonNode node, String path) {
        requireKnown(node, path, STEP_FIELDS, Set.of());
        String action = text(node, path, "action");
        Action known = Arrays.stream(Action.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(action))
                .findFirst()
                .orElseThrow(() -> wrong(join(path, "action"), "inject or recover", node.get("action")));
        return new FaultStep(
                Math.toIntExact(integer(node, path, "number")),
                millis(node, path, "atMs"),
                known,
                text(node, path, "fault"),
                integer(node, path, "seed"));
    }

    private void requireKnown(JsonNode node, String path, Set<String> required, Set<String> optional) {
        required.forEach(name -> field(node, path, name));
        Set<String> others = new TreeSet<>(node.propertyNames());
        others.removeAll(required);
        others.removeAll(optional);
        if (!others.isEmpty()) {
            throw wrong(
                    "unknown fields" + (path.isEmpty() ? "" : " of " + path) + ": " + String.join(", ", others), null);
        }
    }

    private BigDecimal number(JsonNode node, String name) {
        JsonNode field = field(node, "", name);
        if (!field.isNumber()) {
            throw wrong(name, "a number", field);
        }
        return field.decimalValue();
    }

    /** Milliseconds, to the nanosecond: what a schedule divides by is no whole number of them. */
    private Duration millis(JsonNode node, String path, String name) {
        JsonNode field = field(node, path, name);
        if (!field.isNumber() || field.decimalValue().signum() < 0) {
            throw wrong(join(path, name), "a number of milliseconds", field);
        }
        return Duration.ofNanos(field.decimalValue().movePointRight(6).longValue());
    }
}
