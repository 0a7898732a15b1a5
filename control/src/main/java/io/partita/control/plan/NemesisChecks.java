package io.partita.control.plan;

import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.schedule.FaultSchedule;
import io.partita.nemesis.schedule.FaultSchedules;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.Feasibility;
import io.partita.nemesis.schedule.Flaw;
import io.partita.nemesis.schedule.NemesisExpression;
import io.partita.provisioning.system.SystemUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults of a run: read, looked at, and planned. Touches nothing. */
final class NemesisChecks {

    private final Feasibility feasibility;
    private final Duration timeLimit;

    /** @param system empty if it is not known, because that is wrong by itself */
    NemesisChecks(FaultCatalog catalog, Optional<SystemUnderTest> system, List<String> nodes, Duration timeLimit) {
        this.feasibility = new Feasibility(catalog, system, nodes);
        this.timeLimit = timeLimit;
    }

    /** What {@code texts} ask for; everything that is wrong with it goes into {@code problems}. */
    NemesisExpression read(List<String> texts, Duration interval, List<Problem> problems) {
        List<Flaw> flaws = new ArrayList<>();
        NemesisExpression asked = NemesisExpression.parse(String.join(",", texts), flaws);
        flaws.addAll(feasibility.flaws(asked));
        NemesisExpression wanted = feasibility.complete(asked, timeLimit, interval);
        flaws.addAll(FaultSchedules.flaws(wanted, feasibility.durations(wanted), timeLimit, interval));
        flaws.forEach(flaw -> problems.add(new Problem("--nemesis: " + flaw.what(), flaw.next())));
        return wanted;
    }

    /** The faults of {@code texts}, each as it is written: the items of rounds, or one script. */
    static List<String> parts(List<String> texts) {
        return NemesisExpression.parse(String.join(",", texts), new ArrayList<>())
                .parts();
    }

    FaultSchedule plan(NemesisExpression wanted, Duration interval, long seed) {
        return FaultSchedules.plan(wanted, feasibility.durations(wanted), timeLimit, interval, seed);
    }

    /** Looks at a schedule that is there already. */
    void check(FaultSchedule schedule, List<Problem> problems) {
        schedule.steps().stream()
                .map(FaultStep::fault)
                .distinct()
                .flatMap(fault -> feasibility.flaws(fault).stream())
                .forEach(flaw -> problems.add(new Problem("the plan's fault " + flaw.what(), flaw.next())));
        schedule.steps().stream()
                .filter(step -> step.at().compareTo(timeLimit) > 0)
                .findFirst()
                .ifPresent(step -> problems.add(new Problem(
                        "step " + step.number() + " of the plan is at " + Durations.print(step.at())
                                + ", beyond the time limit of " + Durations.print(timeLimit),
                        "Give a longer --time-limit.")));
    }
}
