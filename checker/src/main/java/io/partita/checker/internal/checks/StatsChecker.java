package io.partita.checker.internal.checks;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what happened. Unknown when a function never succeeded, because then nothing was tested that depends on it;
 * valid otherwise. Never invalid. Stateless.
 */
public final class StatsChecker implements Checker {

    @Override
    public String name() {
        return "stats";
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        Performance performance = Performance.of(history);
        Map<String, Object> details = new LinkedHashMap<>();
        Map<String, Object> functions = new LinkedHashMap<>();
        performance.functions().forEach((f, figures) -> functions.put(f, json(figures)));
        details.put("functions", functions);
        if (performance.longestOutage() != null) {
            details.put("longestOutageMs", performance.longestOutage().durationMs());
            details.put("longestOutageFromMs", performance.longestOutage().fromMs());
        }
        List<String> never = performance.functions().entrySet().stream()
                .filter(entry -> entry.getValue().ok() == 0)
                .map(Map.Entry::getKey)
                .toList();
        if (performance.functions().isEmpty()) {
            return new CheckResult(name(), Verdict.UNKNOWN, "no operation was invoked", List.of(), details);
        }
        if (!never.isEmpty()) {
            String reason = "never succeeded: " + String.join(", ", never);
            return new CheckResult(name(), Verdict.UNKNOWN, reason, List.of(), details);
        }
        long ok = performance.functions().values().stream()
                .mapToLong(Performance.FunctionFigures::ok)
                .sum();
        String reason = ok + " of " + history.operations() + " operations succeeded, some of every kind";
        return new CheckResult(name(), Verdict.VALID, reason, List.of(), details);
    }

    private static Map<String, Object> json(Performance.FunctionFigures figures) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ok", figures.ok());
        json.put("fail", figures.fail());
        json.put("info", figures.info());
        Map<String, Object> latency = new LinkedHashMap<>();
        latency.put("p50", figures.latency().p50());
        latency.put("p95", figures.latency().p95());
        latency.put("p99", figures.latency().p99());
        latency.put("p999", figures.latency().p999());
        latency.put("max", figures.latency().max());
        json.put("latencyMs", latency);
        return json;
    }
}
