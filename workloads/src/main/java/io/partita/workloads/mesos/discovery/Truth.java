package io.partita.workloads.mesos.discovery;

import io.partita.checker.history.History;
import io.partita.checker.liveness.Span;
import io.partita.checker.liveness.Spans;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.mesos.nodes.NodeReading;
import io.partita.workloads.mesos.nodes.TaskLedger;
import io.partita.workloads.mesos.observe.ControlPlane;
import io.partita.workloads.mesos.observe.Cuts;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import io.partita.workloads.mesos.observe.TaskLife;
import io.partita.workloads.mesos.observe.TaskLives;
import io.partita.workloads.mesos.observe.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a history proves about the tasks of the app, and about when news of them could reach a source. Not thread-safe.
 */
final class Truth {

    private final Facts facts;
    private final ControlPlane control;
    private final Cuts cuts;
    private final List<TaskLife> lives;
    private final Map<String, List<TaskLife>> byTask = new LinkedHashMap<>();
    private final boolean complete;
    private final Map<List<String>, Spans> informed = new HashMap<>();

    Truth(History history, Facts facts) {
        this.facts = facts;
        this.control = ControlPlane.of(
                history, facts.masters(), facts.agents(), facts.bounds().settleBound());
        this.cuts = Cuts.of(history);
        this.lives = TaskLives.of(TaskLives.of(history), facts.app());
        lives.forEach(life ->
                byTask.computeIfAbsent(life.task(), task -> new ArrayList<>()).add(life));
        Optional<Sample<TaskLedger>> ledger = Observations.of(history).ledger();
        this.complete = ledger.isPresent()
                && facts.agents().stream().allMatch(node -> {
                    NodeReading<?> reading = ledger.get().value().nodes().get(node);
                    return reading != null && reading.value().isPresent();
                });
    }

    ControlPlane control() {
        return control;
    }

    /** The lives of the app's tasks, by their beginning. */
    List<TaskLife> lives() {
        return lives;
    }

    /** The lives of {@code task}; empty if nobody saw it. */
    List<TaskLife> of(String task) {
        return byTask.getOrDefault(task, List.of());
    }

    /** Whether no task can have lived unseen: what tasks wrote was read from every agent's node. */
    boolean isComplete() {
        return complete;
    }

    /** When {@code task} was over; empty if it never lived or may live still. */
    OptionalLong over(String task) {
        List<TaskLife> own = of(task);
        if (own.isEmpty() || own.stream().anyMatch(life -> life.end().isEmpty())) {
            return OptionalLong.empty();
        }
        return own.stream().mapToLong(life -> life.end().orElseThrow().time()).max();
    }

    /** The tasks that certainly lived at {@code time}. */
    Set<String> living(long time) {
        return lives.stream()
                .filter(life -> life.livedAt(time))
                .map(TaskLife::task)
                .collect(Collectors.toSet());
    }

    /** When news of tasks on {@code node} reached {@code source}, if all did what they should. */
    Spans informed(Source source, String node) {
        return informed.computeIfAbsent(
                List.of(source.role().label(), source.role() == Role.DISCOVERY ? source.node() : "", node), key -> {
                    Spans spans = minus(control.working(), control.unreachable(node));
                    return source.role() == Role.DISCOVERY ? minus(spans, cutFromLeader(source.node())) : spans;
                });
    }

    private Spans cutFromLeader(String node) {
        List<Span> cut = new ArrayList<>();
        for (Term term : control.masters()) {
            cut.addAll(cuts.between(term.node(), node)
                    .intersection(Spans.of(term.span()))
                    .list());
        }
        return Spans.of(cut);
    }

    private static Spans minus(Spans spans, Spans without) {
        List<Span> rest = new ArrayList<>();
        spans.list().forEach(span -> rest.addAll(without.complement(span).list()));
        return Spans.of(rest);
    }

    /**
     * Whether {@code source} must have heard at {@code at} what happened to a task on {@code node} at {@code since}: news had
     * the time that it needs, and as much more as it was held up before. What is held up is sent again at intervals that
     * double, so it comes at the latest after it has been held up for as long again.
     */
    boolean mustKnow(Source source, String node, long since, long at) {
        if (at <= since) {
            return false;
        }
        long running = informed(source, node).totalWithin(new Span(since, at));
        long heldUp = at - since - running;
        return running > facts.bound(source.role()).toNanos() + heldUp;
    }

    /** Whether news of tasks on {@code node} reached {@code source} all the time from {@code from} to {@code to}. */
    boolean informedAllTheTime(Source source, String node, long from, long to) {
        return informed(source, node).list().stream().anyMatch(span -> span.from() <= from && to <= span.to());
    }

    /**
     * Whether Mesos may have given the tasks on {@code node} up before {@code time}: then they may be unknown, and are ended
     * when they come back.
     */
    boolean mayBeGivenUp(String node, long time) {
        return control.wasAwayFor(
                node, facts.bounds().agentLossWindow().earliest().minus(facts.observationInterval()), time);
    }
}
