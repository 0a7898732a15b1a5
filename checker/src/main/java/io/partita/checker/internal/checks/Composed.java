package io.partita.checker.internal.checks;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Checker;
import io.partita.checker.Checkers;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Several checkers over one history, at once. The worst verdict holds; a checker that throws is unknown. Their results
 * stand in the details by name, in the order given.
 */
final class Composed implements Checker {

    private final String name;
    private final List<Checker> checkers;

    Composed(String name, List<Checker> checkers) {
        this.name = Objects.requireNonNull(name, "name is null");
        this.checkers = List.copyOf(checkers);
        Map<String, Long> names =
                this.checkers.stream().collect(Collectors.groupingBy(Checker::name, Collectors.counting()));
        names.forEach((other, count) -> {
            if (count > 1) {
                throw new IllegalArgumentException(
                        "two of the checkers in " + name + " are called " + other + ": results go by name");
            }
        });
        if (checkers.isEmpty()) {
            throw new IllegalArgumentException("no checkers in " + name + ": name at least one");
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CheckResult check(History history, Budget budget) throws InterruptedException {
        CheckResult[] results = new CheckResult[checkers.size()];
        SharedBudget shared = new SharedBudget(budget, checkers.size());
        Tasks.run(results.length, i -> results[i] = shared.check(safe(checkers.get(i)), history));
        Verdict verdict =
                Verdict.worst(Arrays.stream(results).map(CheckResult::verdict).toList());
        Map<String, Object> details = new LinkedHashMap<>();
        List<Anomaly> anomalies = new ArrayList<>();
        for (CheckResult result : results) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("verdict", result.verdict().label());
            one.put("reason", result.reason());
            one.putAll(result.details());
            details.put(result.checker(), one);
            anomalies.addAll(result.anomalies());
        }
        return new CheckResult(name, verdict, reason(results, verdict), anomalies, details);
    }

    private static Checker safe(Checker checker) {
        return new Checker() {
            @Override
            public String name() {
                return checker.name();
            }

            @Override
            public CheckResult check(History history, Budget budget) throws InterruptedException {
                return Checkers.checkSafely(checker, history, budget);
            }
        };
    }

    private static String reason(CheckResult[] results, Verdict verdict) {
        return Arrays.stream(results)
                .filter(result -> result.verdict() == verdict)
                .map(result -> result.checker() + ": " + result.reason())
                .collect(Collectors.joining("; "));
    }
}
