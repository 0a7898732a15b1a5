package io.partita.control.run;

import io.partita.control.store.RunSummary;
import java.util.List;

/**
 * How a run ended.
 *
 * @param summary the verdict and all that belongs to it
 * @param failures what went wrong outside the system under test: SSH, provisioning, a fault that would not heal; empty
 *     when all went well
 * @param interrupted whether the user ended the load early
 */
public record RunOutcome(RunSummary summary, List<String> failures, boolean interrupted) {
    public RunOutcome {
        failures = List.copyOf(failures);
    }
}
