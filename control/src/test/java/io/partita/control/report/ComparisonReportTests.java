package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.control.compare.ComparedRun;
import io.partita.control.compare.Comparison;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonReportTests {

    @TempDir
    Path results;

    @Test
    void whatGotWorseStandsFirst() throws Exception {
        String page = page(SampleRun.valid(1), SampleRun.invalid(1));

        assertThat(page).contains("things got worse</h1>", "<li>the verdict was valid and is invalid</li>", "+ new");
    }

    @Test
    void everyFunctionHasAChartWithACurveForEachRun() throws Exception {
        String page = page(SampleRun.valid(1), SampleRun.valid(2));

        assertThat(page).contains("Latency of read by percentile", "Latency of write by percentile");
        assertThat(Pattern.compile("class=\"series series-1\" d=\"M[^\"]*L")
                        .matcher(page)
                        .results()
                        .count())
                .isGreaterThanOrEqualTo(3);
        assertThat(page).doesNotContain("NaN", "Infinity");
    }

    @Test
    void linksAreRelativeToThePage() throws Exception {
        assertThat(page(SampleRun.valid(1), SampleRun.valid(2)))
                .contains("href=\"./../w/n/20260101T000000.000Z/index.html\"");
    }

    @Test
    void nothingIsAskedOfTheNetworkAndNothingHostileRuns() throws Exception {
        String page = page(Hostile.run(), Hostile.run());

        assertThat(page).doesNotContain("<img").contains("default-src 'none'");
        assertThat(Pattern.compile("(src|href)=\"(?!\\./|#)").matcher(page).find())
                .isFalse();
    }

    @Test
    void runsWithoutOperationsGiveAPage() throws Exception {
        SampleRun.Sample empty = new SampleRun.Sample(Hostile.bare(Verdict.UNKNOWN), History.of(List.of()));

        assertThat(page(empty, empty)).contains("Nothing shows that", "No run has any.");
    }

    private String page(SampleRun.Sample before, SampleRun.Sample after) throws Exception {
        Comparison comparison = Comparison.of(List.of(
                ComparedRun.of("A", results.resolve("w/n/20260101T000000.000Z"), before.summary(), before.history()),
                ComparedRun.of("B", results.resolve("w/n/20260102T000000.000Z"), after.summary(), after.history())));
        Path file = results.resolve("comparisons/page.html");
        ComparisonReport.write(file, comparison);
        return Files.readString(file);
    }
}
