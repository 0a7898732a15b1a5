package io.partita.workloads.mesos.leader;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.workloads.mesos.leader.Claims.Claim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many changes of Marathon's leader followed each change of Mesos' leader, before the next one: one, by the
 * documentation, because a Marathon that loses its master gives up. Figures only: nobody is accused, for a fault that
 * strikes the one may strike the other.
 */
final class CascadeChecker implements Checker {

    @Override
    public String name() {
        return "cascade";
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        List<Claim> masters = newTerms(Claims.of(Claims.masters(history)));
        List<Claim> marathons = newNodes(Claims.of(Claims.marathons(history)));
        List<Map<String, Object>> rows = new ArrayList<>();
        long followed = 0;
        for (int i = 1; i < masters.size(); i++) {
            long from = masters.get(i - 1).last().to();
            long to = i + 1 < masters.size() ? masters.get(i).last().to() : Long.MAX_VALUE;
            long changes = marathons.stream()
                    .skip(1)
                    .filter(claim -> claim.first().to() > from && claim.first().to() <= to)
                    .count();
            followed += changes;
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("master", masters.get(i).node());
            row.put("sinceMs", Say.millis(masters.get(i).first().to()));
            row.put("marathonChanges", changes);
            rows.add(row);
        }
        long mesos = Math.max(0, masters.size() - 1);
        long marathon = Math.max(0, marathons.size() - 1);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("masterChanges", mesos);
        details.put("marathonChanges", marathon);
        if (mesos > 0) {
            details.put("ratio", (double) followed / mesos);
        }
        details.put("changes", rows);
        return new CheckResult(
                name(),
                Verdict.VALID,
                Say.count(mesos, "change") + " of Mesos' leader and " + marathon + " of Marathon's"
                        + (mesos == 0 ? "" : ", of which " + followed + " followed one of Mesos'"),
                List.of(),
                details);
    }

    private static List<Claim> newTerms(List<Claim> claims) {
        Map<String, Claim> terms = new LinkedHashMap<>();
        claims.forEach(claim -> terms.merge(
                claim.term(), claim, (old, now) -> new Claim(old.node(), old.term(), old.first(), now.last())));
        return List.copyOf(terms.values());
    }

    private static List<Claim> newNodes(List<Claim> claims) {
        List<Claim> changes = new ArrayList<>();
        for (Claim claim : claims) {
            if (changes.isEmpty() || !changes.get(changes.size() - 1).node().equals(claim.node())) {
                changes.add(claim);
            }
        }
        return changes;
    }
}
