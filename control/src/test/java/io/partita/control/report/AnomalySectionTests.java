package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.control.store.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AnomalySectionTests {

    /** Two writes one after the other, a read of the first, and a write that never completed. */
    private static final History STALE = History.of(List.of(
            op(0, 1, 0, OpType.INVOKE, "write", 4L),
            op(1, 2, 0, OpType.OK, "write", 4L),
            op(2, 3, 1, OpType.INVOKE, "write", 5L),
            op(3, 4, 3, OpType.INVOKE, "write", 6L),
            op(4, 2_000, 1, OpType.OK, "write", 5L),
            op(5, 2_001, 2, OpType.INVOKE, "read", null),
            op(6, 2_002, 2, OpType.OK, "read", 4L)));

    private static final Anomaly READ = new Anomaly(
            "it read 4", 7L, 6, List.of(2L, 4L, 5L, 6L), Map.of("lastStates", List.of("5"), "window", List.of(3L)));

    @Test
    void theLeadCountsAnomaliesAndKeys() {
        assertThat(section(copies(11))).contains("11 anomalies on 2 keys, found by linearizability.");
        assertThat(section(List.of(READ))).contains("1 anomaly on 1 key, found by linearizability.");
    }

    @Test
    void anomaliesThatNobodyCanTellApartAreShownOnceAndCounted() {
        assertThat(section(List.of(READ, READ)))
                .contains("2 anomalies (those that are alike are shown once) on 1 key")
                .doesNotContain("anomaly-2");
    }

    @Test
    void aLegalOrderOfTheOthersIsToldAndNumberedInThePicture() {
        SampleRun.Sample sample = SampleRun.staleRead();

        String html = AnomalySection.anomalies(sample.summary(), Operations.of(sample.history()));

        assertThat(html)
                .containsSubsequence("class=\"place\"", ">1<")
                .contains("One legal order of the others: ", "(then 2)", "and no place for <code>read → 1</code>");
    }

    @Test
    void everyRowOfThePictureHoldsTheOrderUpToItAndTheStateThen() {
        SampleRun.Sample sample = SampleRun.staleRead();

        String html = AnomalySection.anomalies(sample.summary(), Operations.of(sample.history()));

        assertThat(html)
                .containsSubsequence(
                        "after step 1 of a legal order: 1<",
                        "after step 2 of a legal order: 2<",
                        "at the end of a legal order: 2, and this has no place<");
    }

    @Test
    void whatWasExpectedIsSaidInWords() {
        SampleRun.Sample sample = SampleRun.staleRead();

        assertThat(AnomalySection.anomalies(sample.summary(), Operations.of(sample.history())))
                .contains("<strong>Last legal state</strong>", "left key <code>3</code> at <code>2</code>.")
                .contains("<strong>Expected</strong>: <code>read → 2</code>.");
    }

    @Test
    void threeAreShownInFullAndTheRestFolded() {
        String html = section(copies(11));

        assertThat(html.substring(0, html.indexOf("<details class=\"more\">")))
                .contains("id=\"anomaly-3\"")
                .doesNotContain("id=\"anomaly-4\"");
        assertThat(html).contains("8 more anomalies", "id=\"anomaly-11\"");
    }

    @Test
    void thePictureOrdersBarsByTimeAndMarksTheReadAndWhatWasAcknowledgedBefore() {
        String svg = section(List.of(READ)).replaceAll("(?s).*(<svg class=\"around\".*</svg>).*", "$1");

        assertThat(svg).containsSubsequence("write 5", "write 6", "class=\"decisive\"", "read → 4");
        assertThat(Pattern.compile("class=\"until\"").matcher(svg).results()).hasSize(1);
        assertThat(Pattern.compile("class=\"open\"").matcher(svg).results()).hasSize(1);
        assertThat(svg).contains(">2.002 s</text>");
    }

    @Test
    void whatProvesItIsMarkedInThePictureAndNamed() {
        Map<String, Object> details =
                Map.of("window", List.of(3L), "core", List.of(2L, 5L), "coreFrom", 2L, "coreMinimal", true);
        String html = section(List.of(new Anomaly("it read 4", 7L, 6, List.of(5L, 6L), details)));

        assertThat(Pattern.compile("class=\"proof\"").matcher(html).results()).hasSize(2);
        assertThat(html)
                .contains("These operations prove it, whatever all others did: ")
                .contains("<a href=\"#op=2\"><code>write 5</code></a>", "<a href=\"#op=5\"><code>read → 4</code></a>")
                .contains("None of them can be left out.")
                .doesNotContain("core minimal", "core from");
    }

    @Test
    void theStatesThatWereLegalAreASentence() {
        assertThat(section(List.of(READ)))
                .contains("left key <code>7</code> at <code>5</code>.", "1 other operation open at that time")
                .doesNotContain("last states");
    }

    private static List<Anomaly> copies(int count) {
        List<Anomaly> copies = new ArrayList<>();
        LongStream.range(0, count)
                .forEach(i -> copies.add(new Anomaly(
                        READ.headline() + ", copy " + i,
                        i % 2,
                        READ.opIndex(),
                        READ.relatedIndices(),
                        READ.details())));
        return copies;
    }

    private static String section(List<Anomaly> anomalies) {
        RunSummary bare = Hostile.bare(Verdict.INVALID);
        CheckResult result = new CheckResult("linearizability", Verdict.INVALID, "no", anomalies, Map.of());
        RunSummary run = new RunSummary(
                bare.schemaVersion(),
                bare.verdict(),
                bare.reason(),
                bare.startedAt(),
                bare.seed(),
                bare.workload(),
                bare.nemesis(),
                bare.system(),
                List.of("n1", "n2"),
                4,
                bare.durationMs(),
                bare.operations(),
                bare.faults(),
                Map.of("linearizability", result),
                bare.recovery(),
                bare.evidence(),
                bare.report(),
                bare.command());
        return AnomalySection.anomalies(run, Operations.of(STALE));
    }

    private static Op op(long index, long ms, int process, OpType type, String f, Object value) {
        return new Op(index, ms * 1_000_000, process, type, f, 7L, value, null);
    }
}
