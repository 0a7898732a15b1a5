package io.partita.control.compare;

import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.control.store.RunSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Anomalies of one kind, run by run. No two runs have the same anomaly to the letter, so anomalies are of one kind if their
 * checker names the same kind, or else if their headlines are the same but for what is in parentheses and for words with
 * digits in them: times, counts, nodes, the names of tasks.
 *
 * @param checker who found them
 * @param kind what they have in common
 * @param example a headline, of the newest run that has one
 * @param counts how many each run has, in the order of the runs
 */
public record AnomalyChange(String checker, String kind, String example, List<Integer> counts) {

    /** What became of a kind of anomaly between the first and the last run. */
    public enum Status {
        NEW,
        ONGOING,
        RESOLVED,
        /** Neither the first nor the last run has it. */
        PASSING
    }

    public AnomalyChange {
        counts = List.copyOf(counts);
    }

    public Status status() {
        boolean before = counts.get(0) > 0;
        boolean after = counts.get(counts.size() - 1) > 0;
        return before ? after ? Status.ONGOING : Status.RESOLVED : after ? Status.NEW : Status.PASSING;
    }

    /** The anomalies of {@code runs} by kind, in the order in which they first appear. */
    static List<AnomalyChange> of(List<RunSummary> runs) {
        Map<List<String>, int[]> counts = new LinkedHashMap<>();
        Map<List<String>, String> examples = new LinkedHashMap<>();
        for (int run = 0; run < runs.size(); run++) {
            for (Map.Entry<String, CheckResult> checker :
                    runs.get(run).checkers().entrySet()) {
                for (Anomaly anomaly : checker.getValue().anomalies()) {
                    List<String> identity = List.of(checker.getKey(), kind(anomaly));
                    counts.computeIfAbsent(identity, any -> new int[runs.size()])[run]++;
                    examples.put(identity, anomaly.headline());
                }
            }
        }
        List<AnomalyChange> changes = new ArrayList<>();
        counts.forEach((identity, byRun) -> changes.add(new AnomalyChange(
                identity.get(0),
                identity.get(1),
                examples.get(identity),
                Arrays.stream(byRun).boxed().toList())));
        return changes;
    }

    private static String kind(Anomaly anomaly) {
        return anomaly.details().get("kind") instanceof String kind
                ? kind
                : anomaly.headline().replaceAll(" \\([^()]*\\)", "").replaceAll("[\\w./-]*\\d[\\w./-]*", "#");
    }
}
