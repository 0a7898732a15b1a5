package io.partita.control.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.history.History;
import io.partita.checker.history.JournalReader;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.checker.liveness.FaultWindow;
import io.partita.nemesis.MemoryDisk;
import io.partita.workloads.FaultSituations;
import io.partita.workloads.Situation;
import io.partita.workloads.generator.Faults;
import io.partita.workloads.generator.GeneratorException;
import io.partita.workloads.generator.Generators;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How whole runs in virtual time end: early, by what faults do, or by an error of a generator. */
class SimulatedEndsTests {

    private static final Duration SOON = Duration.ofMillis(400);

    @TempDir(factory = MemoryDisk.class)
    Path directory;

    @Test
    void aRunEndedByHandHealsAndMakesItsFinalReads() throws Exception {
        SimulatedRun.Traces ended = run(SimulatedRun.withSeed(1).after(SOON, LoadPhase::stop));
        SimulatedRun.Traces again = run(SimulatedRun.withSeed(1).after(SOON, LoadPhase::stop));

        assertThat(ended.dirt()).isEmpty();
        assertThat(ended.journal()).isEqualTo(again.journal());
        assertThat(text(ended)).contains("\"provenHealed\":true", "final-phase");
        assertThat(reads(afterFinalPhase(history(ended)))).isEqualTo(3);
        assertThat(history(ended).size())
                .isLessThan(history(run(SimulatedRun.withSeed(1))).size());
    }

    @Test
    void aRunEndedAtAViolationHealsAndReadsNothingMore() throws Exception {
        SimulatedRun.Traces ended = run(SimulatedRun.withSeed(1).after(SOON, LoadPhase::stopWithoutFinalReads));

        assertThat(ended.dirt()).isEmpty();
        assertThat(text(ended)).contains("\"provenHealed\":true").doesNotContain("final-phase");
    }

    /** Nothing else would end it: final reads have no time limit. */
    @Test
    void finalReadsThatWaitForEverAreAnErrorThatNamesWhoWaits() {
        assertThatThrownBy(() -> run(SimulatedRun.withSeed(1)
                        .last(reads -> reads.then(Generators.promised(new CompletableFuture<>())))))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("requireProgress > phases[1] > promised: has offered nothing for 60.0 s")
                .satisfies(thrown -> assertThat(((GeneratorException) thrown).isConfiguration())
                        .isFalse());
    }

    @Test
    void finalReadsMaySleepLongerThanTheyMayWait() throws Exception {
        SimulatedRun.Traces slept = run(SimulatedRun.withSeed(1)
                .last(reads -> Generators.sleep(Duration.ofMinutes(10)).then(reads)));

        assertThat(reads(afterFinalPhase(history(slept)))).isEqualTo(3);
    }

    @Test
    void aLoadThatEndsWithTheFirstFaultDoesSoInTheSameWayEveryTime() throws Exception {
        History history = history(run(untilFault()));
        FaultWindow first = FaultWindow.proven(history).get(0);

        assertThat(invocations(history, 0, first.active().index())).isPositive();
        assertThat(invocations(history, first.active().index(), finalPhase(history)))
                .isZero();
        assertThat(run(untilFault()).journal()).isEqualTo(run(untilFault()).journal());
    }

    private static SimulatedRun untilFault() {
        return SimulatedRun.withSeed(4).load(usual -> usual.until(Faults.active()));
    }

    /** What a partition calls its sides must be what is read there. */
    @Test
    void operationsThroughALeaderThatIsCutOffAreCounted() throws Exception {
        Situation all = FaultSituations.leaderCutOff("operations", Set.of("read", "write"));
        Situation through = FaultSituations.leaderCutOff(
                "operations", Set.of("read", "write"), process -> "n" + (process % 7 % 5 + 1));
        long cutOff = 0;
        long throughLeader = 0;
        for (int seed = 0; seed < 4; seed++) {
            History history = history(run(SimulatedRun.withSeed(seed)));
            boolean leaderWasCutOff = FaultWindow.proven(history).stream()
                    .anyMatch(window -> window.name().equals("partition-leader"));
            assertThat(all.count().applyAsLong(history) > 0).isEqualTo(leaderWasCutOff);
            cutOff += all.count().applyAsLong(history);
            throughLeader += through.count().applyAsLong(history);
        }
        assertThat(throughLeader).isPositive().isLessThan(cutOff);
    }

    private SimulatedRun.Traces run(SimulatedRun run) throws Exception {
        return run.run(directory);
    }

    private History history(SimulatedRun.Traces traces) throws Exception {
        Path file = directory.resolve("judged.jsonl");
        Files.write(file, traces.journal());
        return JournalReader.read(file).history();
    }

    private static int finalPhase(History history) {
        return IntStream.range(0, history.size())
                .filter(i -> history.process(i) == Op.NEMESIS && history.f(i).equals(LoadPhase.FINAL_PHASE))
                .findFirst()
                .orElseThrow();
    }

    private static List<Op> afterFinalPhase(History history) {
        return IntStream.range(finalPhase(history), history.size())
                .mapToObj(history::op)
                .toList();
    }

    private static long reads(List<Op> events) {
        return events.stream()
                .filter(op -> op.type() == OpType.INVOKE && op.f().equals("read"))
                .count();
    }

    private static long invocations(History history, int from, int to) {
        return IntStream.range(from, to)
                .filter(i -> history.type(i) == OpType.INVOKE)
                .count();
    }

    private static String text(SimulatedRun.Traces traces) {
        return new String(traces.journal(), StandardCharsets.UTF_8);
    }
}
