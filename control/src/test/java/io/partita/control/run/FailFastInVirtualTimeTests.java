package io.partita.control.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.JournalReader;
import io.partita.nemesis.MemoryDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs with faults, in virtual time, that are judged while they go on. */
class FailFastInVirtualTimeTests {

    private static final int SEEDS = 3;

    @TempDir(factory = MemoryDisk.class)
    private Path directory;

    private static CheckResult judged(SimulatedElections run, History history) throws InterruptedException {
        return run.load().checkers().get(0).check(history, Budget.DEFAULT);
    }

    @Test
    void theFirstDeadlineThatIsCertainlyMissedEndsTheLoadAndTheRecordedHistoryIsJudgedAlike() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedElections run = new SimulatedElections(seed, 1);
            SimulatedElections.Outcome outcome = run.run(directory);
            assertThat(outcome.violation()).as("seed %d", seed).isPresent();
            assertThat(outcome.violation().get().sentence()).contains("nobody was elected within 3.2 s");
            assertThat(outcome.recorded().time(outcome.recorded().size() - 1))
                    .as("seed %d: the last event", seed)
                    .isLessThan(SimulatedElections.LIMIT.toNanos());
            assertThat(outcome.phases()).as("no waiting, no final reads").containsExactly("healing");

            LoadEnd end = LoadEnd.atViolation(
                    Duration.ofSeconds(1), outcome.violation().get());
            Judge.Judgement atOnce = Judge.judge(run.plan(), run.load(), outcome.recorded(), List.of(), end);
            assertThat(atOnce.verdict()).isEqualTo(Verdict.INVALID);
            CheckResult again =
                    judged(run, JournalReader.read(outcome.journal()).history());
            assertThat(again).isEqualTo(judged(run, outcome.recorded()));
            assertThat(atOnce.reason()).startsWith(again.reason()).contains("A violation was seen at ");
        }
    }

    @Test
    void aClusterThatElectsInTimeIsNeverStopped() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedElections run = new SimulatedElections(seed, Integer.MAX_VALUE);
            SimulatedElections.Outcome outcome = run.run(directory);
            assertThat(outcome.violation()).as("seed %d", seed).isEmpty();
            assertThat(judged(run, outcome.recorded()).verdict()).isNotEqualTo(Verdict.INVALID);
            assertThat(outcome.phases()).containsExactly("healing", "recovering", "final reads");
        }
    }
}
