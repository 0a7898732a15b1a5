package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OperationsTests {

    @Test
    void invocationsMeetTheirCompletionsAcrossOtherProcesses() {
        Operations operations = Operations.of(History.of(List.of(
                event(10, 0, OpType.INVOKE),
                event(20, 1, OpType.INVOKE),
                event(30, 0, OpType.OK),
                event(40, 1, OpType.FAIL))));

        assertThat(operations.size()).isEqualTo(2);
        assertThat(operations.outcome(0)).isEqualTo(OpType.OK);
        assertThat(operations.startNanos(0)).isEqualTo(10);
        assertThat(operations.endNanos(0)).isEqualTo(30);
        assertThat(operations.outcome(1)).isEqualTo(OpType.FAIL);
    }

    @Test
    void anOperationThatNeverCompletedIsUnknownAndLastsToTheEnd() {
        Operations operations =
                Operations.of(History.of(List.of(event(10, 0, OpType.INVOKE), event(90, Op.NEMESIS, OpType.INFO))));

        assertThat(operations.completion(0)).isNull();
        assertThat(operations.outcome(0)).isEqualTo(OpType.INFO);
        assertThat(operations.endNanos(0)).isEqualTo(90);
    }

    @Test
    void bothEventsOfAnOperationLeadToItAndOthersToNone() {
        Operations operations = Operations.of(History.of(List.of(
                event(1, Op.NEMESIS, OpType.INFO),
                event(2, 0, OpType.INVOKE),
                event(3, 0, OpType.OK),
                event(4, Op.NEMESIS, OpType.INFO))));

        assertThat(operations.ofEvent(1)).isZero();
        assertThat(operations.ofEvent(2)).isZero();
        assertThat(operations.ofEvent(0)).isEqualTo(-1);
        assertThat(operations.ofEvent(3)).isEqualTo(-1);
        assertThat(operations.ofEvent(-1)).isEqualTo(-1);
        assertThat(operations.ofEvent(99)).isEqualTo(-1);
    }

    @Test
    void percentilesAreExactByNearestRank() {
        HistoryBuilder history = History.builder();
        for (int i = 1; i <= 200; i++) {
            history.add(event(i * 1000L, 0, OpType.INVOKE)).add(event(i * 1000L + i, 0, OpType.OK));
        }

        Latencies.Row row = Latencies.of(Operations.of(history.build())).get(0);

        assertThat(List.of(row.p50(), row.p95(), row.p99(), row.p999(), row.max()))
                .containsExactly(100L, 190L, 198L, 200L, 200L);
    }

    @Test
    void aLatencyCountsFromTheScheduledTimeAndServiceFromTheInvocation() {
        Operations operations = Operations.of(History.builder()
                .add(event(100, 0, OpType.INVOKE), 20)
                .add(event(130, 0, OpType.OK))
                .build());

        assertThat(Latencies.of(operations).get(0).max()).isEqualTo(110);
        assertThat(Latencies.ofService(operations).get(0).max()).isEqualTo(30);
        assertThat(operations.startNanos(0)).isEqualTo(100);
    }

    @Test
    void thinningKeepsTheSlowestOfEachGroupAndWhatAnAnomalyNames() {
        SampleRun.Sample sample = SampleRun.invalid(1);
        Operations all = Operations.of(sample.history());
        Thinning thinning = Thinning.of(sample.summary(), all, 100);

        assertThat(thinning.size()).isBetween(90, 105);
        assertThat(thinning.every()).isEqualTo((all.size() + 99) / 100);
        int slowest = IntStream.range(0, all.size())
                .boxed()
                .max(Comparator.comparingLong(i -> all.endNanos(i) - all.startNanos(i)))
                .orElseThrow();
        assertThat(thinning.operation(thinning.position(slowest))).isEqualTo(slowest);
        Anomaly anomaly =
                sample.summary().checkers().get("linearizable").anomalies().get(0);
        assertThat(anomaly.relatedIndices())
                .allSatisfy(index ->
                        assertThat(thinning.position(all.ofEvent(index))).isNotNegative());
    }

    @Test
    void belowTheLimitEveryOperationIsKept() {
        SampleRun.Sample sample = SampleRun.invalid(1);
        Operations all = Operations.of(sample.history());

        assertThat(Thinning.of(sample.summary(), all, all.size()).size()).isEqualTo(all.size());
    }

    private static Op event(long time, int process, OpType type) {
        return new Op(0, time, process, type, "read", null, null, null);
    }
}
