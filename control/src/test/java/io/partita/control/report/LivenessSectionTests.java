package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import io.partita.control.store.RunSummary;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LivenessSectionTests {

    private static final Map<String, Object> TIMES =
            Map.of("count", 7L, "p50Ms", 1500.0, "p90Ms", 2500.0, "p99Ms", 3000.0, "maxMs", 4000.0, "hdr", "xyz");

    private static RunSummary with(Map<String, Object> details) {
        RunSummary run = SampleRun.invalid(1).summary();
        Map<String, CheckResult> checkers = new LinkedHashMap<>(run.checkers());
        checkers.put("liveness", new CheckResult("liveness", Verdict.VALID, "in time", List.of(), details));
        return Altered.of(run).judged(checkers).run();
    }

    private static RunSummary sample(String kind) {
        Map<String, Object> situations = new LinkedHashMap<>();
        situations.put("all", TIMES);
        situations.put("quiet", TIMES);
        situations.put("during partition-leader", TIMES);
        return with(Map.of(
                "kinds",
                Map.of(kind, Map.of("missed", 2L, "boundMs", 9000.0, "times", situations)),
                "worstUnavailability",
                Map.of("what", "app /web is whole", "ms", 12345.6, "fromMs", 4000.0, "toMs", 16345.6),
                "faults",
                List.of(Map.of("id", "f1", "name", "partition-leader", "detectMs", 800.0))));
    }

    @Test
    void everyKindHasItsTimesInAllAndBySituation() {
        String page = LivenessSection.of(sample("replacement"));
        assertThat(page).contains("replacement", "in all", "without a fault", "during partition-leader");
        assertThat(page).contains("1.50 s", "3.00 s", "4.00 s", "9.00 s").doesNotContain("xyz");
    }

    @Test
    void theSpreadOfTimesIsDrawnFromWhatTheCheckerRecordedWithWhatWasAllowed() {
        Histogram histogram = new Histogram(3);
        histogram.recordValue(1_000_000);
        histogram.recordValueWithCount(4_000_000, 2);
        ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(bytes);
        String packed = Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));

        String picture = Spread.of(Map.of("maxMs", 4000.0, "hdr", packed), 8000.0);

        assertThat(picture).contains("allowed 8.00 s", "<title>1 up to", "<title>2 up to", "class=\"anomaly-line\"");
        assertThat(Spread.of(Map.of("maxMs", 4000.0, "hdr", "xyz"), 8000.0)).isEmpty();
    }

    @Test
    void kindsOfFaultsHaveTheSpreadOfHowSoonTheyWereNoticed() {
        assertThat(LivenessSection.of(sample("replacement")))
                .contains("<th scope=\"row\">partition-leader</th>", "from 0 to 800 ms", "<title>1 up to");
    }

    @Test
    void aFaultSaysWhenItWasNoticedAndThatItWasNotGotOver() {
        assertThat(LivenessSection.of(sample("replacement"))).contains("f1 partition-leader", "800 ms", "not seen");
    }

    @Test
    void theWorstUnavailabilityIsThatOfTheSystemWhereOneIsKnown() {
        assertThat(FirstScreen.tiles(sample("replacement"), Optional.empty()))
                .contains("12.3 s", "not: app /web is whole, from 4.00");
    }

    @Test
    void aRunWithoutSuchAJudgementHasNoSuchSection() {
        assertThat(LivenessSection.of(SampleRun.invalid(1).summary())).isEmpty();
        assertThat(RunReport.page(
                        SampleRun.invalid(1).summary(), SampleRun.invalid(1).history()))
                .doesNotContain("in-time");
    }

    @Test
    void obligationsAreToldOneByOneAndNotOnceMoreAmongTheCheckersDetails() {
        Map<String, Object> obligation = Map.of("kind", "replacement", "subject", "task web.1", "state", "met");
        RunSummary run =
                with(Map.of("kinds", Map.of("replacement", Map.of("met", 1L)), "obligations", List.of(obligation)));

        assertThat(LivenessSection.of(run)).contains("Each obligation: 1 met", "task web.1");
        assertThat(CheckerList.of(run)).contains("replacement").doesNotContain("task web.1");
    }

    @Test
    void whatAWorkloadCallsAKindIsShownAsText() {
        assertThat(LivenessSection.of(sample("<img src=x onerror=alert(1)>"))).doesNotContain("<img");
    }
}
