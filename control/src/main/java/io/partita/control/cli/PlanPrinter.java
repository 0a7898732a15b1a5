package io.partita.control.cli;

import io.partita.control.plan.TestPlan;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.schedule.FaultSchedules;
import io.partita.nemesis.schedule.FaultStep;

/** A plan for people: the command that gives it, its steps, and what its faults are. */
final class PlanPrinter {

    private PlanPrinter() {}

    static String text(TestPlan plan, String command, FaultCatalog catalog) {
        StringBuilder text = new StringBuilder(command).append('\n').append(FaultSchedules.render(plan.schedule()));
        plan.schedule().steps().stream()
                .map(FaultStep::fault)
                .distinct()
                .forEach(fault -> text.append("  ")
                        .append(fault)
                        .append(": ")
                        .append(catalog.get(fault).description())
                        .append('\n'));
        return text.toString().stripTrailing();
    }
}
