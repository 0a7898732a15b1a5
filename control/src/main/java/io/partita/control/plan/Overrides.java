package io.partita.control.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a user says besides a stored plan: it takes the place of what the plan has. Pure. */
final class Overrides {

    private final List<String> changes;

    private Overrides(List<String> changes) {
        this.changes = changes;
    }

    /** {@code stored} with what is not null in {@code given}, and not empty; {@code changes} takes what differs, in words. */
    static TestPlan apply(TestPlan stored, TestRequest given, Long seed, List<String> changes, List<Problem> problems) {
        var overrides = new Overrides(changes);
        List<String> nodes = given.nodes().isEmpty() ? null : given.nodes();
        List<String> usedNodes = overrides.value("--nodes", stored.nodes(), nodes);
        SystemSpec system = system(stored, given, problems);
        Integer threads = given.concurrency() == null
                ? null
                : Integer.valueOf(PlanChecks.concurrency(given.concurrency(), usedNodes.size(), problems));
        Optional<Duration> gate = stored.schedule().healthGate();
        return new TestPlan(
                stored.workload(),
                overrides.options("--workload-option", stored.workloadOptions(), given.workloadOptions()),
                stored.nemeses(),
                overrides.value("--system", stored.system(), system.name()),
                overrides.options("--system", stored.systemOptions(), system.options()),
                overrides.value("--cluster", stored.clusterKind(), given.clusterKind()),
                overrides.value("--cluster-name", stored.clusterName(), given.clusterName()),
                usedNodes,
                overrides.value("--time-limit", stored.timeLimit(), given.timeLimit()),
                overrides.value("--rate", stored.rate(), given.rate()),
                overrides.value("--concurrency", stored.concurrency(), threads),
                overrides.value("--seed", stored.seed(), seed),
                stored.nemesisInterval(),
                overrides.value("--check-budget", stored.checkBudget(), given.checkBudget()),
                overrides.value("--leave-running", stored.leaveRunning(), given.leaveRunning() ? true : null),
                stored.schedule()
                        .behind(Optional.ofNullable(
                                overrides.value("--health-gate", gate.orElse(null), given.healthGate()))),
                overrides.value("--load", stored.loop(), given.loop()),
                overrides.value("--fail-fast", stored.failFast(), given.failFast() ? true : null));
    }

    private static SystemSpec system(TestPlan stored, TestRequest given, List<Problem> problems) {
        var planned = new SystemSpec(stored.system(), stored.systemOptions());
        SystemSpec wanted = given.system() == null
                ? planned
                : SystemSpec.parse(given.system(), problems).orElse(planned);
        return given.timeScale() == null ? wanted : wanted.with(SystemSpec.TIME_SCALE, given.timeScale());
    }

    private <T> T value(String option, T planned, T given) {
        if (given == null || Objects.equals(planned, given)) {
            return planned;
        }
        changes.add(option + " " + words(given) + (planned == null ? "" : " instead of " + words(planned)));
        return given;
    }

    private Map<String, String> options(String option, Map<String, String> planned, Map<String, String> given) {
        Map<String, String> all = new LinkedHashMap<>(planned);
        given.forEach((key, value) -> {
            String before = all.put(key, value);
            if (!value.equals(before)) {
                changes.add(option + " " + key + "=" + value + (before == null ? "" : " instead of " + before));
            }
        });
        return all;
    }

    private static String words(Object value) {
        if (value instanceof Duration duration) {
            return Durations.print(duration);
        }
        if (value instanceof Loop loop) {
            return loop.word();
        }
        return value instanceof List<?> list
                ? String.join(
                        ",", new ArrayList<>(list).stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }
}
