package io.partita.testbed.marathon.app;

import io.partita.testbed.marathon.app.AppDefinition.Constraint;
import io.partita.testbed.marathon.app.AppDefinition.KillSelection;
import io.partita.testbed.marathon.app.AppDefinition.UnreachableStrategy;
import io.partita.testbed.marathon.app.AppDefinition.UpgradeStrategy;
import io.partita.testbed.marathon.app.InvalidApp.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads app definitions. Everything that is wrong is reported at once. Fields that Marathon knows and the testbed does not
 * do are accepted with the value that asks for nothing, and refused with any other.
 */
public final class AppReader {

    private static final Set<String> SETTABLE = Set.of(
            "id",
            "cmd",
            "args",
            "user",
            "env",
            "instances",
            "cpus",
            "mem",
            "disk",
            "constraints",
            "ports",
            "portDefinitions",
            "requirePorts",
            "backoffSeconds",
            "backoffFactor",
            "maxLaunchDelaySeconds",
            "healthChecks",
            "upgradeStrategy",
            "labels",
            "unreachableStrategy",
            "killSelection",
            "taskKillGracePeriodSeconds",
            "dependencies",
            "version");
    /** Shown in answers; what a client sends back of it means nothing. */
    private static final Set<String> SHOWN = Set.of(
            "versionInfo",
            "tasksStaged",
            "tasksRunning",
            "tasksHealthy",
            "tasksUnhealthy",
            "deployments",
            "tasks",
            "lastTaskFailure",
            "taskStats",
            "readinessCheckResults");
    /** Known fields that must ask for nothing, with the values that do so beside null, empty text, array and object. */
    private static final Map<String, List<String>> IDLE = Map.ofEntries(
            Map.entry("acceptedResourceRoles", List.of("[\"*\"]")),
            Map.entry("check", List.of()),
            Map.entry("container", List.of()),
            Map.entry("executor", List.of("\"//cmd\"")),
            Map.entry("fetch", List.of()),
            Map.entry("gpus", List.of("0")),
            Map.entry("ipAddress", List.of()),
            Map.entry("networks", List.of("[{\"mode\":\"host\"}]")),
            Map.entry("readinessChecks", List.of()),
            Map.entry("residency", List.of()),
            Map.entry("role", List.of("\"*\"")),
            Map.entry("secrets", List.of()),
            Map.entry("storeUrls", List.of()),
            Map.entry("tty", List.of("false")),
            Map.entry("uris", List.of()));

    private static final Set<String> OPERATORS =
            Set.of("UNIQUE", "CLUSTER", "GROUP_BY", "LIKE", "UNLIKE", "MAX_PER", "IS");
    private static final Set<String> OPERATORS_WITH_VALUE = Set.of("LIKE", "UNLIKE", "MAX_PER", "IS");

    private final Fields fields;
    private final AppDefaults defaults;
    private final Problems problems;

    private AppReader(ObjectNode json, AppDefaults defaults, Problems problems) {
        this.fields = new Fields(json, "", problems);
        this.defaults = defaults;
        this.problems = problems;
    }

    /**
     * The app that {@code json} describes; what it leaves out has its default. Versions are empty texts where it has none.
     *
     * @throws InvalidApp if anything is wrong
     */
    public static AppDefinition read(ObjectNode json, AppDefaults defaults) {
        Problems problems = new Problems();
        AppDefinition app = new AppReader(json, defaults, problems).read();
        problems.throwIfAny();
        return app;
    }

    private AppDefinition read() {
        fields.onlyKnow(union());
        IDLE.forEach(this::requireIdle);
        String cmd = fields.text("cmd", null);
        List<String> args = fields.texts("args");
        if ((cmd == null) == args.isEmpty()) {
            problems.add("/", "AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'.");
        }
        List<AppDefinition.PortDefinition> ports = new PortReader(fields, defaults).read();
        Fields info = fields.object("versionInfo");
        return new AppDefinition(
                id(),
                cmd,
                args,
                fields.text("user", null),
                fields.textByName("env"),
                fields.integer("instances", 1, 0),
                fields.number("cpus", 1, 0),
                fields.number("mem", 128, 0),
                fields.number("disk", 0, 0),
                constraints(),
                ports,
                fields.flag("requirePorts", false),
                fields.number("backoffSeconds", defaults.backoffSeconds(), 0),
                fields.number("backoffFactor", defaults.backoffFactor(), 1),
                fields.number("maxLaunchDelaySeconds", defaults.maxLaunchDelaySeconds(), 0),
                new HealthCheckReader(fields, defaults, ports.size()).read(),
                upgradeStrategy(),
                fields.textByName("labels"),
                unreachable(),
                killSelection(),
                fields.has("taskKillGracePeriodSeconds") ? fields.number("taskKillGracePeriodSeconds", 0, 0) : null,
                dependencies(),
                fields.text("version", ""),
                info.text("lastScalingAt", ""),
                info.text("lastConfigChangeAt", ""));
    }

    private static Set<String> union() {
        Set<String> all = new java.util.HashSet<>(SETTABLE);
        all.addAll(SHOWN);
        all.addAll(IDLE.keySet());
        return all;
    }

