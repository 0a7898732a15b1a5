package io.partita.workloads.mesos.agents;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.history.History;
import io.partita.checker.liveness.FaultWindow;
import io.partita.checker.liveness.Liveness;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import io.partita.workloads.mesos.observe.ClusterState;
import io.partita.workloads.mesos.observe.Sample;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * No agent is given up too early. Three rules, each with the earliest time at which documentation allows it:
 *
 * <ul>
 *   <li>an agent that is registered with a leader, and whose pings stay unanswered: N·T after it could last answer
 *   <li>an agent that a new leader only knows from the registry: the re-registration time after the leader's term began
 *   <li>a further agent, where the rate of removals is limited: so long after the one before
 * </ul>
 *
 * <p>When something happened lies between two observations; the reading that is best for the system counts.
 */
record RemovalChecker(Promises promises) implements JudgesOnline {

    @Override
    public String name() {
        return "removals";
    }

    /** That pings were answered, and that one removal followed another too soon, is certain once all is known that began before
     * the removal. What a new leader gives up is compared with what the old one said last, which may not have been said yet. */
    @Override
    public Optional<OnlineChecker> online() {
        return Optional.of(OnlineCheckers.ofBeginnings(name(), this::certain));
    }

    private List<Anomaly> certain(History beginning) {
        Contact contact = new Contact(beginning, promises);
        long settled = Liveness.settled(beginning);
        List<Departure> departures = Departure.of(LeaderTerm.of(beginning)).stream()
                .filter(departure -> departure.latest() < settled)
                .toList();
        Findings findings = new Findings(name());
        tooSoon(departures, contact, findings);
        return findings.anomalies();
    }

    /** Those whose pings were answered, and those that followed others too fast. */
    private void tooSoon(List<Departure> departures, Contact contact, Findings findings) {
        departures.stream()
                .filter(departure -> !contact.mayBeTakenAway(departure))
                .forEach(departure -> unanswered(departure, contact, findings));
        promises.removalSpacing().ifPresent(spacing -> tooFast(departures, spacing, contact, findings));
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        Contact contact = new Contact(history, promises);
        List<LeaderTerm> terms = LeaderTerm.of(history);
        List<Departure> departures = Departure.of(terms);
        Findings findings = new Findings(name());
        tooSoon(departures, contact, findings);
        for (int i = 1; i < terms.size(); i++) {
            unheardOf(terms.get(i - 1), terms.get(i), departures, contact, findings);
        }
        findings.detail("terms", (long) terms.size());
        findings.detail(
                "removals", departures.stream().map(each -> row(each, contact)).toList());
        long samples = terms.stream().mapToLong(term -> term.samples().size()).sum();
        return findings.result(
                samples,
                (departures.isEmpty()
                                ? "no agent was given up"
                                : Findings.count(departures.size(), "removal of an agent")
                                        .replace("removal of an agents", "removals of agents"))
                        + " in " + Findings.count(samples, "observation") + " of leading masters; none too early",
                "no leading master was observed");
    }

    private void unanswered(Departure departure, Contact contact, Findings findings) {
        OptionalLong answered = lastAnswer(departure, contact);
        if (answered.isEmpty()) {
            return;
        }
        long unanswered = departure.latest() - answered.getAsLong();
        if (unanswered < promises.lostAfter().toNanos()) {
            Map<String, Object> figures = row(departure, contact);
            figures.put("lostAfterMs", promises.lostAfter().toMillis());
            findings.add(
                    "agent " + departure.agentId() + " on " + departure.node() + " was given up by the master on "
                            + departure.term().node() + " between " + Findings.at(departure.earliest()) + " and "
                            + Findings.at(departure.latest()) + ", although "
                            + reason(departure, contact, unanswered, answered.getAsLong()),
                    departure.after().index(),
                    List.of(departure.before().index()),
                    figures);
        }
    }

    private String reason(Departure departure, Contact contact, long unanswered, long answered) {
        String earliest =
                "an agent is lost after " + Findings.length(promises.lostAfter()) + " without answers at the earliest";
        if (unanswered == 0) {
            return "nothing had kept it from answering pings: " + earliest;
        }
        return "it could answer pings until " + Findings.at(answered) + ", " + Findings.length(unanswered) + " before"
                + contact.latestBefore(
                                departure.latest(),
                                departure.node(),
                                departure.term().node())
                        .map(fault -> " (fault " + fault.name() + ")")
                        .orElse("")
                + ": " + earliest;
    }

