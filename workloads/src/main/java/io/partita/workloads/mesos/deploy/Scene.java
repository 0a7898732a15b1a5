package io.partita.workloads.mesos.deploy;

import io.partita.checker.history.History;
import io.partita.checker.liveness.Moment;
import io.partita.checker.liveness.Span;
import io.partita.checker.liveness.Spans;
import io.partita.workloads.mesos.nodes.LedgerEntry;
import io.partita.workloads.mesos.observe.ControlPlane;
import io.partita.workloads.mesos.observe.Moments;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import io.partita.workloads.mesos.observe.TaskLife;
import io.partita.workloads.mesos.observe.TaskLives;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a history shows, put together for one judgement. Not thread-safe. */
final class Scene {

    /** Two processes of one node see its clock alike but for the time that it takes to write a line. */
    private static final long WRITING = Duration.ofMillis(30).toNanos();

    private final History history;
    private final List<Change> changes;
    private final List<TaskLife> lives;
    private final ControlPlane control;
    private final Losses losses;
    private final List<Sample<Listing>> listings;
    private final Map<String, String> tokens = new HashMap<>();
    private final Moments moments;
    private final long error;
    private final boolean complete;

    Scene(History history, Facts facts) {
        this.history = history;
        this.changes = Change.of(history);
        this.lives = TaskLives.of(history);
        this.control = ControlPlane.of(
                history, facts.masters(), facts.agents(), facts.bounds().settleBound());
        this.losses = new Losses(
                control,
                facts.bounds().agentLossWindow().earliest().minus(facts.observationInterval()),
                facts.bounds().convergenceBound());
        this.listings = Listing.of(history);
        this.moments = new Moments(history);
        Observations observations = Observations.of(history);
        this.error = WRITING
                + observations.ledger().stream()
                        .flatMap(ledger -> ledger.value().entries().stream())
                        .mapToLong(LedgerEntry::errorNs)
                        .max()
                        .orElse(0);
        Set<String> read = new HashSet<>();
        observations
                .ledger()
                .ifPresent(ledger -> ledger.value().nodes().forEach((node, reading) -> {
                    if (reading.value().isPresent()) {
                        read.add(node);
                    }
                }));
        this.complete = read.containsAll(facts.agents());
        learnTokens();
    }

    /** Versions are told by answers to upgrades, and by whatever shows an app's version together with its token. */
    private void learnTokens() {
        for (Change change : changes) {
            if (change.kind() == Change.Kind.UPGRADE && !change.version().isEmpty()) {
                tokens.put(change.app() + " " + change.version(), String.valueOf(change.value()));
            }
        }
        listings.forEach(listing ->
                listing.value().apps().forEach((id, app) -> tokens.putIfAbsent(id + " " + app.version(), app.token())));
    }

    History history() {
        return history;
    }

    List<Change> changes() {
        return changes;
    }

    ControlPlane control() {
        return control;
    }

    Losses losses() {
        return losses;
    }

    List<Sample<Listing>> listings() {
        return listings;
    }

    Moments moments() {
        return moments;
    }

    /** How far off times that tasks wrote may be, ns. */
    long error() {
        return error;
    }

    /** Whether what tasks wrote was read from every node. */
    boolean isComplete() {
        return complete;
    }

    /** The tasks of {@code app}, by their beginning. */
    List<TaskLife> lives(RollingApp app) {
        return TaskLives.of(lives, app.id());
    }

    /** The token that a task was started with; empty if nobody told what its version means. */
    Optional<String> token(TaskLife life) {
        return Optional.ofNullable(tokens.get(life.app() + " " + life.version()));
    }

    /**
     * Whether {@code listing} certainly came from the one Marathon that led, undisturbed, all the while that it was asked:
     * then what it says is true.
     */
    boolean isAuthentic(Sample<Listing> listing) {
        Span asked = new Span(listing.from(), listing.to());
        boolean asksLeader = control.marathons().stream()
                .anyMatch(term -> term.node().equals(listing.value().via())
                        && term.from() <= asked.from()
                        && asked.to() <= term.to());
        return asksLeader && control.working().complement(asked).isEmpty();
    }

    /** When some agent may have been out of reach. */
    Spans someAgentAway(List<String> agents) {
        Spans away = Spans.NONE;
        for (String node : agents) {
            away = away.union(control.unreachable(node));
        }
        return away;
    }

    Moment end() {
        return Moment.endOf(history);
    }
}
