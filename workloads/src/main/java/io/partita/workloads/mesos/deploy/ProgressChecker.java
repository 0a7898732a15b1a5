package io.partita.workloads.mesos.deploy;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.history.History;
import io.partita.checker.liveness.ClockRule;
import io.partita.checker.liveness.Liveness;
import io.partita.checker.liveness.Moment;
import io.partita.checker.liveness.Obligation;
import io.partita.checker.liveness.Span;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import io.partita.workloads.mesos.AppSetup;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.observe.FinalPhase;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import io.partita.workloads.mesos.observe.Term;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges whether every deployment that was acknowledged or listed comes to its end in time, also when the leader that began it is gone, and
 * whether every app has exactly its instances on the nodes in the end. Clocks stand still while no settled Marathon and master
 * work together, and while an agent may be out of reach: its tasks can neither be ended nor be given up then.
 */
final class ProgressChecker implements JudgesOnline {

    static final String DEPLOYMENT = "deployment";
    static final String RESUMED = "deployment that outlived a leader";
    static final String CONVERGENCE = "convergence";

    private final Facts facts;

    ProgressChecker(Facts facts) {
        this.facts = facts;
    }

    @Override
    public String name() {
        return "liveness";
    }

    /** Deployments that are overdue; what is owed in the end is judged in the end. */
    @Override
    public Optional<OnlineChecker> online() {
        return Optional.of(OnlineCheckers.ofBeginnings(name(), beginning -> {
            Scene scene = new Scene(beginning, facts);
            return liveness(scene, deployments(scene)).certainlyMissed(beginning, Liveness.settled(beginning));
        }));
    }

    @Override
    public CheckResult check(History history, Budget budget) throws InterruptedException {
        Scene scene = new Scene(history, facts);
        List<Obligation> owed = deployments(scene);
        facts.apps().forEach(app -> convergence(scene, app).ifPresent(owed::add));
        FinalPhase.of(history)
                .ifPresent(
                        phase -> owed.add(phase.recovery(history, facts.bounds().recoveryBound())));
        return liveness(scene, owed).build().check(history, budget);
    }

    private List<Obligation> deployments(Scene scene) {
        List<Obligation> owed = new ArrayList<>();
        for (RollingApp app : facts.apps()) {
            deployments(scene, app).forEach((id, seen) -> owed.add(deployment(scene, app, id, seen)));
        }
        return owed;
    }

    private Liveness liveness(Scene scene, List<Obligation> owed) {
        return Liveness.checker(name())
                .observationInterval(facts.observationInterval())
                .obligations(each -> owed)
                .rule(ClockRule.outside(
                        "Mesos or Marathon was without a settled leader, or these did not reach each other",
                        each -> scene.control().working()))
                .rule(ClockRule.during("an agent was out of reach", each -> scene.someAgentAway(facts.agents())))
                .require(CONVERGENCE);
    }

    /**
     * Since when, and as what, a deployment was certainly under way.
     *
     * @param since the acknowledgement of the change, or the first time that it was listed
     * @param words what it does, as far as known
     */
    private record Seen(Moment since, String words) {}

    /** All deployments of {@code app} by id: those that were acknowledged, and those of unknown requests that were listed. */
    private static Map<String, Seen> deployments(Scene scene, RollingApp app) {
        Map<String, Seen> seen = new LinkedHashMap<>();
        Change.of(scene.changes(), app.id()).stream()
                .filter(change ->
                        change.isAcknowledged() && !change.deployment().isEmpty())
                .forEach(change -> seen.put(
                        change.deployment(),
                        new Seen(
                                change.ended(),
                                "the " + change.words() + " of app " + app.id() + ", acknowledged as deployment "
                                        + change.deployment())));
        for (Sample<Listing> listing : scene.listings()) {
            Listing.App shown = listing.value().apps().get(app.id());
            if (shown != null) {
                shown.deployments()
                        .forEach(id -> seen.putIfAbsent(
                                id,
                                new Seen(
                                        new Moment(listing.to(), listing.index()),
                                        "deployment " + id + " of app " + app.id()
                                                + ", first listed by the Marathon on "
                                                + listing.value().via())));
            }
        }
        return seen;
    }

    /** One that was ended by force is over, too. */
    private Obligation deployment(Scene scene, RollingApp app, String id, Seen seen) {
        Moment since = seen.since();
        Optional<Moment> over = scene.listings().stream()
                .filter(listing -> listing.fromIndex() > since.index())
                .filter(listing -> listing.value().apps().containsKey(app.id()))
                .filter(listing ->
                        !listing.value().apps().get(app.id()).deployments().contains(id))
                .findFirst()
                .map(listing -> new Moment(listing.to(), listing.index()));
        Optional<Term> successor = scene.control().marathons().stream()
                .filter(term -> term.from() > since.time())
                .filter(term -> over.isEmpty() || term.from() < over.get().time())
                .findFirst();
        String unmet = seen.words() + ", was not carried out to its end"
                + successor
                        .map(term -> " after the Marathon on " + term.node() + " took over at "
                                + term.from() / 1_000_000 + " ms")
                        .orElse("");
        Obligation owed = Obligation.of(
                successor.isPresent() ? RESUMED : DEPLOYMENT,
                "app " + app.id(),
                unmet,
                since,
                facts.deploymentBound(app));
        return over.map(owed::metAt).orElse(owed);
    }

    /** What is owed when the load is over: exactly as many tasks on the nodes as are wanted. */
    private Optional<Obligation> convergence(Scene scene, RollingApp app) {
        Optional<FinalPhase> phase = FinalPhase.of(scene.history());
        if (phase.isEmpty()) {
            return Optional.empty();
        }
        List<Sample<NodeTasks>> looks = Observations.of(scene.history()).processes().stream()
                .filter(look -> look.fromIndex() > phase.get().begun().index())
                .filter(look -> look.value().unreadable().isEmpty())
                .toList();
        if (looks.isEmpty()) {
            return Optional.empty();
        }
        Sample<NodeTasks> last = looks.get(looks.size() - 1);
        Set<Long> wanted = Wanted.of(scene.changes(), app)
                .instances(new Span(phase.get().begun().time(), scene.end().time()));
        String numbers =
                String.join(" or ", wanted.stream().map(String::valueOf).toList());
        Obligation owed = Obligation.of(
                CONVERGENCE,
                "app " + app.id(),
                "app " + app.id() + " had " + live(last, app) + " living tasks at the end instead of " + numbers,
                phase.get().begun(),
                facts.convergenceBound());
        return Optional.of(looks.stream()
                .filter(look -> wanted.contains(live(look, app)))
                .findFirst()
                .map(look -> owed.metAt(new Moment(look.to(), look.index())))
                .orElse(owed));
    }

    private static long live(Sample<NodeTasks> look, RollingApp app) {
        return AppSetup.live(look.value()).getOrDefault(app.id(), 0L);
    }
}
