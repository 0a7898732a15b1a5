package io.partita.control.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Read back by HdrHistogram's own reader. */
class LatencyLogTests {

    private static final long MS = 1_000_000;
    private static final Instant START = Instant.parse("2026-11-21T04:31:07.204Z");

    @TempDir
    Path directory;

    @Test
    void latenciesComeBackByFunctionAndOutcome() {
        List<Histogram> read = read(LatencyLog.of(
                history(
                        operation(0, OpType.OK, "read", 0, 7),
                        operation(1, OpType.FAIL, "write", 10, 30),
                        operation(2, OpType.INFO, "write", 50, 550)),
                START));

        assertThat(read).extracting(Histogram::getTag).containsExactly("read", "write.fail", "write.info");
        assertThat(read)
                .extracting(histogram -> Math.round(histogram.getMaxValue() / (double) MS))
                .containsExactly(7L, 20L, 500L);
    }

    @Test
    void anOperationIsInTheSecondInWhichItCompleted() {
        List<Histogram> read = read(LatencyLog.of(
                history(operation(0, OpType.OK, "read", 100, 900), operation(1, OpType.OK, "read", 950, 3_100)),
                START));

        assertThat(read)
                .extracting(histogram -> histogram.getStartTimeStamp() - START.toEpochMilli())
                .containsExactly(0L, 3_000L);
    }

    @Test
    void aLongRunHasLongIntervals() {
        Op[][] operations = new Op[1_000][];
        for (int i = 0; i < operations.length; i++) {
            operations[i] = operation(i, OpType.OK, "read", i * 1_000L, i * 1_000L + 1);
        }

        List<Histogram> read = read(LatencyLog.of(history(operations), START));

        assertThat(read).hasSize(250);
        assertThat(read.stream().mapToLong(Histogram::getTotalCount).sum()).isEqualTo(1_000);
    }

    @Test
    void functionsWithBlanksAndCommasAreTagsAllTheSame() {
        assertThat(read(LatencyLog.of(history(operation(0, OpType.OK, "a b,c", 0, 1)), START)))
                .extracting(Histogram::getTag)
                .containsExactly("a_b_c");
    }

    @Test
    void inAnOpenLoadLatenciesCountFromTheScheduledTimeAndServiceTimesStandBeside() {
        Op[] read = operation(0, OpType.OK, "read", 600, 607);
        List<Histogram> found = read(LatencyLog.of(
                History.builder().add(read[0], 100 * MS).add(read[1]).build(), START));

        assertThat(found).extracting(Histogram::getTag).containsExactly("read", "read.service");
        assertThat(found)
                .extracting(histogram -> Math.round(histogram.getMaxValue() / (double) MS))
                .containsExactly(507L, 7L);
    }

    @Test
    void theFileOfAnEmptyHistoryIsALogWithoutLines() throws Exception {
        Path file = directory.resolve("latency.hlog");

        LatencyLog.write(file, History.of(List.of()), START);

        assertThat(read(Files.readString(file))).isEmpty();
        assertThat(Files.readString(file)).contains("#[Histogram log format version 1.3]");
    }

    private static Op[] operation(int process, OpType outcome, String f, long fromMs, long toMs) {
        return new Op[] {
            new Op(0, fromMs * MS, process, OpType.INVOKE, f, null, null, null),
            new Op(0, toMs * MS, process, outcome, f, null, null, null)
        };
    }

    private static History history(Op[]... operations) {
        List<Op> all = new ArrayList<>();
        for (Op[] operation : operations) {
            all.addAll(List.of(operation));
        }
        return History.of(all);
    }

    private static List<Histogram> read(String log) {
        HistogramLogReader reader =
                new HistogramLogReader(new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)));
        List<Histogram> all = new ArrayList<>();
        for (EncodableHistogram next = reader.nextIntervalHistogram();
                next != null;
                next = reader.nextIntervalHistogram()) {
            all.add((Histogram) next);
        }
        return all;
    }
}
