package io.partita.nemesis.schedule;

import io.partita.nemesis.schedule.FaultStep.Action;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A schedule as a numbered list for people. Pure. */
final class ScheduleText {

    private ScheduleText() {}

    static String of(FaultSchedule schedule) {
        if (schedule.steps().isEmpty()) {
            return "no faults\n";
        }
        StringBuilder text = new StringBuilder(swarm(schedule.swarm()));
        Map<FaultStep, Duration> lengths = lengths(schedule);
        for (FaultStep step : schedule.steps()) {
            if (schedule.isGated(step)) {
                text.append(String.format(
                        "              gate     until the system serves, for at most %s%n",
                        Durations.print(schedule.healthGate().orElseThrow())));
            }
            text.append(String.format(
                    "%3d  %7.1f s  %-7s  %s%s%n",
                    step.number(),
                    step.at().toMillis() / 1000.0,
                    step.action().name().toLowerCase(Locale.ROOT),
                    step.fault(),
                    step.action() == Action.INJECT
                            ? String.format(
                                    Locale.ROOT,
                                    " for %.1f s  (seed %d)",
                                    lengths.get(step).toMillis() / 1000.0,
                                    step.seed())
                            : ""));
        }
        return text.toString();
    }

    private static String swarm(Map<String, Integer> weights) {
        if (weights.isEmpty()) {
            return "";
        }
        String on = weights.entrySet().stream()
                .filter(item -> item.getValue() > 0)
                .map(item -> item.getKey() + " (weight " + item.getValue() + ")")
                .collect(Collectors.joining(", "));
        String off = weights.entrySet().stream()
                .filter(item -> item.getValue() == 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        return "swarm on:  " + on + "\nswarm off: " + (off.isEmpty() ? "nothing" : off) + "\n";
    }

    /** How long each injection lasts: the pairs are in the order of the injections. */
    private static Map<FaultStep, Duration> lengths(FaultSchedule schedule) {
        Map<FaultStep, Duration> lengths = new HashMap<>();
        List<PlannedFault> faults = schedule.faults();
        Iterator<PlannedFault> next = faults.iterator();
        schedule.steps().stream()
                .filter(step -> step.action() == Action.INJECT)
                .forEach(step -> lengths.put(step, next.next().length()));
        return lengths;
    }
}
