package io.partita.workloads.mesos.agents;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.liveness.FaultWindow;
import io.partita.checker.liveness.Moment;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.observe.ClusterState;
import io.partita.workloads.mesos.observe.FinalPhase;
import io.partita.workloads.mesos.observe.MasterView;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * In the end, what runs on the nodes is what the leading master lists, and each app has as many tasks as it is to have. It is
 * looked at from the moment at which all faults are healed until it once holds; if it does not hold within the time
 * that everything needs to settle once all that cuts held up has arrived, the last look says what is wrong.
 */
record BooksChecker(Promises promises) implements Checker {

    @Override
    public String name() {
        return "books";
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        Findings findings = new Findings(name());
        Optional<Moment> settled = FinalPhase.of(history).map(FinalPhase::begun);
        if (settled.isEmpty()) {
            return findings.result(0, "", "the history ends before everything was healed");
        }
        Observations observations = Observations.of(history);
        List<Sample<NodeTasks>> looks = observations.processes().stream()
                .filter(look -> look.from() >= settled.get().time())
                .toList();
        Books last = null;
        Sample<NodeTasks> lastLook = null;
        long judged = 0;
        for (Sample<NodeTasks> look : looks) {
            Optional<Books> books = compare(observations.masters(), look);
            if (books.isEmpty()) {
                continue;
            }
            judged++;
            last = books.get();
            lastLook = look;
            if (last.isClean()) {
                long passed = look.to() - settled.get().time();
                findings.detail("settledAfterMs", Findings.millis(passed));
                return findings.result(
                        1,
                        "what runs on the nodes was what the master lists, " + Findings.length(passed)
                                + " after everything was healed",
                        "");
            }
        }
        if (last == null) {
            return findings.result(0, "", "nobody looked at nodes and a leading master after everything was healed");
        }
        long passed = lastLook.to() - Math.max(settled.get().time(), lastArrival(history));
        if (passed < promises.settleBound().toNanos() || last.findings().isEmpty()) {
            findings.detail("looks", judged);
            return new CheckResult(
                    name(),
                    Verdict.UNKNOWN,
                    "nodes and master disagreed for " + Findings.length(Math.max(0, passed))
                            + " after everything was healed, of "
                            + Findings.length(promises.settleBound()) + " that they have: "
                            + String.join("; ", last.findings()) + unreadable(last),
                    List.of(),
                    Map.of());
        }
        for (String finding : last.findings()) {
            findings.add(
                    finding + ", " + Findings.length(passed) + " after everything was healed",
                    lastLook.index(),
                    List.of(settled.get().index()),
                    Map.of("settleBoundMs", promises.settleBound().toMillis()));
        }
        return findings.result(judged, "", "");
    }

    /** What a cut held up may take as long as the cut to arrive, because TCP repeats it after pauses that double. */
    private static long lastArrival(History history) {
        return FaultWindow.of(history).stream()
                .filter(window -> Nature.of(window) == Nature.NETWORK)
                .mapToLong(window -> window.possible().to() + window.possible().length())
                .max()
                .orElse(0);
    }

    private static String unreadable(Books books) {
        return books.unreadable().isEmpty() ? "" : "; not readable: " + books.unreadable();
    }

    /** The look between the master's statements before and after it; empty if it made none before. */
    private Optional<Books> compare(List<Sample<Map<String, MasterView>>> said, Sample<NodeTasks> look) {
        ClusterState before = null;
        ClusterState after = null;
        for (Sample<Map<String, MasterView>> sample : said) {
            Optional<ClusterState> state = Books.leading(sample.value());
            if (state.isPresent() && sample.to() <= look.from()) {
                before = state.get();
            } else if (state.isPresent() && sample.from() >= look.to() && after == null) {
                after = state.get();
            }
        }
        return before == null
                ? Optional.empty()
                : Optional.of(Books.compare(promises, before, after == null ? before : after, look.value()));
    }
}
