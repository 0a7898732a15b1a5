package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.control.store.ResultsJson;
import io.partita.control.store.RunCatalogue;
import io.partita.control.store.RunEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
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

        assertThat(RunCatalogue.entries(results))
                .extracting(RunEntry::name)
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

        assertThat(RunCatalogue.entries(results)).hasSize(1);
    }

    @Test
    void comparisonsAreListedNewestFirstAndOldOnesByTheirNames() throws Exception {
        Path directory = Files.createDirectories(results.resolve("comparisons"));
        Files.writeString(
                directory.resolve("a.html"),
                "<meta name=\"comparison\" content=\"{&quot;worse&quot;:0,&quot;runs&quot;:[&quot;&lt;w&gt;/n/1&quot;]}\">");
        Files.writeString(directory.resolve("of an earlier program.html"), "<p>");
        Files.writeString(directory.resolve("no page.txt"), "");
        Files.setLastModifiedTime(directory.resolve("a.html"), FileTime.from(Instant.parse("2026-01-01T00:00:00.5Z")));

        String page = page();

        assertThat(page).contains("nothing worse", "&lt;w&gt; × n", "2026-01-01 00:00:00 UTC");
        assertThat(page.indexOf("of%20an%20earlier%20program.html")).isBetween(0, page.indexOf("./comparisons/a.html"));
        assertThat(page).doesNotContain("no page");
    }

    @Test
    void verdictsThatDifferFromRunToRunAreMarked() throws Exception {
        run("w/n/20260101T000000.000Z", SampleRun.valid(1));
        run("w/n/20260102T000000.000Z", SampleRun.invalid(2));

        assertThat(page()).contains("differs from run to run", "1 of 2");
    }

    @Test
    void aPlanThatWasValidAndInvalidAgainstTheSameBuildIsFlaky() throws Exception {
        run("w/n/20260101T000000.000Z", SampleRun.valid(1));
        run("w/n/20260102T000000.000Z", SampleRun.invalid(1));
        plan("w/n/20260101T000000.000Z", "{\n  \"seed\" : 5,\n  \"clusterName\" : \"a\"\n}");
        plan("w/n/20260102T000000.000Z", "{\n  \"seed\" : 5,\n  \"clusterName\" : \"b\"\n}");

        assertThat(page()).contains("flaky: same plan, both verdicts").doesNotContain("differs from run to run");
    }

    @Test
    void otherSeedsAreOtherPlans() throws Exception {
        run("w/n/20260101T000000.000Z", SampleRun.valid(1));
        run("w/n/20260102T000000.000Z", SampleRun.invalid(1));
        plan("w/n/20260101T000000.000Z", "{\"seed\" : 5}");
        plan("w/n/20260102T000000.000Z", "{\"seed\" : 6}");

        assertThat(page()).doesNotContain("flaky").contains("differs from run to run");
    }

    @Test
    void theMatrixHasTheNewestVerdictOfEachWorkloadUnderEachNemesis() throws Exception {
        run("w/kill/20260101T000000.000Z", SampleRun.valid(1), "kill");
        run("w/kill/20260102T000000.000Z", SampleRun.invalid(1), "kill");
        run("w/pause/20260103T000000.000Z", SampleRun.valid(1), "pause");
        run("v/pause/20260104T000000.000Z", SampleRun.unknown(1), "pause");

        String matrix = section(page(), "<table class=\"matrix\">", "</table>");

        assertThat(matrix.replaceAll("<[^>]*>", "|").replaceAll("\\|+", "|"))
                .isEqualTo("|Workload|kill|pause|v|? unknown|0 of 1|w|✗ invalid|1 of 2|✓ valid|1 of 1|");
    }

    @Test
    void aMarkIsAsHighAsItsRunWasLong() throws Exception {
        run("w/n/20260101T000000.000Z", SampleRun.valid(1));
        run("w/n/20260102T000000.000Z", SampleRun.valid(1));
        Path shorter = results.resolve("w/n/20260101T000000.000Z/results.json");
        Files.writeString(
                shorter, Files.readString(shorter).replaceFirst("\"durationMs\" : \\d+", "\"durationMs\" : 0"));

        assertThat(section(page(), "<svg class=\"sparkline\"", "</svg>"))
                .contains("y=\"10\" width=\"7\" height=\"4\"", "y=\"2\" width=\"7\" height=\"12\"");
    }

    @Test
    void aDirectoryThatSomebodyElseMadeIsNoRun() throws Exception {
        Files.createDirectories(results.resolve("notes/of mine"));
        Files.writeString(results.resolve("notes/list.txt"), "x");

        assertThat(page()).contains("No runs yet");
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

    private static String section(String page, String from, String to) {
        int start = page.indexOf(from);
        return page.substring(start, page.indexOf(to, start));
    }

    private void plan(String path, String json) throws Exception {
        Files.writeString(results.resolve(path).resolve("plan.json"), json);
    }

    private void run(String path, SampleRun.Sample sample, String nemesis) throws Exception {
        run(path, sample);
        Path file = results.resolve(path).resolve("results.json");
        Files.writeString(
                file,
                Files.readString(file).replaceFirst("\"nemesis\" : \"[^\"]*\"", "\"nemesis\" : \"" + nemesis + "\""));
    }

    private void run(String path, SampleRun.Sample sample) {
        ResultsJson.write(results.resolve(path).resolve("results.json"), sample.summary());
    }

    private String page() throws Exception {
        IndexReport.write(results);
        return Files.readString(results.resolve("index.html"));
    }
}
