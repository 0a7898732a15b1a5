package io.partita.control.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComparisonTests {

    private static final long MS = 1_000_000;

    @Test
    void aRunThatIsTwiceAsSlowIsWorse() {
        Comparison comparison = compare(run(1, 10, List.of()), run(2, 20, List.of()));

        assertThat(change(comparison, "latency of read").kind()).isEqualTo(Change.Kind.WORSE);
        assertThat(comparison.regressions()).contains("latency of read is worse");
    }

    @Test
    void aRunThatIsTwiceAsFastIsBetterAndNoRegression() {
        Comparison comparison = compare(run(1, 20, List.of()), run(2, 10, List.of()));

        assertThat(change(comparison, "latency of read").kind()).isEqualTo(Change.Kind.BETTER);
        assertThat(comparison.regressions()).isEmpty();
    }

    @Test
    void whatWaitedForAThreadIsSlowInAnOpenLoad() {
        HistoryBuilder late = History.builder();
        operations(1, 10).forEach(op -> late.add(op, op.time() - 50 * MS));

        Comparison comparison = compare(run(1, 10, List.of()), run(late.build(), List.of(), Map.of()));

        assertThat(change(comparison, "latency of read").kind()).isEqualTo(Change.Kind.WORSE);
        assertThat(comparison.differences()).contains("loads differ: closed, open");
    }

    @Test
    void aTinyDifferenceIsNotNotableHoweverCertain() {
        Comparison comparison = compare(run(1, 100, List.of()), run(2, 105, List.of()));

        assertThat(change(comparison, "latency of read").p()).isLessThan(0.001);
        assertThat(change(comparison, "latency of read").kind()).isEqualTo(Change.Kind.NONE_SHOWN);
    }

    /** What is compared is blocks: hundreds of operations that one pause slowed are one value. */
    @Test
    void onePauseMakesNoDifference() {
        List<Op> paused = new ArrayList<>(operations(3, 10));
        for (int i = 0; i < 500; i++) {
            add(paused, 5_000 + i, 5_400 + i, 100 + i);
        }

        Comparison comparison = compare(run(1, 10, List.of()), run(History.of(inOrder(paused)), List.of(), Map.of()));

        assertThat(change(comparison, "latency of read").kind()).isEqualTo(Change.Kind.NONE_SHOWN);
    }

    @Test
    void runsOfTheSameKindRarelyDiffer() {
        int differing = 0;
        for (int seed = 0; seed < 50; seed++) {
            Comparison comparison = compare(run(2 * seed, 50, List.of()), run(2 * seed + 1, 50, List.of()));
            differing += change(comparison, "latency of read").kind() == Change.Kind.NONE_SHOWN ? 0 : 1;
        }

        assertThat(differing).isLessThanOrEqualTo(1);
    }

    @Test
    void pIsCorrectedForTheNumberOfFigures() {
        Comparison comparison = compare(run(1, 10, List.of()), run(2, 20, List.of()), run(3, 20, List.of()));

        Change latency = change(comparison, "latency of read");
        assertThat(latency.p()).isGreaterThanOrEqualTo(3 * latency.test().p());
    }

    @Test
    void anomaliesAreNewOngoingOrResolvedWhateverTheirNumbers() {
        Comparison comparison = compare(
                run(1, 10, List.of("read 4 of n1 was stale at 3.2 s", "task web.9f-1 died")),
                run(2, 10, List.of("read 7 of n3 was stale at 9.1 s", "the queue lost an element (5 of 7)")));

        assertThat(comparison.anomalies())
                .extracting(anomaly -> anomaly.status() + " " + anomaly.counts())
                .containsExactly("ONGOING [1, 1]", "RESOLVED [1, 0]", "NEW [0, 1]");
        assertThat(comparison.regressions()).contains("new anomaly: the queue lost an element (5 of 7)");
    }

    @Test
    void aVerdictThatGotWorseIsARegression() {
        assertThat(compare(run(1, 10, List.of()), run(2, 10, List.of("x"))).regressions())
                .contains("the verdict was valid and is invalid");
    }

    @Test
    void recoveryIsShownByFaultAndNeverIsLaterThanAnyTime() {
        List<Op> operations = operations(1, 10);
        Comparison comparison = compare(
                run(History.of(operations), List.of(), Map.of("f1", 10L, "f2", 11L, "f3", 12L, "f4", 13L, "f5", 14L)),
                run(History.of(operations), List.of(), Map.of("f1", -1L, "f2", -1L, "f3", -1L, "f4", 99L, "f5", -1L)));

        assertThat(comparison.recoveries().get("kill").get(0)).containsExactlyInAnyOrder(10L, 11L, 12L, 13L, 14L);
        assertThat(change(comparison, "recovery from kill").after()).isInfinite();
        assertThat(change(comparison, "recovery from kill").before()).isEqualTo(12);
    }

    @Test
    void aShortRunIsTooFewValues() {
        History tiny = History.of(operations(1, 10).subList(0, 20));

        Comparison comparison = compare(run(tiny, List.of(), Map.of()), run(tiny, List.of(), Map.of()));

        assertThat(comparison.changes()).extracting(Change::kind).containsOnly(Change.Kind.TOO_FEW);
    }

    @Test
    void theJsonHasNoNumberThatIsNone() {
        Comparison comparison = compare(run(History.of(List.of()), List.of(), Map.of()), run(2, 10, List.of("x")));

        JsonNode json = JsonMapper.shared().readTree(ComparisonJson.toJson(comparison, "page.html"));

        assertThat(json.at("/changes/0/before").isNull()).isTrue();
        assertThat(json.at("/runs/1/latencyMs/read/p50").doubleValue()).isPositive();
        assertThat(json.at("/anomalies/0/status").stringValue()).isEqualTo("new");
    }

    private static Change change(Comparison comparison, String figure) {
        return comparison.changes().stream()
                .filter(change -> change.figure().equals(figure))
                .findFirst()
                .orElseThrow();
    }

    private static Comparison compare(ComparedRun... runs) {
        return Comparison.of(List.of(runs));
    }

    private static ComparedRun run(long seed, int latencyMs, List<String> anomalies) {
        return run(History.of(operations(seed, latencyMs)), anomalies, Map.of());
    }

    /** Half a minute of reads, twenty a second, whose latencies vary by a few per cent. */
    private static List<Op> operations(long seed, int latencyMs) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Op> operations = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            double factor = 0.98 + random.nextDouble() * 0.04;
            add(operations, i * 50L, (long) (i * 50L + latencyMs * factor + 0.5), i % 7);
        }
        return inOrder(operations);
    }

    private static void add(List<Op> operations, long fromMs, long toMs, int process) {
        operations.add(new Op(0, fromMs * MS, process, OpType.INVOKE, "read", null, null, null));
        operations.add(new Op(0, toMs * MS, process, OpType.OK, "read", null, null, null));
    }

    private static List<Op> inOrder(List<Op> operations) {
        return operations.stream().sorted(Comparator.comparingLong(Op::time)).toList();
    }

    private static ComparedRun run(History history, List<String> anomalies, Map<String, Long> recovery) {
        Verdict verdict = anomalies.isEmpty() ? Verdict.VALID : Verdict.INVALID;
        CheckResult check = new CheckResult(
                "checker",
                verdict,
                "because",
                anomalies.stream()
                        .map(headline -> new Anomaly(headline, null, 0, List.of(), Map.of()))
                        .toList(),
                Map.of());
        List<FaultRecord> faults = recovery.keySet().stream()
                .map(id -> new FaultRecord(id, "kill", List.of(), "", 0, 0, 0, true, true, Map.of(), Map.of(), null))
                .toList();
        RunSummary summary = new RunSummary(
                RunSummary.SCHEMA_VERSION,
                verdict,
                "because",
                "2026-11-21T04:31:07.204Z",
                1,
                "w",
                "n",
                "s",
                List.of("n1"),
                1,
                30_000,
                Map.of("ok", 600L),
                faults,
                Map.of("checker", check),
                recovery,
                Map.of(),
                null,
                null);
        return ComparedRun.of("B", Path.of("w/n/x"), summary, history);
    }
}
