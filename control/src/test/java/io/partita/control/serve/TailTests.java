package io.partita.control.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.OpType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTests {

    @TempDir
    Path directory;

    @Test
    void aLineIsHeardOnceAndOnlyWhenItIsWhole() throws Exception {
        Path file = directory.resolve("log");
        List<String> heard = new ArrayList<>();
        LineTail tail = new LineTail(
                file, (buffer, from, length) -> heard.add(new String(buffer, from, length, StandardCharsets.UTF_8)));

        tail.poll();
        Files.writeString(file, "one\ntw");
        tail.poll();
        assertThat(heard).containsExactly("one");
        Files.writeString(file, "o\n\nth", StandardOpenOption.APPEND);
        tail.poll();

        assertThat(heard).containsExactly("one", "two", "");
    }

    @Test
    void eventsOfTheNemesisAndBrokenLinesAreNoOperations() {
        JournalTail journal = new JournalTail();
        line(journal, "{\"meta\":{\"format\":\"op-history/1\"}}");
        line(journal, "{\"index\":0,\"time\":5000000,\"process\":0,\"type\":\"invoke\",\"f\":\"read\"}");
        line(journal, "{\"index\":1,\"time\":6000000,\"process\":-1,\"type\":\"info\",\"f\":\"kill\"}");
        line(journal, "{\"index\":2,\"time\":70");
        line(journal, "{\"index\":2,\"time\":7000000,\"process\":0,\"type\":\"fail\",\"f\":\"read\"}");

        assertThat(journal.count(OpType.INVOKE)).isEqualTo(1);
        assertThat(journal.count(OpType.INFO)).isZero();
        assertThat(journal.count(OpType.FAIL)).isEqualTo(1);
        assertThat(journal.lastMs()).isEqualTo(7);
        assertThat(journal.lastOkMs()).isEqualTo(-1);
    }

    @Test
    void secondsInWhichNothingEndedAreZero() {
        JournalTail journal = new JournalTail();
        line(journal, "{\"index\":0,\"time\":1500000000,\"process\":0,\"type\":\"ok\",\"f\":\"read\"}");

        assertThat(journal.lastSeconds(3, 3_200)).containsExactly(new int[] {1, 0, 0}, new int[3], new int[3]);
    }

    @Test
    void aFaultGoesThroughItsStates() {
        LedgerTail ledger = new LedgerTail();
        line(ledger, "{\"event\":\"intent\",\"id\":\"f1\",\"atMs\":100,\"fault\":\"kill\",\"description\":\"n2\"}");
        assertThat(ledger.faults().get(0)).containsEntry("state", "injecting").containsEntry("toMs", -1L);
        line(ledger, "{\"event\":\"active\",\"id\":\"f1\",\"atMs\":150,\"proven\":true}");
        assertThat(ledger.faults().get(0)).containsEntry("state", "active");
        line(ledger, "{\"event\":\"healing\",\"id\":\"f1\",\"atMs\":500}");
        assertThat(ledger.faults().get(0)).containsEntry("state", "healing");
        line(ledger, "{\"event\":\"healed\",\"id\":\"f1\",\"atMs\":700,\"proven\":false}");

        assertThat(ledger.faults().get(0)).containsEntry("state", "broken").containsEntry("toMs", 700L);
    }

    private static void line(LineTail.Sink sink, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        sink.line(bytes, 0, bytes.length);
    }
}
