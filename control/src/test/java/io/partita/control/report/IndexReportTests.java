package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.control.store.ResultsJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexReportTests {

    @TempDir
    Path results;

    @Test
    void runsAreListedNewestFirstAcrossWorkloads() {
        run("zk-register/kill/20260101T000000.000Z", SampleRun.valid(1));
        run("zk-counter/none/20260103T000000.000Z", SampleRun.invalid(1));
        run("zk-register/kill/20260102T000000.000Z", SampleRun.unknown(1));

        assertThat(IndexReport.runs(results))
                .extracting(IndexReport.Run::name)
                .containsExactly("20260103T000000.000Z", "20260102T000000.000Z", "20260101T000000.000Z");
    }

    @Test
    void aBrokenResultIsListedWithItsReason() throws Exception {
        Path broken = Files.createDirectories(results.resolve("w/n/20260101T000000.000Z"));
        Files.writeString(broken.resolve("results.json"), "{\"schemaVersion\": 9}");

        assertThat(page()).contains("1 unreadable", "schema version 9");
    }

    @Test
    void aRunWithoutResultIsListed() throws Exception {
        Files.createDirectories(results.resolve("w/n/20260101T000000.000Z"));

        assertThat(page()).contains("results.json is missing");
    }

    @Test
    void linksAreRelativeAndEncoded() throws Exception {
        run("we ird/n#1/20260101T000000.000Z", SampleRun.valid(1));

        assertThat(page()).contains("href=\"./we%20ird/n%231/20260101T000000.000Z/index.html\"");
        assertThat(Pattern.compile("href=\"(?!\\./|#)").matcher(page()).find()).isFalse();
    }

    @Test
    void theLinkToTheLatestRunIsNotARunOfItsOwn() throws Exception {
        run("w/n/20260101T000000.000Z", SampleRun.valid(1));
        Files.createSymbolicLink(results.resolve("latest"), Path.of("w/n/20260101T000000.000Z"));
        Files.createSymbolicLink(results.resolve("w/n/current"), Path.of("20260101T000000.000Z"));

        assertThat(IndexReport.runs(results)).hasSize(1);
    }

    @Test
    void verdictsThatDifferFromRunToRunAreMarked() throws Exception {
        run("w/n/20260101T000000.000Z", SampleRun.valid(1));
        run("w/n/20260102T000000.000Z", SampleRun.invalid(2));

        assertThat(page()).contains("differs from run to run", "1 of 2");
    }

    @Test
    void anEmptyDirectoryGivesAnEmptyIndex() throws Exception {
        assertThat(page()).contains("No runs yet");
    }

    @Test
    void aHostileReasonStaysText() throws Exception {
        run("w/n/20260101T000000.000Z", Hostile.run());

        assertThat(page()).doesNotContain("<img").contains("&lt;img src=x");
    }

    @Test
    void theMarkdownSummaryHasNoMarkupOfItsValues() {
        assertThat(MarkdownSummary.of(Hostile.run().summary()).lines())
                .filteredOn(line -> line.contains("<img"))
                .allSatisfy(line -> assertThat(line).startsWith("    "));
        assertThat(MarkdownSummary.of(SampleRun.unknown(1).summary()))
                .contains("Evidence not met: every partition proven", "    bin/control test", "| 3 | 2 | 3 |");
    }

    @Test
    void theMarkdownSummaryIsAFile() throws Exception {
        Path file = results.resolve("summary.md");

        MarkdownSummary.write(file, SampleRun.invalid(1).summary());

        assertThat(Files.readString(file)).startsWith("### ✗ INVALID: zk-register × partition-majority");
    }

    private void run(String path, SampleRun.Sample sample) {
        ResultsJson.write(results.resolve(path).resolve("results.json"), sample.summary());
    }

    private String page() throws Exception {
        IndexReport.write(results);
        return Files.readString(results.resolve("index.html"));
    }
}
