package io.partita.control.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Linearizability;
import io.partita.checker.Models;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.JournalReader;
import io.partita.checker.history.RecordedHistory;
import io.partita.control.cli.ControlProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves behind that is killed with SIGKILL at a random instant. */
class KilledRunIT {

    private static final int LONGEST_MILLIS = 300;
    private static final int EVENTS_BEFORE = 1_000;

    @TempDir
    Path directory;

    @Test
    @Timeout(300)
    void afterAKillEverythingThatWasHandedOverIsReadAndJudged() throws Exception {
        dieAndJudge(5, 11);
    }

    @Test
    @Tag("nightly")
    @Timeout(3000)
    void atFiftyInstantsToo() throws Exception {
        dieAndJudge(50, System.nanoTime());
    }

    @Test
    @Timeout(300)
    void controlCheckJudgesWhatIsLeftAndSaysThatItIsNotWhole() throws Exception {
        Path journal = directory.resolve("torn.jsonl");
        die(journal, directory.resolve("torn.count"), 50);
        byte[] left = Files.readAllBytes(journal);
        int end = left.length - 1;
        while (left[end] != '\n') {
            end--;
        }
        Files.write(journal, Arrays.copyOf(left, end - 9));

        try (var check = ControlProcess.start(directory, "check", journal.toString(), "--drop-cut-line")) {
            assertThat(check.await(Duration.ofMinutes(2))).isZero();
        }
        try (var check = ControlProcess.start(directory, "check", journal.toString())) {
            assertThat(check.await(Duration.ofMinutes(2))).isEqualTo(64);
        }
    }

    private void dieAndJudge(int times, long seed) throws Exception {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < times; i++) {
            Path journal = directory.resolve(i + ".jsonl");
            long handedOver = die(journal, directory.resolve(i + ".count"), random.nextInt(LONGEST_MILLIS));

            RecordedHistory found = JournalReader.read(journal);
            History history = found.history();

            assertThat(history.size())
                    .as("instant %d of seed %d: events in the file", i, seed)
                    .isGreaterThanOrEqualTo((int) handedOver);
            assertThat(Linearizability.check(Models.named("kv"), history).verdict())
                    .as("instant %d of seed %d", i, seed)
                    .isEqualTo(Verdict.VALID);
            Files.delete(journal);
        }
    }

    /** Runs and kills, some events and so many milliseconds later; answers how many events were flushed. */
    private long die(Path journal, Path count, int millis) throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        Process process = OtherMachine.start(DyingRun.class, output, journal.toString(), count.toString());
        try {
            while (counted(count) < EVENTS_BEFORE) {
                assertThat(process.isAlive()).as(Files.readString(output)).isTrue();
                TimeUnit.MILLISECONDS.sleep(5);
            }
            TimeUnit.MILLISECONDS.sleep(millis);
        } finally {
            process.destroyForcibly().waitFor();
        }
        return counted(count);
    }

    private static long counted(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
        try (var channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
            return channel.read(bytes) == Long.BYTES ? bytes.getLong(0) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