    private void requireIdle(String name, List<String> idle) {
        if (!fields.has(name)) {
            return;
        }
        JsonNode value = fields.raw(name);
        boolean empty = value.isContainer()
                ? value.isEmpty()
                : value.isString() && value.stringValue().isEmpty();
        if (!empty && !idle.contains(value.toString())) {
            fields.problem(
                    name,
                    "is not supported by this testbed, except as " + (idle.isEmpty() ? "an empty value" : idle.get(0)));
        }
    }

    private String id() {
        String id = AppId.canonical(fields.text("id", ""));
        if (!AppId.isValid(id)) {
            fields.problem("id", AppId.RULE);
        }
        return id;
    }

    private List<Constraint> constraints() {
        List<Constraint> constraints = new ArrayList<>();
        int index = 0;
        for (JsonNode element : fields.array("constraints")) {
            String where = "/constraints(" + index++ + ")";
            if (!element.isArray()
                    || element.size() < 2
                    || element.size() > 3
                    || element.valueStream().anyMatch(part -> !part.isString())) {
                problems.add(where, "must be an array of field, operator and, for some operators, a value");
                continue;
            }
            String operator = element.get(1).stringValue();
            Optional<String> value =
                    element.size() == 3 ? Optional.of(element.get(2).stringValue()) : Optional.empty();
            check(where, operator, value);
            constraints.add(new Constraint(element.get(0).stringValue(), operator, value));
        }
        return constraints;
    }

    private void check(String where, String operator, Optional<String> value) {
        if (!OPERATORS.contains(operator)) {
            problems.add(
                    where,
                    "operator must be one of the following UNIQUE, CLUSTER, GROUP_BY, LIKE, MAX_PER, UNLIKE or IS");
        } else if (value.isEmpty() && OPERATORS_WITH_VALUE.contains(operator)) {
            problems.add(where, operator + " needs a value");
        } else if (value.isPresent() && operator.equals("UNIQUE")) {
            problems.add(where, "UNIQUE has no value");
        } else if (operator.equals("MAX_PER") && !value.get().matches("[1-9]\\d{0,8}")) {
            problems.add(where, "MAX_PER needs a whole number from 1 on");
        } else if (operator.equals("GROUP_BY") && !value.orElse("1").matches("[1-9]\\d{0,8}")) {
            problems.add(where, "GROUP_BY has no value but a whole number from 1 on");
        } else if (operator.endsWith("LIKE") && !isPattern(value.get())) {
            problems.add(where, "'" + value.get() + "' is not a regular expression");
        }
    }

    private static boolean isPattern(String text) {
        try {
            java.util.regex.Pattern.compile(text);
            return true;
        } catch (java.util.regex.PatternSyntaxException e) {
            return false;
        }
    }

    private UpgradeStrategy upgradeStrategy() {
        Fields strategy = fields.object("upgradeStrategy");
        strategy.onlyKnow(Set.of("minimumHealthCapacity", "maximumOverCapacity"));
        return new UpgradeStrategy(part(strategy, "minimumHealthCapacity"), part(strategy, "maximumOverCapacity"));
    }

    private static double part(Fields strategy, String name) {
        double value = strategy.number(name, 1, 0);
        if (value > 1) {
            strategy.problem(name, "must be between 0 and 1");
        }
        return value;
    }

    private UnreachableStrategy unreachable() {
        if (!fields.has("unreachableStrategy")) {
            return defaults.unreachable();
        }
        JsonNode node = fields.raw("unreachableStrategy");
        if (node.isString()) {
            if (!node.stringValue().equals("disabled")) {
                fields.problem("unreachableStrategy", "must be \"disabled\" or an object");
            }
            return null;
        }
        Fields strategy = fields.object("unreachableStrategy");
        strategy.onlyKnow(Set.of("inactiveAfterSeconds", "expungeAfterSeconds"));
        UnreachableStrategy result = new UnreachableStrategy(
                strategy.number("inactiveAfterSeconds", defaults.unreachable().inactiveAfterSeconds(), 0),
                strategy.number("expungeAfterSeconds", defaults.unreachable().expungeAfterSeconds(), 0));
        if (result.inactiveAfterSeconds() > result.expungeAfterSeconds()) {
            strategy.problem("inactiveAfterSeconds", "must be less than or equal to expungeAfterSeconds");
        }
        return result;
    }

    private KillSelection killSelection() {
        String name = fields.text("killSelection", KillSelection.YOUNGEST_FIRST.name());
        Optional<KillSelection> selection = Arrays.stream(KillSelection.values())
                .filter(candidate -> candidate.name().equals(name))
                .findFirst();
        if (selection.isEmpty()) {
            fields.problem("killSelection", "must be YOUNGEST_FIRST or OLDEST_FIRST");
        }
        return selection.orElse(KillSelection.YOUNGEST_FIRST);
    }

    private List<String> dependencies() {
        List<String> dependencies =
                fields.texts("dependencies").stream().map(AppId::canonical).toList();
        if (!dependencies.stream().allMatch(AppId::isValid)) {
            fields.problem("dependencies", AppId.RULE);
        }
        return dependencies;
    }
}
