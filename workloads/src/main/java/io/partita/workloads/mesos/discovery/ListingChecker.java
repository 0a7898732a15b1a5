package io.partita.workloads.mesos.discovery;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Checker;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.workloads.mesos.observe.Moments;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges every single answer: that it names no instance that had been dead for too long or is somewhere else, that it is not
 * empty while instances live, and that no standby master passes for the leader.
 */
final class ListingChecker implements Checker {

    private final Facts facts;

    ListingChecker(Facts facts) {
        this.facts = facts;
    }

    @Override
    public String name() {
        return "answers";
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        Truth truth = new Truth(history, facts);
        List<Sample<Listing>> listings = Listing.all(history);
        var instances = new FalseInstances(facts, truth, new Moments(history));
        var empty = new EmptyViews(facts, truth);
        Map<String, Object> answers = new TreeMap<>();
        for (Sample<Listing> listing : listings) {
            instances.look(listing);
            empty.look(listing);
            answers.merge(listing.value().source().words(), 1L, (one, more) -> (Long) one + (Long) more);
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("answers", answers);
        details.put("emptyAnswers", empty.count());
        details.putAll(instances.figures());
        List<Anomaly> anomalies = new ArrayList<>(empty.anomalies());
        anomalies.addAll(Impostors.find(history));
        anomalies.addAll(instances.anomalies());
        if (!anomalies.isEmpty()) {
            return new CheckResult(name(), Verdict.INVALID, reason(anomalies), anomalies, details);
        }
        if (listings.isEmpty()) {
            return new CheckResult(name(), Verdict.UNKNOWN, "no source gave a good answer", List.of(), details);
        }
        return new CheckResult(
                name(),
                Verdict.VALID,
                listings.size() + " lists of instances were true: none named a task that had been dead for longer than"
                        + " news takes (" + Times.length(instances.longestDead()) + " at worst), and none was empty"
                        + " while instances were known to live",
                List.of(),
                details);
    }

    private static String reason(List<Anomaly> anomalies) {
        String first = anomalies.get(0).headline();
        return anomalies.size() == 1 ? first : first + "; and " + (anomalies.size() - 1) + " more false answers";
    }
}
