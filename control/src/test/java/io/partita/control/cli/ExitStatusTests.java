package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Verdict;
import io.partita.control.run.RunOutcome;
import io.partita.control.store.Summaries;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.GeneratorException;
import io.partita.workloads.generator.Generators;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run's end means for the exit status. */
class ExitStatusTests {

    private static final Generator GENERATOR = Generators.none();

    private static int status(Verdict verdict, List<String> failures, GeneratorException generator) {
        return TestSession.status(
                new RunOutcome(Summaries.full(verdict), failures, false, Optional.ofNullable(generator)));
    }

    @Test
    void aRunWithoutFailuresEndsAsItsVerdict() {
        assertThat(status(Verdict.VALID, List.of(), null)).isZero();
        assertThat(status(Verdict.INVALID, List.of(), null)).isEqualTo(1);
        assertThat(status(Verdict.UNKNOWN, List.of(), null)).isEqualTo(2);
    }

    @Test
    void aFailureOfTheInfrastructureIsThree() {
        assertThat(status(Verdict.VALID, List.of("f1 is not proven healed"), null))
                .isEqualTo(3);
    }

    @Test
    void aGeneratorThatBreaksTheRulesIsABug() {
        GeneratorException bug = GeneratorException.bug(GENERATOR, "has not answered for 10 s");
        assertThat(status(Verdict.UNKNOWN, List.of("the load ended early"), bug))
                .isEqualTo(70);
    }

    @Test
    void aGeneratorThatWantsMoreThanThereIsIsAMatterOfArguments() {
        GeneratorException asking = GeneratorException.configuration(GENERATOR, "wants 9 threads of 3");
        assertThat(status(Verdict.UNKNOWN, List.of("the load ended early"), asking))
                .isEqualTo(64);
    }

    @Test
    void aViolationStandsAboveWhatWentWrong() {
        GeneratorException bug = GeneratorException.bug(GENERATOR, "threw");
        assertThat(status(Verdict.INVALID, List.of("the load ended early"), bug))
                .isEqualTo(1);
    }

    @Test
    void tooLittleMemoryIsAMatterOfTheMachine() {
        assertThat(Program.bug(new IllegalStateException(new OutOfMemoryError("Java heap space"))))
                .isEqualTo(3);
        assertThat(Program.bug(new IllegalStateException())).isEqualTo(70);
    }
}
