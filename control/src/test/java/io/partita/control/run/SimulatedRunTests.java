package io.partita.control.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Linearizability;
import io.partita.checker.Models;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.JournalReader;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.nemesis.MemoryDisk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs, faults included, in virtual time. */
class SimulatedRunTests {

    private static final int SEEDS = 50;

    @TempDir(factory = MemoryDisk.class)
    Path directory;

    @Test
    void theSameSeedGivesTheSameJournalToTheLastByte() throws Exception {
        repeatsItself(SEEDS, directory);
    }

    /** Runs each of so many seeds twice. */
    static void repeatsItself(int seeds, Path directory) throws Exception {
        Set<Integer> different = new HashSet<>();
        for (int seed = 0; seed < seeds; seed++) {
            SimulatedRun.Traces first = SimulatedRun.of(seed, directory);
            SimulatedRun.Traces second = SimulatedRun.of(seed, directory);

            assertThat(first.dirt()).as("seed %d", seed).isEmpty();
            if (!Arrays.equals(first.journal(), second.journal())) {
                assertThat(text(second)).as("seed %d", seed).isEqualTo(text(first));
            }
            different.add(Arrays.hashCode(first.journal()));
        }
        assertThat(different).hasSize(seeds);
    }

    @Test
    void whatARunRecordsOfACorrectSystemLooksCorrect() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            History history = history(seed);
            assertThat(Linearizability.check(Models.named("kv"), history).verdict())
                    .as("seed %d", seed)
                    .isEqualTo(Verdict.VALID);
        }
    }

    @Test
    void aRunHasAllThatCanHappen() throws Exception {
        String seen = IntStream.range(0, 10)
                .mapToObj(seed -> {
                    try {
                        return text(SimulatedRun.of(seed, directory));
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })
                .reduce("", String::concat);

        assertThat(seen)
                .contains("abandoned: no answer", "refused", "no answer\"", "cut off")
                .contains("\"provenActive\":true", "\"provenHealed\":true", "final-phase")
                .doesNotContain("\"provenActive\":false,\"provenHealed\":true");
    }

    @Test
    void aFaultBeginsAndEndsWhileOperationsAreUnderWay() throws Exception {
        History history = history(3);
        int open = 0;
        int between = 0;
        for (Op op : history) {
            if (op.isNemesis()) {
                between += open > 0 ? 1 : 0;
            } else {
                open += op.type() == OpType.INVOKE ? 1 : -1;
            }
        }
        assertThat(between).isPositive();
    }

    private History history(long seed) throws Exception {
        Path file = directory.resolve("judged.jsonl");
        Files.write(file, SimulatedRun.of(seed, directory).journal());
        return JournalReader.read(file).history();
    }

    private static String text(SimulatedRun.Traces traces) {
        return new String(traces.journal(), StandardCharsets.UTF_8);
    }
}
