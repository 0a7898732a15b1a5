package io.partita.workloads.mesos.leader;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.mesos.observe.MasterView;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * That a master which does not lead never shows another's state as its own: from 1.0 on it redirects or says that nobody
 * leads, before that it shows its own view, which is empty. Whether it leads the way in time is for {@link Leading}.
 */
final class StandbyChecker implements JudgesOnline {

    private final Expected expected;

    StandbyChecker(Expected expected) {
        this.expected = expected;
    }

    @Override
    public String name() {
        return "standby-answers";
    }

    /** The first and the last of answers that are wrong in one way, by one master. */
    private static final class Offence {
        private final String words;
        private final Sample<?> first;
        private Sample<?> last;
        private long times;

        private Offence(String words, Sample<?> first) {
            this.words = words;
            this.first = first;
        }

        private Anomaly anomaly() {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("answers", times);
            details.put("firstMs", Say.millis(first.to()));
            details.put("lastMs", Say.millis(last.to()));
            return new Anomaly(
                    words + " (" + Say.count(times, "answer") + " " + Say.span(first.to(), last.to()) + ")",
                    null,
                    first.index(),
                    List.of((long) last.index()),
                    details);
        }
    }

    /** An answer that was wrong stays so. */
    @Override
    public Optional<OnlineChecker> online() {
        return Optional.of(OnlineCheckers.ofBeginnings(this));
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        Map<String, Offence> offences = new TreeMap<>();
        long standbys = 0;
        for (Sample<Map<String, MasterView>> sample : Observations.of(history).masters()) {
            for (MasterView view : sample.value().values()) {
                standbys += view.status() > 0 && !view.leads() ? 1 : 0;
                if (expected.standbysRedirect() && view.status() == 200 && !view.leads()) {
                    add(
                            offences,
                            "the standby master on " + view.node()
                                    + " answered 200 with a state of its own instead of a redirect to the leader",
                            sample);
                }
            }
        }
        for (Sample<Map<String, MasterMemory>> sample :
                Observations.of(history).samples(LeaderClient.MEMORY, MasterMemory::fromJson)) {
            sample.value().values().forEach(memory -> judge(memory, sample, offences));
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("answersOfStandbys", standbys);
        List<Anomaly> anomalies =
                new ArrayList<>(offences.values().stream().map(Offence::anomaly).toList());
        if (!anomalies.isEmpty()) {
            return new CheckResult(name(), Verdict.INVALID, anomalies.get(0).headline(), anomalies, details);
        }
        if (standbys == 0) {
            String reason = expected.on(Role.MASTER).size() > 1
                    ? "no standby master ever answered"
                    : "there is no standby master";
            return new CheckResult(name(), Verdict.UNKNOWN, reason, List.of(), details);
        }
        return new CheckResult(
                name(),
                Verdict.VALID,
                "none of " + Say.count(standbys, "answer") + " of standby masters showed another's state",
                List.of(),
                details);
    }

    private void judge(MasterMemory memory, Sample<?> sample, Map<String, Offence> offences) {
        if (memory.denies()) {
            add(
                    offences,
                    "the standby master on " + memory.node()
                            + " answered as if it led, with a copy of a leader's state, while its own metrics say that it is"
                            + " not elected",
                    sample);
        }
        boolean empty = memory.agents() == 0 && memory.frameworks() == 0;
        if (!expected.standbysRedirect() && memory.status() == 200 && !memory.leads() && !empty) {
            add(
                    offences,
                    "the standby master on " + memory.node()
                            + " showed agents or frameworks, which only a leader knows",
                    sample);
        }
    }

    private static void add(Map<String, Offence> offences, String words, Sample<?> sample) {
        Offence offence = offences.computeIfAbsent(words, unused -> new Offence(words, sample));
        offence.last = sample;
        offence.times++;
    }
}
