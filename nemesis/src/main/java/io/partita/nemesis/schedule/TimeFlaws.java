package io.partita.nemesis.schedule;

import io.partita.nemesis.schedule.NemesisExpression.Clause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What of an expression does not fit into the time of a run. Pure.
 *
 * @param timing how long faults last
 * @param timeLimit the time of the run
 */
record TimeFlaws(Timing timing, Duration timeLimit) {

    List<Flaw> of(NemesisExpression.Rounds rounds) {
        return tooShort(rounds.items(), FaultSchedules.leastTimeLimit(rounds.items(), timing));
    }

    /** A swarm may turn all but one of its items off: each has to fit alone. */
    List<Flaw> of(NemesisExpression.Swarm swarm) {
        if (swarm.choices().isEmpty()) {
            return List.of(new Flaw("the swarm has no fault to draw from", "Name some: swarm(kill, pause)"));
        }
        return swarm.choices().stream()
                .flatMap(item -> tooShort(List.of(item), FaultSchedules.leastTimeLimit(List.of(item), timing)).stream())
                .toList();
    }

    private List<Flaw> tooShort(List<FaultSequence> items, Duration least) {
        if (timeLimit.compareTo(least) >= 0) {
            return List.of();
        }
        String which = items.stream()
                .flatMap(FaultSequence::faults)
                .filter(fault -> !timing.isFlexible(fault))
                .map(fault -> fault.fault() + ", which lasts " + Durations.print(timing.of(fault)))
                .distinct()
                .collect(Collectors.joining(", and "));
        return List.of(new Flaw(
                "the time limit of " + Durations.print(timeLimit) + " is too short for " + which + " on this system",
                "Give --time-limit " + Durations.print(least)
                        + " or more, or let the system's time run faster if it can: --time-scale 10."));
    }

    List<Flaw> of(NemesisExpression.Script script) {
        List<Flaw> flaws = new ArrayList<>();
        for (Clause clause : script.clauses()) {
            Duration over = clause.first().plus(clause.what().length(timing));
            Duration most = clause.until().orElse(timeLimit);
            if (clause.until().isPresent() && most.compareTo(timeLimit) > 0) {
                flaws.add(beyond(clause, most));
            } else if (clause.period().isEmpty() && over.compareTo(timeLimit) > 0) {
                flaws.add(beyond(clause, over));
            } else if (ScriptTimes.of(clause, timing, FaultSchedules.quietFrom(timeLimit))
                    .isEmpty()) {
                flaws.add(new Flaw(
                        "\"" + clause + "\" never comes: it would first be over at " + Durations.print(over),
                        "Let it begin earlier or end later, or give a longer --time-limit; without until the last tenth of"
                                + " the run is quiet."));
            }
        }
        return flaws;
    }

    private Flaw beyond(Clause clause, Duration over) {
        return new Flaw(
                "\"" + clause + "\" is over at " + Durations.print(over) + ", beyond the time limit of "
                        + Durations.print(timeLimit),
                "Give --time-limit "
                        + Durations.print(Duration.ofSeconds(over.multipliedBy(10)
                                .dividedBy(9)
                                .plusMillis(999)
                                .toSeconds()))
                        + " or more, or an earlier time.");
    }
}
