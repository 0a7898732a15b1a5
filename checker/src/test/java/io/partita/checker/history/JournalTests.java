package io.partita.checker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournalTests {

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("history.jsonl");
    }

    @Test
    void whatWasWrittenIsReadBackAsItWas() throws IOException {
        List<Op> ops = List.of(
                new Op(0, 12, 3, OpType.INVOKE, "write", "k1", 7L, null),
                new Op(1, 13, Op.NEMESIS, OpType.INFO, "start", null, Map.of("n1", List.of("n2", "n3")), null),
                new Op(2, 99, 3, OpType.INFO, "write", "k1", null, "timed out: \"n1\"\n\u0001 ü € 𝄞"),
                new Op(3, 100, 4, OpType.INVOKE, "cas", 5L, Arrays.asList(null, -1L), null),
                new Op(4, Long.MAX_VALUE, 4, OpType.OK, "cas", 5L, List.of(true, 1.5, "x", List.of()), null));
        try (JournalWriter journal = JournalWriter.create(file(), Map.of("model", "kv", "init", 0))) {
            for (Op op : ops) {
                journal.append(op);
            }
        }

        RecordedHistory recorded = JournalReader.read(file());

        assertThat(recorded.history()).containsExactlyElementsOf(ops);
        assertThat(recorded.meta()).containsEntry("model", "kv").containsEntry("init", 0L);
        assertThat(recorded.warnings()).isEmpty();
    }

    @Test
    void whenAnOperationWasMeantToBeginIsKept() throws IOException {
        try (JournalWriter journal = JournalWriter.create(file(), Map.of())) {
            journal.append(invoke(1), 17);
            journal.append(invoke(2));
        }

        assertThat(Files.readAllLines(file()).get(1)).endsWith(",\"scheduled\":17}");
        assertThat(Files.readAllLines(file()).get(2)).doesNotContain("scheduled");
        History read = JournalReader.read(file()).history();
        assertThat(read).containsExactly(at(0, invoke(1)), at(1, invoke(2)));
        assertThat(read.scheduled(0)).isEqualTo(Math.min(17, read.time(0)));
        assertThat(read.scheduled(1)).isEqualTo(read.time(1));
    }

    private static Op at(long index, Op op) {
        return new Op(index, op.time(), op.process(), op.type(), op.f(), op.key(), op.value(), op.error());
    }

    @Test
    void flushedEventsAreVisibleToOthersWhileTheJournalIsOpen() throws IOException {
        try (JournalWriter journal = JournalWriter.create(file(), Map.of())) {
            journal.append(invoke(1));
            journal.flush();
            journal.append(invoke(2));

            assertThat(JournalReader.read(file()).history().size()).isEqualTo(1);
        }
        assertThat(JournalReader.read(file()).history().size()).isEqualTo(2);
    }

    @Test
    void aTornLastLineIsDroppedWithAWarning() throws IOException {
        write("{\"meta\":{}}\n" + line(0, 0) + "\n" + line(1, 1).substring(0, 30));

        RecordedHistory recorded = JournalReader.read(file());

        assertThat(recorded.history().size()).isEqualTo(1);
        assertThat(recorded.warnings())
                .containsExactly("the last line (3) was cut off while it was written; it was dropped");
    }

    @Test
    void aWholeLastLineWithoutItsLineBreakCounts() throws IOException {
        write(line(0, 0) + "\n" + line(1, 1));

        RecordedHistory recorded = JournalReader.read(file());

        assertThat(recorded.history().size()).isEqualTo(2);
        assertThat(recorded.warnings()).isEmpty();
    }

    @Test
    void aMalformedLineInTheMiddleIsAnErrorWithItsPlace() throws IOException {
        write(line(0, 0) + "\n" + line(1, 1).substring(0, 30) + "\n" + line(2, 2) + "\n");

        assertThatThrownBy(() -> JournalReader.read(file()))
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith(file() + ":2: not valid JSON");
    }

    @Test
    void aMissingLineIsAnError() throws IOException {
        write(line(0, 0) + "\n" + line(2, 2) + "\n");

        assertThatThrownBy(() -> JournalReader.read(file()))
                .hasMessage(file() + ":2: index 2 where 1 is due: lines are missing, repeated or out of order");
    }

    @Test
    void aMissingFieldIsNamed() throws IOException {
        write("{\"index\":0,\"type\":\"invoke\",\"f\":\"read\"}\n");

        assertThatThrownBy(() -> JournalReader.read(file()))
                .hasMessage(file() + ":1: no \"process\": expected a number");
    }

    @Test
    void anUnknownTypeIsNamed() throws IOException {
        write("{\"process\":1,\"type\":\"done\",\"f\":\"read\"}\n");

        assertThatThrownBy(() -> JournalReader.read(file()))
                .hasMessage(file() + ":1: unknown event type \"done\": expected one of invoke, ok, fail, info");
    }

    @Test
    void aRuleOfHistoriesThatIsBrokenNamesItsLine() throws IOException {
        write(line(0, 4) + "\n" + line(1, 4) + "\n");

        assertThatThrownBy(() -> JournalReader.read(file()))
                .hasMessageStartingWith(
                        file() + ":2: event 1: process 4 invokes \"read\" while its \"read\" of event 0");
    }

    @Test
    void anExistingJournalIsNeverOverwritten() throws IOException {
        write("precious\n");

        assertThatThrownBy(() -> JournalWriter.create(file(), Map.of())).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file()).hasContent("precious");
    }

    @Test
    void aValueThatIsNotJsonIsRefusedAndLeavesTheJournalWhole() throws IOException {
        try (JournalWriter journal = JournalWriter.create(file(), Map.of())) {
            assertThatThrownBy(() -> journal.append(new Op(0, 0, 0, OpType.INVOKE, "f", null, new Object(), null)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("java.lang.Object");
            assertThat(journal.append(invoke(1))).isZero();
        }
        assertThat(JournalReader.read(file()).history().size()).isEqualTo(1);
    }

    @Test
    void anInterruptOfTheWritingThreadDoesNotCloseTheJournal() throws IOException {
        try (JournalWriter journal = JournalWriter.create(file(), Map.of())) {
            Thread.currentThread().interrupt();
            journal.append(invoke(1));
            journal.sync();
            assertThat(Thread.interrupted()).isTrue();
            journal.append(invoke(2));
        }
        assertThat(JournalReader.read(file()).history().size()).isEqualTo(2);
    }

    @Test
    void aClosedJournalSaysSo() throws IOException {
        JournalWriter journal = JournalWriter.create(file(), Map.of());
        journal.close();
        journal.close();

        assertThatThrownBy(() -> journal.append(invoke(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aWriterKilledWhileAppendingLeavesEveryFlushedEvent() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        JournalKillMain.class.getName(),
                        file().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long flushed = 0;
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            while (flushed < 50_000) {
                String line = output.readLine();
                assertThat(line).as("the child writes").isNotNull();
                flushed = Long.parseLong(line);
            }
            child.toHandle().destroyForcibly(); // SIGKILL in mid-append; keeps what the child had printed readable
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                flushed = line.length() == 7 ? Long.parseLong(line) : flushed;
            }
        } finally {
            child.destroyForcibly().waitFor();
        }

        RecordedHistory recorded = JournalReader.read(file());

        assertThat(recorded.history().size()).isGreaterThanOrEqualTo((int) flushed);
        assertThat(recorded.warnings()).hasSizeLessThanOrEqualTo(1);
    }

    private void write(String text) throws IOException {
        Files.writeString(file(), text, StandardOpenOption.CREATE_NEW);
    }

    private static Op invoke(int process) {
        return new Op(0, 0, process, OpType.INVOKE, "read", null, null, null);
    }

    private static String line(int index, int process) {
        return "{\"index\":" + index + ",\"process\":" + process
                + ",\"type\":\"invoke\",\"f\":\"read\",\"value\":null}";
    }

    /** Who asks later must not have to look for the first message. */
    @Test
    void whatBrokeAJournalIsSaidEverAfter() throws IOException {
        try (FileOutputStream full = new FileOutputStream("/dev/full")) {
            JournalWriter journal = new JournalWriter(Path.of("history.jsonl"), full);
            Op op = new Op(0, 1, 0, OpType.INVOKE, "read", null, null, null);
            journal.append(op);
            assertThatThrownBy(journal::flush).hasMessageContaining("No space left on device");
            assertThatThrownBy(() -> journal.append(op))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(
                            "history.jsonl is broken since an earlier write failed: No space left on device");
        }
    }
}
