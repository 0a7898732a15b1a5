package io.partita.checker.online;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Checker;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * What is certain of another checker's findings before the end: invalid, or nothing. Pure as long as {@code certain} is.
 *
 * @param name the other checker's name
 * @param certain a beginning of a history → what is wrong in it and in every continuation, the worst first
 */
record Certain(String name, Function<History, List<Anomaly>> certain) implements Checker {

    Certain {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(certain, "certain is null");
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        List<Anomaly> found = certain.apply(history);
        return found.isEmpty()
                ? new CheckResult(name, Verdict.UNKNOWN, "nothing is certain yet", List.of(), Map.of())
                : new CheckResult(name, Verdict.INVALID, found.get(0).headline(), found, Map.of());
    }
}
