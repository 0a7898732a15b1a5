package io.partita.workloads.mesos.discovery;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.checker.liveness.FaultWindow;
import io.partita.checker.liveness.Liveness;
import io.partita.checker.liveness.Moment;
import io.partita.checker.liveness.Obligation;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.mesos.observe.Detection;
import io.partita.workloads.mesos.observe.FinalPhase;
import io.partita.workloads.mesos.observe.Moments;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges whether sources learn of living tasks in time, and name exactly these in the end. */
final class KnowledgeChecker implements Checker {

    private final Facts facts;

    KnowledgeChecker(Facts facts) {
        this.facts = facts;
    }

    @Override
    public String name() {
        return "liveness";
    }

    @Override
    public CheckResult check(History history, Budget budget) throws InterruptedException {
        Truth truth = new Truth(history, facts);
        List<Sample<Listing>> listings = Listing.all(history);
        List<Obligation> owed = new ArrayList<>();
        FinalPhase.of(history).ifPresent(phase -> {
            owed.addAll(new Agreement(facts, truth, listings).obligations(phase));
            owed.add(phase.recovery(history, facts.bounds().recoveryBound()));
        });
        owed.addAll(new Knowledge(facts, truth, new Moments(history), listings).obligations());
        return Liveness.checker(name())
                .observationInterval(facts.observationInterval())
                .obligations(each -> owed)
                .require(Agreement.KIND)
                .require(Knowledge.kind(Role.MARATHON))
                .detection("a leader changed, or an agent was given up", Detection::of)
                .recovery("a Marathon names only instances that answer", (each, window) -> recovered(listings, window))
                .build()
                .check(history, budget);
    }

    private static Optional<Moment> recovered(List<Sample<Listing>> listings, FaultWindow window) {
        return listings.stream()
                .filter(listing -> listing.fromIndex() > window.ending().index())
                .filter(listing -> listing.value().source().role() == Role.MARATHON)
                .filter(listing -> !listing.value().instances().isEmpty())
                .filter(listing -> listing.value().instances().stream()
                        .allMatch(instance -> instance.task().equals(instance.answer())))
                .findFirst()
                .map(listing -> new Moment(listing.to(), listing.index()));
    }
}
