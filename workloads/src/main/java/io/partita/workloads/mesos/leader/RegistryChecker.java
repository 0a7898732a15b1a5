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
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * That a new leader knows the agents that the last one had admitted. From 1.1 on an agent that is lost stays in the registry
 * as unreachable; before, losing it erases it, so then only runs without faults that agents feel are judged.
 */
final class RegistryChecker implements JudgesOnline {

    private static final Set<Role> HARMLESS = Set.of(Role.MASTER, Role.MARATHON);

    private final Expected expected;

    RegistryChecker(Expected expected) {
        this.expected = expected;
    }

    @Override
    public String name() {
        return "agents-remembered";
    }

    /** A registry is compared with what was read before it: what comes later changes nothing. */
    @Override
    public Optional<OnlineChecker> online() {
        return Optional.of(OnlineCheckers.ofBeginnings(this));
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        Writes writes = Writes.of(history);
        Set<String> admitted = new LinkedHashSet<>();
        Set<String> terms = new HashSet<>();
        List<Anomaly> anomalies = new ArrayList<>();
        String lastTerm = null;
        for (Sample<Map<String, MasterMemory>> sample :
                Observations.of(history).samples(LeaderClient.MEMORY, MasterMemory::fromJson)) {
            for (MasterMemory memory : sample.value().values()) {
                if (!memory.hasRecovered()
                        || memory.admitted().isEmpty()
                        || writes.isOutdated(memory.term(), sample.to())) {
                    continue;
                }
                Set<String> known = new HashSet<>(memory.admitted().get());
                known.addAll(memory.away());
                List<String> missing =
                        admitted.stream().filter(id -> !known.contains(id)).toList();
                boolean other = lastTerm != null && !lastTerm.equals(memory.term());
                if (!missing.isEmpty() && other && !mayHaveBeenErased(history, sample)) {
                    anomalies.add(anomaly(memory, sample, missing));
                }
                admitted.clear();
                admitted.addAll(memory.admitted().get());
                terms.add(memory.term());
                lastTerm = memory.term();
            }
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("terms", (long) terms.size());
        details.put("agents", List.copyOf(admitted));
        if (!anomalies.isEmpty()) {
            return new CheckResult(name(), Verdict.INVALID, anomalies.get(0).headline(), anomalies, details);
        }
        if (terms.isEmpty()) {
            return new CheckResult(name(), Verdict.UNKNOWN, "no leader's registry was read", List.of(), details);
        }
        return new CheckResult(
                name(),
                Verdict.VALID,
                "no agent was forgotten by " + Say.count(terms.size(), "leader") + " in turn",
                List.of(),
                details);
    }

    private boolean mayHaveBeenErased(History history, Sample<?> sample) {
        return !expected.remembersLostAgents()
                && FaultWindow.of(history).stream()
                        .filter(window -> window.begun().index() < sample.index())
                        .anyMatch(window -> !Struck.roles(window.name())
                                .filter(HARMLESS::containsAll)
                                .isPresent());
    }

    private static Anomaly anomaly(MasterMemory memory, Sample<?> sample, List<String> missing) {
        return new Anomaly(
                "after the failover to " + memory.node() + " the registry did not know "
                        + Say.count(missing.size(), "agent") + " any more that had been admitted: "
                        + String.join(", ", missing) + ", at " + Say.time(sample.to()),
                null,
                sample.index(),
                List.of(),
                Map.of("missing", missing));
    }
}
