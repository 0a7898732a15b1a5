package io.partita.checker.internal.checks;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.history.History;
import io.partita.checker.internal.Values;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * No two successful {@code generate} answer the same id. Those of unknown outcome answered nothing and can't collide.
 * Linear in the history.
 */
final class UniqueIdsChecker implements JudgesOnline {

    /** So many of those who got the same id are named. */
    private static final int OWNERS_SHOWN = 8;

    @Override
    public String name() {
        return "unique-ids";
    }

    /** What is wrong in a beginning stays wrong. */
    @Override
    public Optional<OnlineChecker> online() {
        return Optional.of(OnlineCheckers.ofBeginnings(this));
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        Findings findings = new Findings(name());
        Elements ids = new Elements();
        Ints first = new Ints();
        Map<Integer, List<Integer>> again = new LinkedHashMap<>();
        long attempted = 0;
        long generated = 0;
        for (int i = 0; i < history.size(); i++) {
            attempted += Events.begins(history, i, "generate") ? 1 : 0;
            if (Events.succeeds(history, i, "generate")) {
                if (history.value(i) == null) {
                    throw Events.misfit(history, i, "the id");
                }
                generated++;
                int id = ids.add(history.value(i));
                if (first.has(id)) {
                    again.computeIfAbsent(id, other -> new ArrayList<>()).add(i);
                } else {
                    first.set(id, i);
                }
            }
        }
        again.forEach((id, others) -> findings.add(() -> anomaly(history, ids.value(id), first.get(id), others)));
        findings.detail("attempted", attempted)
                .detail("generated", generated)
                .detail("distinct", (long) ids.size())
                .detail("duplicated", (long) again.size())
                .detail("range", range(ids));
        if (!again.isEmpty()) {
            return findings.invalid(
                    again.size() == 1
                            ? findings.first()
                            : again.size() + " ids were given more than once; " + findings.first());
        }
        return generated == 0
                ? findings.unknown("no id was generated")
                : findings.valid("all " + generated + " ids are different");
    }

    private static Anomaly anomaly(History history, Object id, int first, List<Integer> others) {
        StringBuilder owners = new StringBuilder(Events.who(history, first));
        List<Object> counts = new ArrayList<>(List.of(owner(history, first)));
        int[] related = new int[Math.min(OWNERS_SHOWN, others.size()) + 1];
        related[0] = first;
        for (int k = 0; k + 1 < related.length; k++) {
            int other = others.get(k);
            related[k + 1] = other;
            owners.append(k + 2 == related.length && related.length > others.size() ? " and " : ", ")
                    .append(Events.who(history, other));
            counts.add(owner(history, other));
        }
        int hidden = others.size() + 1 - related.length;
        return Events.anomaly(
                "id " + Values.show(id) + " was given " + (others.size() + 1) + " times: to " + owners
                        + (hidden == 0 ? "" : " and " + hidden + " more"),
                others.get(0),
                Map.of("count", others.size() + 1L, "owners", counts),
                related);
    }

    private static Map<String, Object> owner(History history, int completion) {
        Map<String, Object> owner = new LinkedHashMap<>();
        owner.put("process", (long) history.process(completion));
        owner.put("at", history.moment(completion));
        return owner;
    }

    /** The least and the greatest id, if all are whole numbers or all are texts; else null. */
    private static List<Object> range(Elements ids) {
        Object least = null;
        Object greatest = null;
        for (int id = 0; id < ids.size(); id++) {
            Object value = ids.value(id);
            if (!(value instanceof Long || value instanceof String)
                    || least != null && least.getClass() != value.getClass()) {
                return null;
            }
            least = least == null || compare(value, least) < 0 ? value : least;
            greatest = greatest == null || compare(value, greatest) > 0 ? value : greatest;
        }
        return least == null ? null : List.of(least, greatest);
    }

    private static int compare(Object a, Object b) {
        return a instanceof Long number ? number.compareTo((Long) b) : ((String) a).compareTo((String) b);
    }
}
