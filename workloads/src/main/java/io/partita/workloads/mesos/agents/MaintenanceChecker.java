package io.partita.workloads.mesos.agents;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.liveness.Span;
import io.partita.workloads.mesos.observe.ClusterState;
import io.partita.workloads.mesos.observe.ClusterState.Agent;
import io.partita.workloads.mesos.observe.Sample;
import io.partita.workloads.mesos.observe.TaskLife;
import io.partita.workloads.mesos.observe.TaskLives;
import java.util.List;
import java.util.Map;

/**
 * A machine that is down for maintenance has no registered agent, and no task begins on it, from shortly after going down was
 * acknowledged until it is asked to come up. Where the run takes no machine down there is nothing to judge.
 *
 * @param expected whether the run was to take a machine down
 */
record MaintenanceChecker(Promises promises, boolean expected) implements Checker {

    @Override
    public String name() {
        return "maintenance";
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        Findings findings = new Findings(name());
        long looks = 0;
        long times = 0;
        for (Downtime time : Downtime.of(history)) {
            if (time.certain().isEmpty()) {
                continue;
            }
            times++;
            looks += registered(history, time, findings);
            begun(history, time, findings);
        }
        findings.detail("downtimes", times);
        if (!expected) {
            return new CheckResult(
                    name(), Verdict.VALID, "no machine was to be taken down for maintenance", List.of(), Map.of());
        }
        return findings.result(
                looks,
                "a machine that was down had no agent and got no task in " + Findings.count(looks, "observation"),
                "no machine was observed while it was down for maintenance");
    }

    private long registered(History history, Downtime time, Findings findings) {
        Span down = time.certain().orElseThrow();
        // That the machine is down is acknowledged before its agents are written out of the registry.
        long gone = down.from() + promises.processing().toNanos();
        long looks = 0;
        boolean found = false;
        List<LeaderTerm> terms = LeaderTerm.of(history);
        for (int i = 0; i < terms.size(); i++) {
            // A leader that was deposed may not have heard of it.
            long deposed = i + 1 < terms.size() ? terms.get(i + 1).first().from() : Long.MAX_VALUE;
            for (Sample<ClusterState> sample : terms.get(i).samples()) {
                if (sample.from() < gone || sample.to() > Math.min(deposed, down.to())) {
                    continue;
                }
                looks++;
                Agent agent = sample.value().agents().get(time.node());
                if (agent != null && !found) {
                    found = true;
                    findings.add(
                            "agent " + agent.id() + " on " + time.node() + " was registered at "
                                    + Findings.at(sample.to()) + ", although its machine was down for maintenance from "
                                    + Findings.at(down.from()) + " until it was asked to come up at "
                                    + Findings.at(down.to()),
                            sample.index(),
                            List.of(time.down().orElseThrow().index()),
                            Map.of("node", time.node()));
                }
            }
        }
        return looks;
    }

    private void begun(History history, Downtime time, Findings findings) {
        Span down = time.certain().orElseThrow();
        for (TaskLife life : TaskLives.of(history)) {
            // What was launched before may take its time to begin, and is then killed.
            boolean after = life.start() >= down.from() + promises.processing().toNanos() && life.start() <= down.to();
            if (after && life.node().equals(time.node()) && promises.instances().containsKey(life.app())) {
                findings.add(
                        "task " + life.task() + " began on " + time.node() + " at " + Findings.at(life.start())
                                + ", although that machine was down for maintenance from " + Findings.at(down.from())
                                + " until it was asked to come up at " + Findings.at(down.to()),
                        time.upAsked().index() < history.size() ? time.upAsked().index() : history.size() - 1,
                        List.of(time.down().orElseThrow().index()),
                        Map.of("task", life.task(), "node", time.node()));
            }
        }
    }
}
