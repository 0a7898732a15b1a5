package io.partita.checker.internal.checks;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Linearizability;
import io.partita.checker.Linearizability.Progress;
import io.partita.checker.LinearizabilityResult;
import io.partita.checker.LinearizabilityResult.Unknown;
import io.partita.checker.LinearizabilityResult.Violation;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.internal.models.Register;
import io.partita.checker.internal.online.Registers;
import io.partita.checker.model.Model;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** {@link Linearizability} as one of a run's checkers. */
public final class LinearizabilityChecker implements JudgesOnline {

    private final String name;
    private final Model<?> model;
    private final boolean wantsSuccess;

    private LinearizabilityChecker(String name, Model<?> model, boolean wantsSuccess) {
        this.wantsSuccess = wantsSuccess;
        this.name = Objects.requireNonNull(name, "name is null");
        this.model = Objects.requireNonNull(model, "model is null");
    }

    /**
     * A checker called {@code name}, for runs of objects that behave as {@code model}. A history in which nothing
     * succeeded proves nothing, and is unknown.
     */
    public static LinearizabilityChecker of(String name, Model<?> model) {
        return new LinearizabilityChecker(name, model, true);
    }

    /** As {@link #of}, but a history in which nothing succeeded is what it is by the definition: linearizable. */
    public static LinearizabilityChecker byDefinition(String name, Model<?> model) {
        return new LinearizabilityChecker(name, model, false);
    }

    @Override
    public String name() {
        return name;
    }

    /** Strict registers can't be judged event by event: a compare-and-set that was refused tells something there. */
    @Override
    public Optional<OnlineChecker> online() {
        boolean streams = model instanceof Register register && register.kind() != Register.Kind.STRICT_CAS;
        return Optional.of(streams ? new Registers(name, (Register) model) : OnlineCheckers.ofBeginnings(this));
    }

    @Override
    public CheckResult check(History history, Budget budget) throws InterruptedException {
        return check(history, budget, ignored -> {});
    }

    /** As {@link #check(History, Budget)}, and tells {@code progress} how it goes. */
    public CheckResult check(History history, Budget budget, Consumer<Progress> progress) throws InterruptedException {
        LinearizabilityResult result = Linearizability.check(model, history, budget, progress);
        List<Anomaly> anomalies = result.violations().stream()
                .sorted(Comparator.comparingInt(Violation::completion))
                .map(LinearizabilityChecker::anomaly)
                .toList();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("model", result.model());
        details.put("operations", (long) result.operations());
        details.put("keys", (long) result.parts().size());
        details.put("keysInvalid", count(result, Verdict.INVALID));
        details.put("keysUnknown", count(result, Verdict.UNKNOWN));
        details.put(
                "configurations",
                result.parts().stream()
                        .mapToLong(LinearizabilityResult.PartResult::configurations)
                        .sum());
        details.put("elapsedMs", result.elapsed().toMillis());
        details.put("peakMemoryBytes", result.peakMemoryBytes());
        List<Map<String, Object>> unknowns = result.parts().stream()
                .flatMap(part -> part.unknown().map(why -> unknown(part.key(), why)).stream())
                .toList();
        if (!unknowns.isEmpty()) {
            details.put("unknowns", unknowns);
        }
        if (wantsSuccess && result.verdict() == Verdict.VALID && !history.anySucceeded()) {
            String reason = "none of " + history.operations() + " operations succeeded: there is nothing to judge";
            return new CheckResult(name, Verdict.UNKNOWN, reason, anomalies, details);
        }
        return new CheckResult(name, result.verdict(), result.reason(), anomalies, details);
    }

    private static long count(LinearizabilityResult result, Verdict verdict) {
        return result.parts().stream().filter(part -> part.verdict() == verdict).count();
    }

    private static Anomaly anomaly(Violation violation) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("invocation", (long) violation.invocation());
        details.put("lastStates", violation.lastStates());
        details.put("window", longs(violation.window()));
        details.put("core", longs(violation.core().operations()));
        details.put("coreFrom", (long) violation.core().from());
        details.put("coreTo", (long) violation.core().to());
        violation.core().start().ifPresent(state -> details.put("coreStart", state));
        details.put("coreMinimal", violation.core().minimal());
        return new Anomaly(
                violation.sentence(), violation.key(), violation.completion(), longs(violation.related()), details);
    }

    private static Map<String, Object> unknown(Object key, Unknown why) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", key);
        json.put("sentence", why.sentence());
        json.put("budget", why.budget());
        json.put("configurations", why.configurations());
        json.put("memoryBytes", why.memoryBytes());
        json.put("explained", (long) why.explained());
        json.put("completed", (long) why.completed());
        why.hardest().ifPresent(hardest -> {
            json.put("hardestCompletion", (long) hardest.completion());
            json.put("open", counts(hardest.open()));
            json.put("crashed", counts(hardest.crashed()));
            json.put("crashedProcesses", longs(hardest.crashedProcesses()));
        });
        json.put("advice", why.advice());
        return json;
    }

    private static Map<String, Object> counts(Map<String, Integer> byFunction) {
        Map<String, Object> json = new LinkedHashMap<>();
        byFunction.forEach((f, count) -> json.put(f, (long) count));
        return json;
    }

    private static List<Long> longs(List<Integer> indices) {
        return indices.stream().map(Integer::longValue).toList();
    }
}
