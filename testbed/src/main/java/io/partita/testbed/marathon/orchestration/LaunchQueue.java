package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.orchestration.Placement.Candidate;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Orchestrator.Queued;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The instances that wait for an offer, those first that have waited longest, and what became of offers for them. */
final class LaunchQueue {

    private static final class Counters {
        private int processed;
        private int unused;
        private Long lastUsed;
        private Long lastUnused;
    }

    private final Context context;
    private final InstanceTable table;
    private final LaunchDelays delays;
    private final Function<Instance, AppDefinition> definition;
    private final Map<String, Counters> counters = new HashMap<>();

    /** @param definition by which an instance is to be launched now */
    LaunchQueue(
            Context context, InstanceTable table, LaunchDelays delays, Function<Instance, AppDefinition> definition) {
        this.context = context;
        this.table = table;
        this.delays = delays;
        this.definition = definition;
    }

    private List<Candidate> waiting() {
        return table.all().stream()
                .filter(Standing::isWaiting)
                .sorted(Comparator.comparingLong(Instance::since))
                .map(instance -> new Candidate(instance, definition.apply(instance)))
                .toList();
    }

    boolean isAnythingWaiting() {
        return table.all().stream().anyMatch(Standing::isWaiting);
    }

    /** What no delay holds back. */
    List<Candidate> launchable() {
        return waiting().stream()
                .filter(candidate -> delays.left(candidate.app()).isZero())
                .toList();
    }

    /** Scaled time until something may be launched. */
    Duration shortestDelay() {
        return waiting().stream()
                .map(candidate -> delays.left(candidate.app()))
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Counts an offer for each app that it was compared with. */
    void processed(List<Candidate> compared, List<Placement> placements, long now) {
        Set<String> used = placements.stream()
                .map(placement -> placement.app().id())
                .collect(Collectors.toCollection(HashSet::new));
        compared.stream().map(candidate -> candidate.app().id()).distinct().forEach(appId -> {
            Counters of = counters.computeIfAbsent(appId, none -> new Counters());
            of.processed++;
            if (used.contains(appId)) {
                of.lastUsed = now;
            } else {
                of.unused++;
                of.lastUnused = now;
            }
        });
    }

    /** The app is no more. */
    void forget(String appId) {
        counters.remove(appId);
    }

    List<Queued> view() {
        Map<String, List<Candidate>> byApp = waiting().stream()
                .collect(Collectors.groupingBy(
                        candidate -> candidate.app().id(), LinkedHashMap::new, Collectors.toList()));
        return byApp.entrySet().stream()
                .map(entry -> queued(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Queued queued(String appId, List<Candidate> waiting) {
        AppDefinition newest = waiting.stream()
                .map(Candidate::app)
                .max(Comparator.comparing(AppDefinition::version))
                .orElseThrow();
        Counters of = Optional.ofNullable(counters.get(appId)).orElseGet(Counters::new);
        return new Queued(
                newest,
                waiting.size(),
                Math.round(context.unscaledSeconds(delays.left(newest)) * 1000),
                waiting.get(0).instance().since(),
                of.processed,
                of.unused,
                of.lastUsed,
                of.lastUnused);
    }
}
