package io.partita.control.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    void aFileThatHasGrownMuchIsReadInParts() throws Exception {
        Path file = directory.resolve("log");
        Files.writeString(file, (".".repeat(1_023) + "\n").repeat(20 * 1024));
        int[] lines = {0};
        LineTail tail = new LineTail(file, (buffer, from, length) -> lines[0]++);

        assertThat(tail.poll()).isTrue();
        assertThat(lines[0]).isEqualTo(16 * 1024);
        assertThat(tail.poll()).isFalse();

        assertThat(lines[0]).isEqualTo(20 * 1024);
    }

    @Test
    void aHistoryIsItsHeadAndItsEventsAndBrokenLinesAreLeftOut() {
        List<Object> heads = new ArrayList<>();
        List<Op> events = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        JournalTail journal = new JournalTail(heads::add, (event, scheduled) -> {
            events.add(event);
            times.add(scheduled);
        });
        line(journal, "{\"meta\":{\"format\":\"op-history/1\"}}");
        line(
                journal,
                "{\"index\":0,\"time\":5000000,\"process\":0,\"type\":\"invoke\",\"f\":\"read\",\"scheduled\":4000000}");
        line(journal, "{\"index\":1,\"time\":70");
        line(journal, "null");
        line(journal, "{\"index\":1,\"time\":1,\"process\":0,\"type\":\"nonsense\",\"f\":\"read\"}");
        line(journal, "{\"index\":1,\"time\":1,\"process\":99999999999,\"type\":\"ok\",\"f\":\"read\"}");
        line(
                journal,
                "{\"index\":1,\"time\":7000000,\"process\":0,\"type\":\"fail\",\"f\":\"read\",\"value\":[1],\"error\":\"lost\"}");

        assertThat(times).containsExactly(4_000_000L, 7_000_000L);
        assertThat(heads).containsExactly(Map.of("format", "op-history/1"));
        assertThat(events)
                .containsExactly(
                        new Op(0, 5_000_000, 0, OpType.INVOKE, "read", null, null, null),
                        new Op(1, 7_000_000, 0, OpType.FAIL, "read", null, List.of(1L), "lost"));
    }

    @Test
    void aFaultGoesThroughItsStates() {
        LedgerTail ledger = new LedgerTail();
        line(
                ledger,
                "{\"event\":\"intent\",\"id\":\"f1\",\"atMs\":100,\"fault\":\"kill\",\"description\":\"n2\",\"nodes\":[\"n2\"]}");
        assertThat(ledger.since(0).get(0))
                .isEqualTo(new LiveFault("f1", "kill", "n2", List.of("n2"), 100, -1, -1, "injecting", 1));
        line(ledger, "{\"event\":\"active\",\"id\":\"f1\",\"atMs\":150,\"proven\":true}");
        assertThat(ledger.since(1).get(0).state()).isEqualTo("active");
        line(ledger, "{\"event\":\"healing\",\"id\":\"f1\",\"atMs\":500}");
        assertThat(ledger.since(2).get(0).state()).isEqualTo("healing");
        line(ledger, "{\"event\":\"healed\",\"id\":\"f1\",\"atMs\":700,\"proven\":false}");

        assertThat(ledger.since(3))
                .containsExactly(new LiveFault("f1", "kill", "n2", List.of("n2"), 100, 150, 700, "broken", 4));
        assertThat(ledger.since(4)).isEmpty();
    }

    @Test
    void ofVeryManyFaultsTheNewestAreKnown() {
        LedgerTail ledger = new LedgerTail();
        for (int i = 0; i <= LedgerTail.MOST_FAULTS; i++) {
            line(ledger, "{\"event\":\"intent\",\"id\":\"f" + i + "\",\"atMs\":1,\"fault\":\"kill\"}");
        }

        assertThat(ledger.since(0)).hasSize(LedgerTail.MOST_FAULTS);
        assertThat(ledger.since(0).get(0).id()).isEqualTo("f1");
        assertThat(ledger.count()).isEqualTo(LedgerTail.MOST_FAULTS + 1);
    }

    private static void line(LineTail.Sink sink, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        sink.line(bytes, 0, bytes.length);
    }
}
