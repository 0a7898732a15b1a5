package io.partita.nemesis.schedule;

import io.partita.nemesis.schedule.FaultStep.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The faults of a run, planned before it begins. Immutable.
 *
 * @param steps the steps in the order of their numbers and times; every injection has its recovery
 * @param healthGate how long the system has to become healthy before each injection that finds no other fault active;
 *     empty if nobody waits for that
 * @param swarm the weights with which the seed drew the faults of a swarm, 0 for those that are turned off; empty if it is none
 */
public record FaultSchedule(List<FaultStep> steps, Optional<Duration> healthGate, Map<String, Integer> swarm) {

    public FaultSchedule {
        steps = List.copyOf(steps);
        swarm = Collections.unmodifiableMap(new LinkedHashMap<>(swarm));
    }

    /** Without a gate, and no swarm. */
    public FaultSchedule(List<FaultStep> steps) {
        this(steps, Optional.empty(), Map.of());
    }

    /** The schedule of {@code faults}: at the same time faults end before others begin, those that began last first. */
    public static FaultSchedule of(List<PlannedFault> faults) {
        List<PlannedFault> byBegin =
                faults.stream().sorted(Comparator.comparing(PlannedFault::from)).toList();
        record Event(Duration at, Action action, int order, PlannedFault fault) {}
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < byBegin.size(); i++) {
            PlannedFault fault = byBegin.get(i);
            events.add(new Event(fault.until(), Action.RECOVER, -i, fault));
            events.add(new Event(fault.from(), Action.INJECT, i, fault));
        }
        events.sort(Comparator.comparing(Event::at)
                .thenComparing(event -> event.action() == Action.INJECT)
                .thenComparing(Event::order));
        return new FaultSchedule(IntStream.range(0, events.size())
                .mapToObj(i -> new FaultStep(
                        i + 1,
                        events.get(i).at(),
                        events.get(i).action(),
                        events.get(i).fault().fault(),
                        events.get(i).fault().seed()))
                .toList());
    }

    /** The same steps behind a gate. */
    public FaultSchedule behind(Optional<Duration> gate) {
        return new FaultSchedule(steps, gate, swarm);
    }

    /** The same steps, which were drawn with these weights. */
    FaultSchedule drawnBy(Map<String, Integer> weights) {
        return new FaultSchedule(steps, healthGate, weights);
    }

    /**
     * The injections with their recoveries, in the order of the injections.
     *
     * @throws IllegalArgumentException if the steps do not pair; says which does not
     */
    public List<PlannedFault> faults() {
        Map<FaultStep, FaultStep> ends = new LinkedHashMap<>();
        for (FaultStep step : steps) {
            FaultStep begun = ends.entrySet().stream()
                    .filter(pair -> pair.getValue() == null && pair.getKey().isEndedBy(step))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(null);
            if (step.action() == Action.INJECT && begun == null) {
                ends.put(step, null);
            } else if (step.action() == Action.RECOVER && begun != null) {
                ends.put(begun, step);
            } else {
                throw new IllegalArgumentException("step " + step.number() + ", " + step.action() + " of "
                        + step.fault() + " with seed " + step.seed()
                        + (begun == null
                                ? ", ends what no step before it began"
                                : ", begins what step " + begun.number() + " began and nothing ended"));
            }
        }
        return ends.entrySet().stream().map(FaultSchedule::pair).toList();
    }

    private static PlannedFault pair(Map.Entry<FaultStep, FaultStep> pair) {
        FaultStep begin = pair.getKey();
        if (pair.getValue() == null) {
            throw new IllegalArgumentException(
                    "step " + begin.number() + " injects " + begin.fault() + ", and no step after it ends that");
        }
        return new PlannedFault(
                begin.fault(), begin.seed(), begin.at(), pair.getValue().at());
    }

    /** Whether the system has to be healthy before {@code step}: it begins a fault and no other is active by then. */
    public boolean isGated(FaultStep step) {
        int active = 0;
        for (FaultStep other : steps) {
            if (other.equals(step)) {
                return healthGate.isPresent() && step.action() == Action.INJECT && active == 0;
            }
            active += other.action() == Action.INJECT ? 1 : -1;
        }
        return false;
    }
}