    private OptionalLong lastAnswer(Departure departure, Contact contact) {
        OptionalLong last =
                contact.lastBefore(departure.node(), departure.term().node(), departure.latest());
        return last.isEmpty() ? last : OptionalLong.of(Math.max(last.getAsLong(), departure.registered()));
    }

    private void unheardOf(
            LeaderTerm before, LeaderTerm now, List<Departure> departures, Contact contact, Findings findings) {
        ClusterState old = before.last().value();
        long mayBeLost = old.agents().keySet().stream()
                .filter(node -> mayBeLost(node, before, now, contact))
                .count();
        for (Sample<ClusterState> sample : now.samples()) {
            long passed = sample.to() - now.unseen();
            if (passed >= promises.reregistration().toNanos()) {
                return;
            }
            long removed = departures.stream()
                    .filter(departure -> departure.term() == now && departure.latest() <= sample.to())
                    .count();
            long early = sample.value().unreachable() - old.unreachable() - mayBeLost - removed;
            if (early > 0) {
                TreeSet<String> missing = new TreeSet<>(old.agents().keySet());
                missing.removeAll(sample.value().agents().keySet());
                Map<String, Object> figures = new LinkedHashMap<>();
                figures.put("unreachable", (long) sample.value().unreachable());
                figures.put("unreachableBefore", (long) old.unreachable());
                figures.put("passedMs", Findings.millis(passed));
                figures.put("reregistrationMs", promises.reregistration().toMillis());
                findings.add(
                        "the new leader on " + now.node() + " gave up " + Findings.count(early, "agent")
                                + (missing.isEmpty() ? "" : " of " + missing) + " by " + Findings.at(sample.to())
                                + ", at most " + Findings.length(passed)
                                + " after it took over: agents that have not come back yet have "
                                + Findings.length(promises.reregistration()),
                        sample.index(),
                        List.of(before.last().index(), now.first().index()),
                        figures);
                return;
            }
        }
    }

    /** The leader before may have lost an agent after it was last seen. */
    private boolean mayBeLost(String node, LeaderTerm before, LeaderTerm now, Contact contact) {
        long by = now.first().to();
        return contact.impeded(node, before.node()).list().stream()
                .anyMatch(span -> span.from() + promises.lostAfter().toNanos() <= Math.min(by, span.to()));
    }

    private void tooFast(List<Departure> departures, Duration spacing, Contact contact, Findings findings) {
        for (Departure second : departures) {
            for (Departure first : departures) {
                boolean follows = first.term() == second.term() && first.latest() < second.latest()
                        || first.term() == second.term()
                                && first.latest() == second.latest()
                                && first.node().compareTo(second.node()) < 0;
                long apart = second.latest() - first.earliest();
                boolean counts = isLoss(first, contact) && isLoss(second, contact);
                if (follows && counts && apart < spacing.toNanos()) {
                    findings.add(
                            "agents on " + first.node() + " and " + second.node() + " were given up within "
                                    + Findings.length(apart) + " (until " + Findings.at(second.latest())
                                    + "): the rate of removals allows one in " + Findings.length(spacing),
                            second.after().index(),
                            List.of(first.after().index()),
                            row(second, contact));
                }
            }
        }
    }

    /** One that an operator takes away, or that another one replaces, needs no turn. */
    private static boolean isLoss(Departure departure, Contact contact) {
        return departure.successor() == null && !contact.mayBeTakenAway(departure);
    }

    private Map<String, Object> row(Departure departure, Contact contact) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("node", departure.node());
        row.put("agent", departure.agentId());
        row.put("master", departure.term().node());
        row.put("fromMs", Findings.millis(departure.earliest()));
        row.put("toMs", Findings.millis(departure.latest()));
        lastAnswer(departure, contact).ifPresent(last -> row.put("answeredUntilMs", Findings.millis(last)));
        Optional<FaultWindow> fault = contact.latestBefore(
                departure.latest(), departure.node(), departure.term().node());
        fault.ifPresent(window -> row.put("fault", window.name()));
        return row;
    }
}
