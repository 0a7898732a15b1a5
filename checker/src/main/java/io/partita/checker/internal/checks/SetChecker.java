package io.partita.checker.internal.checks;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.internal.Values;
import java.util.BitSet;
import java.util.Map;

/**
 * Elements added are there in the end: the final read, which is the successful {@code read} that began last, shows
 * every element whose {@code add} was acknowledged before it began, each once, and none that nobody can have added
 * before it ended. An add of unknown outcome may be seen or not. Linear in the history.
 */
final class SetChecker implements Checker {

    @Override
    public String name() {
        return "set";
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        return new Pass(name(), history).run();
    }

    private static final class Pass {

        private final Findings findings;
        private final History history;
        private final Elements elements = new Elements();
        /** By element: where the first add of it that may have happened was invoked; -1 for none. */
        private final Ints attempts = new Ints();
        /** By element: where the first add of it was acknowledged; -1 for none. */
        private final Ints acknowledgements = new Ints();

        private long acknowledged;

        private final BitSet seen = new BitSet();
        private final BitSet repeated = new BitSet();
        private int finalRead = -1;

        Pass(String name, History history) {
            this.findings = new Findings(name);
            this.history = history;
        }

        CheckResult run() {
            for (int i = 0; i < history.size(); i++) {
                if (Events.begins(history, i, "add")) {
                    collect(i);
                } else if (Events.begins(history, i, "read") && answers(i)) {
                    finalRead = i;
                } else if (Events.begins(history, i, "remove")) {
                    return findings.unknown("elements are removed, at " + history.moment(i)
                            + " for the first time: this judges sets that only grow");
                }
            }
            findings.detail("attempted", (long) elements.size()).detail("acknowledged", acknowledged);
            return finalRead < 0 ? findings.unknown("nobody ever read the set") : judge();
        }

        private boolean answers(int invocation) {
            return Events.outcome(history, invocation) == OpType.OK
                    && history.value(history.completionOf(invocation)) != null;
        }

        private void collect(int invocation) {
            int id = elements.add(history.value(invocation));
            OpType outcome = Events.outcome(history, invocation);
            if (outcome != OpType.FAIL) {
                attempts.setIfAbsent(id, invocation);
            }
            if (outcome == OpType.OK) {
                acknowledgements.setIfAbsent(id, history.completionOf(invocation));
                acknowledged++;
            }
        }

        private CheckResult judge() {
            int answer = history.completionOf(finalRead);
            for (Object element : Events.list(history, answer, "elements")) {
                int id = elements.add(element);
                repeated.set(id, repeated.get(id) || seen.get(id));
                seen.set(id);
            }
            BitSet ok = new BitSet();
            BitSet lost = new BitSet();
            BitSet unexpected = new BitSet();
            BitSet recovered = new BitSet();
            int unjudged = 0;
            for (int id = 0; id < elements.size(); id++) {
                boolean possible = attempts.has(id) && attempts.get(id) < answer;
                int acknowledged = acknowledgements.get(id);
                ok.set(id, seen.get(id) && possible);
                unexpected.set(id, seen.get(id) && !possible);
                recovered.set(id, seen.get(id) && possible && acknowledged < 0);
                lost.set(id, !seen.get(id) && acknowledged >= 0 && acknowledged < finalRead);
                unjudged += !seen.get(id) && acknowledged > finalRead ? 1 : 0;
            }
            section("ok", ok);
            section("lost", lost);
            section("unexpected", unexpected);
            section("recovered", recovered);
            section("duplicated", repeated);
            lost.stream().forEach(this::addLost);
            unexpected.stream().forEach(this::addUnexpected);
            repeated.stream().forEach(this::addRepeated);
            return result(ok, lost, unexpected, recovered, unjudged);
        }

        private void section(String name, BitSet ids) {
            findings.detail(name + "Count", (long) ids.cardinality()).detail(name, Ranges.of(elements, ids));
        }

        private CheckResult result(BitSet ok, BitSet lost, BitSet unexpected, BitSet recovered, int unjudged) {
            if (!lost.isEmpty()) {
                return findings.invalid(Events.count(lost.cardinality(), "acknowledged element")
                        + (lost.cardinality() == 1 ? " is" : " are") + " lost: " + Ranges.of(elements, lost));
            }
            if (!unexpected.isEmpty()) {
                return findings.invalid("the final read shows what nobody added: " + Ranges.of(elements, unexpected));
            }
            if (!repeated.isEmpty()) {
                return findings.invalid("the final read shows more than once: " + Ranges.of(elements, repeated));
            }
            if (acknowledged == 0) {
                return findings.unknown("no add was acknowledged: there is nothing to lose");
            }
            if (unjudged > 0) {
                return findings.unknown(Events.count(unjudged, "element")
                        + " acknowledged after the final read had begun: a loss could have gone unseen");
            }
            return findings.valid("the final read shows all acknowledged elements, " + ok.cardinality()
                    + " in all, of them " + recovered.cardinality() + " of unknown outcome");
        }

        private void addLost(int id) {
            int acknowledged = acknowledgements.get(id);
            int answer = history.completionOf(finalRead);
            findings.add(() -> Events.anomaly(
                    "element " + show(id) + " is lost: its add was acknowledged to " + Events.who(history, acknowledged)
                            + ", and the final read, begun by " + Events.who(history, finalRead)
                            + ", does not show it",
                    answer,
                    Map.of(),
                    history.invocationOf(acknowledged),
                    acknowledged,
                    finalRead,
                    answer));
        }

        private void addUnexpected(int id) {
            int answer = history.completionOf(finalRead);
            findings.add(() -> Events.anomaly(
                    "the final read, by " + Events.who(history, answer) + ", shows element " + show(id)
                            + ", which nobody " + (!attempts.has(id) ? "added" : "had begun to add by then"),
                    answer,
                    Map.of(),
                    attempts.get(id),
                    finalRead,
                    answer));
        }

        private void addRepeated(int id) {
            int answer = history.completionOf(finalRead);
            findings.add(() -> Events.anomaly(
                    "the final read, by " + Events.who(history, answer) + ", shows element " + show(id)
                            + " more than once",
                    answer,
                    Map.of(),
                    finalRead,
                    answer));
        }

        private String show(int id) {
            return Values.show(elements.value(id));
        }
    }
}
