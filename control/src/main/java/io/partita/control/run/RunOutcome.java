package io.partita.control.run;

import io.partita.control.store.RunSummary;
import io.partita.workloads.generator.GeneratorException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param summary the verdict and all that belongs to it
 * @param failures what went wrong outside the system under test: SSH, provisioning, a fault that would not heal; empty
 *     when all went well
 * @param interrupted whether the user ended the load early
 * @param generator what the generator did wrong, which ended the load early and is one of the failures; empty if nothing
 */
public record RunOutcome(
        RunSummary summary, List<String> failures, boolean interrupted, Optional<GeneratorException> generator) {
    public RunOutcome {
        Objects.requireNonNull(generator, "generator is null");
        failures = List.copyOf(failures);
    }
}
