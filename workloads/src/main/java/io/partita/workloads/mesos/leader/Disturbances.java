package io.partita.workloads.mesos.leader;

import io.partita.checker.history.History;
import io.partita.checker.liveness.FaultWindow;
import io.partita.checker.liveness.Moment;
import io.partita.checker.liveness.Span;
import io.partita.checker.liveness.Spans;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When something other than the system itself may have been why it did not do what it owes. Pure. */
final class Disturbances {

    private Disturbances() {}

    /**
     * When faults may have left no group of nodes with all that a leader needs. What a fault struck is taken to be still
     * away for a while after its heal, because a server may wait for its supervisor: two faults, each harmless, can
     * together take a majority.
     */
    static Spans ofMajorities(History history, Expected expected) {
        List<FaultWindow> windows = FaultWindow.of(history);
        List<Span> spans = new ArrayList<>();
        for (FaultWindow window : windows) {
            Optional<Struck> struck = Struck.by(window, history);
            for (FaultWindow earlier : windows) {
                if (earlier != window && lingers(earlier, window, expected)) {
                    Optional<Struck> other = Struck.by(earlier, history);
                    struck = struck.flatMap(one -> other.map(one::and));
                }
            }
            if (struck.isEmpty() || !struck.get().leavesMajorities(expected)) {
                spans.add(window.possible());
            }
        }
        return Spans.of(spans);
    }

    private static boolean lingers(FaultWindow earlier, FaultWindow window, Expected expected) {
        Span lingering = new Span(
                earlier.possible().from(),
                earlier.possible().to() + expected.settled().toNanos());
        return earlier.begun().index() < window.begun().index() && lingering.intersects(window.possible());
    }

    /** When no master led, by what was seen: from the first observation without a leader to the first with one, or the end. */
    static Spans withoutMaster(History history) {
        return without(Claims.masters(history), history);
    }

    /** Likewise Marathons. */
    static Spans withoutMarathon(History history) {
        return without(Claims.marathons(history), history);
    }

    private static Spans without(List<Sample<Map<String, String>>> samples, History history) {
        List<Span> spans = new ArrayList<>();
        long since = -1;
        for (Sample<Map<String, String>> sample : samples) {
            if (sample.value().isEmpty() && since < 0) {
                since = sample.from();
            } else if (!sample.value().isEmpty() && since >= 0) {
                spans.add(new Span(since, Math.max(since, sample.to())));
                since = -1;
            }
        }
        if (since >= 0) {
            spans.add(new Span(since, Math.max(since, Moment.endOf(history).time())));
        }
        return Spans.of(spans);
    }

    /** While the workload itself made a master or a Marathon begin anew, and as long afterwards as that may take. */
    static Spans ofOurOwn(History history, Expected expected) {
        List<Span> spans = new ArrayList<>();
        for (String function : List.of(LeaderClient.RESTART, LeaderClient.ABDICATE)) {
            long grace = function.equals(LeaderClient.RESTART)
                    ? expected.masterServes().toNanos()
                    : expected.marathonServes().toNanos();
            for (int i = 0; i < history.size(); i++) {
                if (history.f(i).equals(function) && history.completionOf(i) >= 0) {
                    spans.add(new Span(history.time(i), history.time(history.completionOf(i)) + grace));
                }
            }
        }
        return Spans.of(spans);
    }

    /** Whether the cluster was ready when the load began. */
    static boolean beganReady(History history) {
        for (int i = 0; i < history.size(); i++) {
            if (history.process(i) < 0 && history.f(i).equals("start-phase")) {
                return false;
            }
        }
        return true;
    }

    /** The instant at which all was healed and had had the time to recover; empty if the run did not come so far. */
    static Optional<Integer> finalPhase(History history) {
        for (int i = history.size() - 1; i >= 0; i--) {
            if (history.process(i) < 0 && history.f(i).equals("final-phase")) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** How many observations were begun and ended while a fault was certainly active. */
    static long observedDuringFaults(History history) {
        List<FaultWindow> windows = FaultWindow.proven(history);
        return Observations.of(history).masters().stream()
                .filter(sample -> windows.stream()
                        .anyMatch(window -> window.certainAt(sample.fromIndex()) && window.certainAt(sample.index())))
                .count();
    }
}
