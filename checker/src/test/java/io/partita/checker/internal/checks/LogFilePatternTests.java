package io.partita.checker.internal.checks;

import static io.partita.checker.Script.script;
import static io.partita.checker.internal.checks.Judging.isUnknown;
import static io.partita.checker.internal.checks.Judging.isValid;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Checkers;
import io.partita.checker.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilePatternTests {

    @TempDir
    private Path run;

    private Path node;

    @BeforeEach
    void aRunWithOneNode() throws IOException {
        node = Files.createDirectories(run.resolve("nodes/n1"));
        Files.writeString(run.resolve("history.jsonl"), "panic\n");
    }

    @Test
    void aMatchIsNamedWithFileAndLine() throws IOException {
        Files.writeString(node.resolve("server.log"), "fine\r\n12:00 PANIC: index out of range\r\nfine");

        CheckResult result = search("(?i)panic");

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).isEqualTo("n1/server.log:2: 12:00 PANIC: index out of range");
        assertThat(result.anomalies().get(0).details())
                .containsEntry("file", "n1/server.log")
                .containsEntry("line", 2L)
                .containsEntry("match", "PANIC");
        assertThat(result.details()).containsEntry("matches", Map.of("n1/server.log", 1L));
    }

    @Test
    void withoutAMatchTheSearchedLinesAreCounted() throws IOException {
        Files.writeString(node.resolve("server.log"), "fine\nfine\n");

        isValid(search("panic"), "none of 2 lines in 1 file matches panic");
    }

    @Test
    void manyMatchesAreCountedAndFewShown() throws IOException {
        Files.writeString(node.resolve("a.log"), "panic\n".repeat(100));
        Files.writeString(node.resolve("b.log"), "panic\n");

        CheckResult result = search("panic");

        assertThat(result.reason()).isEqualTo("101 lines in 2 files match; n1/a.log:1: panic");
        assertThat(result.anomalies()).hasSize(Findings.SHOWN);
        assertThat(result.details()).containsEntry("anomaliesNotShown", 81L);
    }

    @Test
    void packedLogsAreUnpackedAndStrangeBytesDoNoHarm() throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(node.resolve("old.log.gz")))) {
            out.write(new byte[] {(byte) 0xff, 0, '\n'});
            out.write("panic".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(search("panic").reason()).isEqualTo("n1/old.log.gz:2: panic");
    }

    @Test
    void anEndlessLineIsCut() throws IOException {
        Files.writeString(node.resolve("long.log"), "x".repeat(1_000_000) + "panic\npanic\n");

        assertThat(search("panic").reason()).isEqualTo("n1/long.log:2: panic");
    }

    @Test
    void withoutLogsNothingIsKnown() {
        isUnknown(search("panic"), "there is no line of logs below ");
        isUnknown(
                Judging.check(Checkers.logFilePattern(Pattern.compile("x"), run.resolve("nowhere")), script()),
                "there is no directory ");
    }

    private CheckResult search(String pattern) {
        return Judging.check(Checkers.logFilePattern(Pattern.compile(pattern), run), script());
    }
}
