package io.partita.workloads.mesos.apps;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import io.partita.workloads.mesos.observe.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers whose status says that all is well and whose content says nothing of the kind: no body, a page, half a JSON; and
 * lists of all apps without any, as there always is one. Whoever takes them at their word believes that a change was made
 * which nobody made, or that everything is gone. In the oldest releases a standby without a leader is known to answer so:
 * there they are counted, and accuse nobody. An answer of another shape than expected is counted everywhere, as that may be
 * a release that this program does not know.
 */
final class AnswersChecker implements JudgesOnline {

    private static final int ANOMALIES = 50;
    private static final Pattern WORD = Pattern.compile("^(empty-2\\d\\d|html|half-json|not-json|wrong-shape)\\b");
    private static final String EMPTY_LIST = "empty-list";

    private final boolean known;
    private final Vias vias;

    /** @param known whether the release is known to answer so */
    AnswersChecker(boolean known, Vias vias) {
        this.known = known;
        this.vias = vias;
    }

    @Override
    public String name() {
        return "answers";
    }

    /** What was answered stays as it was. */
    @Override
    public Optional<OnlineChecker> online() {
        return Optional.of(OnlineCheckers.ofBeginnings(this));
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        Map<String, Object> counts = new TreeMap<>();
        List<Anomaly> bad = new ArrayList<>();
        long answers = 0;
        for (int i = 0; i < history.size(); i++) {
            boolean ours = Names.CHANGES.contains(history.f(i)) || Names.READS.contains(history.f(i));
            if (history.process(i) < 0 || history.type(i) == OpType.INVOKE || !ours) {
                continue;
            }
            answers++;
            String word = word(history, i);
            if (word != null) {
                counts.merge(
                        word + (Names.CHANGES.contains(history.f(i)) ? " to a change" : " to a reading"),
                        1L,
                        (one, two) -> (Long) one + (Long) two);
                if (!word.equals("wrong-shape")) {
                    bad.add(anomaly(history, i, word));
                }
            }
        }
        String summary = counts.isEmpty()
                ? "all " + answers + " answers were what they said"
                : "answers without what they promised: " + counts + (known ? ", as this release is known to give" : "");
        if (bad.isEmpty() || known) {
            return new CheckResult(name(), Verdict.VALID, summary, List.of(), Map.of("counts", counts));
        }
        String more = bad.size() > 1 ? " (and " + (bad.size() - 1) + " more such answers)" : "";
        return new CheckResult(
                name(),
                Verdict.INVALID,
                bad.get(0).headline() + more,
                bad.subList(0, Math.min(ANOMALIES, bad.size())),
                Map.of("counts", counts));
    }

    private static String word(History history, int i) {
        if (history.type(i) == OpType.OK) {
            boolean list = history.f(i).equals(Names.LIST);
            return list
                            && Json.object(Json.object(history.value(i)), Names.APPS)
                                    .isEmpty()
                    ? EMPTY_LIST
                    : null;
        }
        Matcher matcher = WORD.matcher(String.valueOf(history.error(i)));
        return matcher.find() ? matcher.group(1) : null;
    }

    private Anomaly anomaly(History history, int i, String word) {
        String f = history.f(i);
        String through = " through the Marathon on " + vias.of(history.process(i)) + " at " + history.moment(i);
        String asked = "the " + f + (history.key(i) == null ? "" : " of app " + history.key(i)) + through;
        String headline = word.equals(EMPTY_LIST)
                ? "the list of all apps" + through + " was empty, with a status that says that all is well, though apps"
                        + " were there that nobody had deleted"
                : asked + " was answered with a status that says that all is well and "
                        + (word.startsWith("empty-")
                                ? "an empty body (" + word + ")"
                                : "with no answer: " + history.error(i))
                        + (Names.CHANGES.contains(f) ? "; whether anybody made the change is unknown" : "");
        return new Anomaly(headline, history.key(i), i, List.of((long) history.invocationOf(i)), Map.of("word", word));
    }
}
