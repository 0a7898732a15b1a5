package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Verdict;
import io.partita.control.run.RunOutcome;
import io.partita.control.store.RunSummary;
import io.partita.workloads.generator.GeneratorException;
import io.partita.workloads.generator.Generators;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExitCodesTests {

    private static final GeneratorException BUG = GeneratorException.bug(Generators.none(), "offered null");
    private static final GeneratorException SHORTAGE =
            GeneratorException.configuration(Generators.none(), "raise --concurrency");

    private static int status(Verdict verdict, GeneratorException broken, String... failures) {
        RunSummary summary = new RunSummary(
                RunSummary.SCHEMA_VERSION,
                verdict,
                "because",
                "2026-11-21T04:31:07.204Z",
                1,
                "w",
                "none",
                "s",
                List.of(),
                0,
                0,
                Map.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                null,
                null);
        return ExitCodes.of(new RunOutcome(summary, List.of(failures), false, Optional.ofNullable(broken)));
    }

    @Test
    void aRunWithoutFailuresEndsWithItsVerdict() {
        assertThat(status(Verdict.VALID, null)).isEqualTo(0);
        assertThat(status(Verdict.UNKNOWN, null)).isEqualTo(2);
    }

    @Test
    void whatFailedOutsideTheSystemIsOfTheInfrastructure() {
        assertThat(status(Verdict.UNKNOWN, null, "n1 cannot be reached")).isEqualTo(3);
    }

    @Test
    void aBrokenGeneratorIsABug() {
        assertThat(status(Verdict.UNKNOWN, BUG, "the load ended early")).isEqualTo(70);
    }

    @Test
    void aGeneratorThatNeedsMoreThreadsIsAMatterOfArguments() {
        assertThat(status(Verdict.UNKNOWN, SHORTAGE, "the load ended early")).isEqualTo(64);
    }

    @Test
    void aFaultThatWouldNotHealOutweighsABrokenGenerator() {
        assertThat(status(Verdict.UNKNOWN, BUG, "the load ended early", "f1 is not proven healed"))
                .isEqualTo(3);
    }

    @Test
    void aViolationOutweighsEverything() {
        assertThat(status(Verdict.INVALID, BUG, "the load ended early")).isEqualTo(1);
    }
}
