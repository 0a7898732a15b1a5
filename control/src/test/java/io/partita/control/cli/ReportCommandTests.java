package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Verdict;
import io.partita.checker.history.JournalWriter;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.control.store.ResultsJson;
import io.partita.control.store.RunSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTests {

    @TempDir
    Path results;

    @Test
    void thePageOfAStoredRunIsWrittenAnew() throws Exception {
        Path run = run("w/n/20260101T000000.000Z", Verdict.VALID);

        int status = report(run.toString());

        assertThat(status).isZero();
        assertThat(run.resolve("index.html")).content().contains("because");
        assertThat(results.resolve("index.html")).content().contains("1 run: 1 valid");
    }

    @Test
    void withoutARunOnlyTheIndexIsWritten() throws Exception {
        Path run = run("w/n/20260101T000000.000Z", Verdict.VALID);

        assertThat(report()).isZero();

        assertThat(results.resolve("index.html")).exists();
        assertThat(run.resolve("index.html")).doesNotExist();
    }

    @Test
    void ofAWrongNameNothingIsWritten() throws Exception {
        run("w/n/20260101T000000.000Z", Verdict.VALID);

        assertThat(report("w/n/20260101T000000.000Z", "nowhere")).isEqualTo(64);

        assertThat(results.resolve("index.html")).doesNotExist();
    }

    @Test
    void aRunThatWasNotJudgedHasNoPage() throws Exception {
        Path run = run("w/n/20260101T000000.000Z", Verdict.VALID);
        Files.delete(run.resolve("results.json"));

        assertThat(report("w/n/20260101T000000.000Z")).isEqualTo(64);
    }

    @Test
    void aComparisonIsAPageBelowTheResults() throws Exception {
        run("w/n/20260101T000000.000Z", Verdict.VALID);
        run("w/n/20260102T000000.000Z", Verdict.INVALID);

        int status = compare("w/n/20260101T000000.000Z", "w/n/20260102T000000.000Z");

        assertThat(status).isZero();
        assertThat(results.resolve("comparisons/20260101T000000.000Z-20260102T000000.000Z.html"))
                .content()
                .contains("the verdict was valid and is invalid");
    }

    @Test
    void aRegressionIsAStatusOfItsOwnWhenItIsAskedFor() throws Exception {
        run("w/n/20260101T000000.000Z", Verdict.VALID);
        run("w/n/20260102T000000.000Z", Verdict.INVALID);

        assertThat(compare("--fail-on-regression", "w/n/20260101T000000.000Z", "w/n/20260102T000000.000Z"))
                .isEqualTo(4);
        assertThat(compare("--fail-on-regression", "w/n/20260102T000000.000Z", "w/n/20260101T000000.000Z"))
                .isZero();
    }

    @Test
    void latestAndAnInstantNameRunsAndTheIndexLeadsToTheirComparison() throws Exception {
        run("w/n/20260101T000000.000Z", Verdict.VALID);
        run("v/n/20260102T000000.000Z", Verdict.INVALID);
        Files.createSymbolicLink(results.resolve("latest"), Path.of("v/n/20260102T000000.000Z"));

        assertThat(compare("20260101T000000.000Z", "latest")).isZero();

        assertThat(results.resolve("index.html"))
                .content()
                .contains(
                        "href=\"./comparisons/20260101T000000.000Z-20260102T000000.000Z.html\">1 thing worse",
                        "w × n <a class=\"plain\" href=\"./w/n/20260101T000000.000Z/index.html\">2026-01-01 00:00:00 UTC</a>"
                                + " → v × n <a");
    }

    @Test
    void aNameThatTwoRunsBearIsRefused() throws Exception {
        run("w/n/20260101T000000.000Z", Verdict.VALID);
        run("v/n/20260101T000000.000Z", Verdict.VALID);

        assertThat(compare("20260101T000000.000Z", "w/n/20260101T000000.000Z")).isEqualTo(64);
    }

    @Test
    void oneRunCannotBeCompared() throws Exception {
        run("w/n/20260101T000000.000Z", Verdict.VALID);

        assertThat(compare("w/n/20260101T000000.000Z")).isEqualTo(64);
    }

    private int report(String... arguments) {
        return Main.run(withResults(List.of("report"), arguments));
    }

    private int compare(String... arguments) {
        return Main.run(withResults(List.of("report", "compare"), arguments));
    }

    private String[] withResults(List<String> command, String... arguments) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--results", results.toString()));
        all.addAll(List.of(arguments));
        return all.toArray(String[]::new);
    }

    private Path run(String path, Verdict verdict) throws Exception {
        Path run = Files.createDirectories(results.resolve(path));
        ResultsJson.write(
                run.resolve("results.json"),
                new RunSummary(
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
                        10,
                        Map.of("ok", 1L),
                        List.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        null,
                        null));
        try (JournalWriter journal =
                JournalWriter.create(run.resolve("history.jsonl"), Map.of("format", "op-history/1"))) {
            journal.append(new Op(0, 1_000, 0, OpType.INVOKE, "read", null, null, null));
            journal.append(new Op(1, 9_000, 0, OpType.OK, "read", null, 4L, null));
        }
        return run;
    }
}
