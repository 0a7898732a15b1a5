package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.control.store.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeLogsTests {

    private static final Instant ZERO = Instant.parse("2026-11-27T22:03:00Z");

    @TempDir
    private Path directory;

    @Test
    void linesOfAllFormatsFindTheirInstant() {
        assertThat(LogTime.micros("2026-11-27T22:02:54.203+0000 [main] INFO", 2026))
                .hasValue(micros("2026-11-27T22:02:54.203Z"));
        assertThat(LogTime.micros("2026-11-27T23:02:54.203+01:00 x", 2026))
                .hasValue(micros("2026-11-27T22:02:54.203Z"));
        assertThat(LogTime.micros("[2026-11-27 22:03:00,885] INFO", 2026)).hasValue(micros("2026-11-27T22:03:00.885Z"));
        assertThat(LogTime.micros("I1127 22:02:57.368785   243 master]", 2026))
                .hasValue(micros("2026-11-27T22:02:57.368785Z"));
        assertThat(LogTime.micros("\tat java.lang.Thread.run", 2026)).isEmpty();
        assertThat(LogTime.micros("2026-13-45T22:02:54Z", 2026)).isEmpty();
    }

    @Test
    void linesOfAllNodesStandInTheOrderOfTimeAndContinuationsWithTheirLine() throws IOException {
        log("n1/a.log", "2026-11-27T22:03:02Z second\n\tat its trace\n");
        log("n2/b.log", "2026-11-27T22:03:01Z first\n");

        NodeLogs logs = logs(10_000);

        assertThat(logs.files()).containsExactly("n1/a.log", "n2/b.log");
        assertThat(logs.lines())
                .extracting(line -> line.atMicros() + " " + line.text())
                .containsExactly(
                        "1000000 2026-11-27T22:03:01Z first",
                        "2000000 2026-11-27T22:03:02Z second",
                        "2000000 \tat its trace");
    }

    @Test
    void whatTwoFilesOfANodeSayIsOneLine() throws IOException {
        log("n1/server.log", "2026-11-27T22:03:01Z said\n");
        log("n1/output.log", "2026-11-27T22:03:01Z said\n");

        assertThat(logs(10_000).lines()).hasSize(1);
    }

    @Test
    void linesLongBeforeTheLoadAndAfterItAreLeftOut() throws IOException {
        log("n1/a.log", "2026-11-27T22:02:50Z early\n2026-11-27T22:03:01Z there\n2026-11-27T22:04:00Z late\n");

        assertThat(logs(10_000).lines())
                .singleElement()
                .satisfies(line -> assertThat(line.text()).endsWith("there"));
    }

    @Test
    void tooManyLinesAreCutAndCounted() throws IOException {
        log(
                "n1/a.log",
                IntStream.range(0, NodeLogs.ROOM + 5)
                        .mapToObj(i -> "2026-11-27T22:03:01Z line " + i)
                        .collect(Collectors.joining("\n")));

        NodeLogs logs = logs(10_000);

        assertThat(logs.lines()).hasSize(NodeLogs.ROOM);
        assertThat(logs.leftOut()).isEqualTo(5);
    }

    @Test
    void theFirstLineOfTheHistorySaysWhenTimeWasZero() throws IOException {
        RunSummary run = Hostile.bare(Verdict.VALID);
        assertThat(TimeZero.of(directory, run)).isEqualTo(run.startedAt());

        Files.writeString(
                directory.resolve("history.jsonl"), "{\"meta\":{\"timeZeroAt\":\"2026-11-27T22:03:04.047Z\"}}\n");

        assertThat(TimeZero.of(directory, run)).isEqualTo("2026-11-27T22:03:04.047Z");
    }

    private NodeLogs logs(long durationMs) {
        return NodeLogs.of(directory.resolve("nodes"), ZERO, lasting(durationMs), Operations.of(History.of(List.of())));
    }

    private static RunSummary lasting(long durationMs) {
        return new MesosRun().at(durationMs).summary();
    }

    private void log(String name, String content) throws IOException {
        Path file = directory.resolve("nodes").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static long micros(String instant) {
        Instant at = Instant.parse(instant);
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1000;
    }
}
