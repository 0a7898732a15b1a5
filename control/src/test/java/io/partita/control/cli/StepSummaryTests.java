package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Verdict;
import io.partita.control.store.RunSummary;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepSummaryTests {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Terminal terminal =
            new Terminal(new PrintStream(new ByteArrayOutputStream()), new PrintStream(said), false, false, () -> 80);

    @Test
    void everyRunIsAddedToThePageOfTheJob() throws Exception {
        Path page = directory.resolve("summary.md");
        Files.writeString(page, "before\n");

        StepSummary.add(page.toString(), run(Verdict.VALID), terminal);
        StepSummary.add(page.toString(), run(Verdict.INVALID), terminal);

        assertThat(Files.readString(page)).startsWith("before\n### ✓ VALID").contains("### ✗ INVALID");
    }

    @Test
    void outsideAJobNothingIsWritten() throws Exception {
        StepSummary.add(null, run(Verdict.VALID), terminal);
        StepSummary.add("", run(Verdict.VALID), terminal);

        assertThat(said.toString()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aPageThatCannotBeWrittenIsSaidAndNoMore() {
        StepSummary.add(directory.toString(), run(Verdict.VALID), terminal);

        assertThat(said.toString()).contains("GITHUB_STEP_SUMMARY", directory.toString());
    }

    private static RunSummary run(Verdict verdict) {
        return new RunSummary(
                RunSummary.SCHEMA_VERSION,
                verdict,
                "because",
                "2026-11-21T04:31:07.204Z",
                1,
                "w",
                "none",
                "s",
                List.of(),
                0,
                0,
                Map.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                null,
                null);
    }
}
