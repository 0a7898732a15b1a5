package io.partita.workloads.mesos.agents;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.history.History;
import io.partita.checker.liveness.Span;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import io.partita.workloads.mesos.observe.ClusterState;
import io.partita.workloads.mesos.observe.ClusterState.Agent;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Agents come back as whom they may. From 1.1 on an agent keeps its id whatever happens; before, an agent that was removed
 * never comes back under its id to the same leader, and one that was not removed keeps it. A machine that an operator
 * takes away is not judged: its agent may begin anew.
 */
record ReturnChecker(Promises promises) implements JudgesOnline {

    /** What was said about an agent. */
    private record Seen(LeaderTerm term, Sample<ClusterState> sample, String id) {}

    @Override
    public String name() {
        return "returns";
    }

    /** Where agents keep their ids whatever happens, another id stays one. Elsewhere it takes to know whether the agent may have
     * been lost, and that later observations may tell. */
    @Override
    public Optional<OnlineChecker> online() {
        return promises.agentsReturn() ? Optional.of(OnlineCheckers.ofBeginnings(this)) : Optional.empty();
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        Contact contact = new Contact(history, promises);
        List<LeaderTerm> terms = LeaderTerm.of(history);
        Losses losses = new Losses(promises, contact, terms);
        Findings findings = new Findings(name());
        long judged = 0;
        long returns = 0;
        for (String node : promises.agents()) {
            List<Seen> seen = seen(terms, node);
            judged += seen.size();
            for (int i = 1; i < seen.size(); i++) {
                if (!seen.get(i).id.equals(seen.get(i - 1).id)) {
                    changed(node, seen.get(i - 1), seen.get(i), contact, losses, findings);
                }
            }
            returns += losses.departures().stream()
                    .filter(departure -> departure.node().equals(node))
                    .filter(departure -> cameBack(departure, seen, findings))
                    .count();
        }
        findings.detail("returns", returns);
        findings.detail("ids", ids(terms));
        return findings.result(
                judged,
                Findings.count(returns, "agent") + " came back after a removal, each as "
                        + (promises.agentsReturn() ? "the agent that it was" : "another agent"),
                "no agent was ever listed by a leading master");
    }

    private static List<Seen> seen(List<LeaderTerm> terms, String node) {
        List<Seen> seen = new ArrayList<>();
        for (LeaderTerm term : terms) {
            for (Sample<ClusterState> sample : term.samples()) {
                Agent agent = sample.value().agents().get(node);
                if (agent != null && agent.id() != null) {
                    seen.add(new Seen(term, sample, agent.id()));
                }
            }
        }
        seen.sort(Comparator.comparingInt(each -> each.sample.index()));
        return seen;
    }

    private void changed(String node, Seen before, Seen after, Contact contact, Losses losses, Findings findings) {
        long from = before.sample.from();
        long to = after.sample.to();
        boolean excused = contact.downtime(node).totalWithin(new Span(from, Math.max(from, to))) > 0
                || !promises.agentsReturn() && losses.mayBeRemoved(node, before.id, from, to);
        if (excused) {
            return;
        }
        String promise = promises.agentsReturn()
                ? "an agent that returns keeps its id"
                : "it was never away for the " + Findings.length(promises.lostAfter())
                        + " after which an agent is lost";
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("node", node);
        figures.put("before", before.id);
        figures.put("after", after.id);
        figures.put("fromMs", Findings.millis(from));
        figures.put("toMs", Findings.millis(to));
        findings.add(
                "the agent on " + node + " was " + before.id + " at " + Findings.at(from) + " and is " + after.id
                        + " at " + Findings.at(to)
                        + contact.latestBefore(to, node, after.term.node())
                                .map(fault -> " (after fault " + fault.name() + ")")
                                .orElse("")
                        + ": " + promise,
                after.sample.index(),
                List.of(before.sample.index()),
                figures);
    }

    /** Whether the agent was listed again; up to 1.0, that must not be under its id by the leader that removed it. */
    private boolean cameBack(Departure departure, List<Seen> seen, Findings findings) {
        for (Seen each : seen) {
            if (each.sample.from() < departure.latest()) {
                continue;
            }
            boolean same = each.term == departure.term() && each.id.equals(departure.agentId());
            if (same && !promises.agentsReturn()) {
                findings.add(
                        "agent " + each.id + " on " + departure.node() + ", removed by the master on "
                                + departure.term().node() + " by " + Findings.at(departure.latest())
                                + ", was registered again by it at " + Findings.at(each.sample.to())
                                + " under the same id: an agent that was removed is told to shut down",
                        each.sample.index(),
                        List.of(departure.before().index(), departure.after().index()),
                        Map.of("node", departure.node(), "agent", each.id));
            }
            return true;
        }
        return false;
    }

    private static Map<String, Object> ids(List<LeaderTerm> terms) {
        Map<String, List<Object>> ids = new HashMap<>();
        for (LeaderTerm term : terms) {
            for (Sample<ClusterState> sample : term.samples()) {
                sample.value().agents().forEach((node, agent) -> {
                    List<Object> known = ids.computeIfAbsent(node, unused -> new ArrayList<>());
                    if (agent.id() != null && !known.contains(agent.id())) {
                        known.add(agent.id());
                    }
                });
            }
        }
        Map<String, Object> ordered = new LinkedHashMap<>();
        ids.keySet().stream().sorted().forEach(node -> ordered.put(node, ids.get(node)));
        return ordered;
    }
}
