package io.partita.workloads.mesos.leader;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.liveness.FaultWindow;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import io.partita.workloads.mesos.leader.Writes.Write;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * That what the masters' registry acknowledged outlives every leader: the maintenance schedule that a leader shows is the
 * last that was acknowledged, or a later one that may have been taken. And that nothing is acknowledged by a master which
 * certainly reached no majority of the masters.
 *
 * <p>A leader is believed once it shows a registered agent, for before that it may not have read the registry, and as long
 * as no later leader is known, for a deposed one may not have noticed.
 */
final class ScheduleChecker implements JudgesOnline {

    private final Expected expected;

    ScheduleChecker(Expected expected) {
        this.expected = expected;
    }

    @Override
    public String name() {
        return "schedule-survives";
    }

    /** A reading is compared with what was acknowledged before it began: what comes later changes nothing. */
    @Override
    public Optional<OnlineChecker> online() {
        return Optional.of(OnlineCheckers.ofBeginnings(this));
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        Writes writes = Writes.of(history);
        List<Anomaly> anomalies = new ArrayList<>(withoutMajority(history, writes));
        long judged = 0;
        for (Sample<Map<String, MasterMemory>> sample :
                Observations.of(history).samples(LeaderClient.MEMORY, MasterMemory::fromJson)) {
            for (MasterMemory memory : sample.value().values()) {
                if (memory.hasRecovered()
                        && memory.schedule().isPresent()
                        && !writes.isOutdated(memory.term(), sample.to())) {
                    judged++;
                    lost(memory, sample, writes).ifPresent(anomalies::add);
                }
            }
        }
        long acknowledged = writes.all().stream().filter(Write::acknowledged).count();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("changes", (long) writes.all().size());
        details.put("acknowledged", acknowledged);
        details.put("readingsJudged", judged);
        if (!anomalies.isEmpty()) {
            return new CheckResult(name(), Verdict.INVALID, anomalies.get(0).headline(), anomalies, details);
        }
        if (acknowledged == 0 || judged == 0) {
            String reason = "no maintenance schedule was acknowledged and read";
            return new CheckResult(name(), Verdict.UNKNOWN, reason, List.of(), details);
        }
        return new CheckResult(
                name(),
                Verdict.VALID,
                "all " + Say.count(judged, "reading") + " showed the maintenance schedule acknowledged last ("
                        + Say.count(acknowledged, "change") + ")",
                List.of(),
                details);
    }

    private static Optional<Anomaly> lost(MasterMemory memory, Sample<?> sample, Writes writes) {
        Optional<Write> owed = writes.lastAcknowledged(memory.term(), sample.from());
        List<Long> shown = memory.schedule().orElseThrow();
        if (owed.isEmpty()
                || shown.stream().allMatch(number -> isFine(number, owed.get(), writes)) && !shown.isEmpty()) {
            return Optional.empty();
        }
        Write write = owed.get();
        boolean failover = !memory.term().equals(write.term());
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("owed", write.number());
        details.put("shown", shown);
        details.put("acknowledgedMs", Say.millis(write.to()));
        details.put("readMs", Say.millis(sample.to()));
        return Optional.of(new Anomaly(
                (failover ? "after the failover to " + memory.node() : "the master on " + memory.node() + " lost:")
                        + " the maintenance schedule acknowledged by the master on " + write.node() + " at "
                        + Say.time(write.to()) + " was gone at " + Say.time(sample.to())
                        + (shown.isEmpty()
                                ? ": the leader showed none"
                                : ": the leader showed another, which that one had replaced"),
                null,
                sample.index(),
                List.of((long) write.fromIndex(), (long) write.index()),
                details));
    }

    private static boolean isFine(long number, Write owed, Writes writes) {
        return writes.numbered(number)
                .map(shown -> shown.number() == owed.number() || !shown.isReplacedBy(owed))
                .orElse(false);
    }

    private List<Anomaly> withoutMajority(History history, Writes writes) {
        List<Anomaly> anomalies = new ArrayList<>();
        for (FaultWindow window : FaultWindow.proven(history)) {
            // A process that was only crashed may be back at any time.
            Optional<Struck> struck = window.name().startsWith("crash") ? Optional.empty() : Struck.by(window, history);
            for (Write write : writes.all()) {
                if (struck.isPresent()
                        && write.acknowledged()
                        && window.certainAt(write.fromIndex())
                        && window.certainAt(write.index())
                        && struck.get().keepsFromRegistry(write.node(), expected)) {
                    anomalies.add(new Anomaly(
                            "the master on " + write.node() + " acknowledged a change of the registry at "
                                    + Say.time(write.to()) + " without a majority of the masters, which "
                                    + window.name() + " kept from it from "
                                    + Say.time(window.active().time()) + " on",
                            null,
                            write.index(),
                            List.of((long) window.active().index(), (long) write.fromIndex()),
                            Map.of("fault", window.name(), "description", window.description())));
                }
            }
        }
        return anomalies;
    }
}
