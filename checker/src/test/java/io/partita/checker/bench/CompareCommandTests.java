package io.partita.checker.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTests {

    private static final String NAMES = "model\tbad\tcrash\tconcurrency\tops\tverdict\tcpu_ms\n";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Path ours;
    private Path theirs;

    @BeforeEach
    void files() {
        ours = directory.resolve("ours.tsv");
        theirs = directory.resolve("theirs.tsv");
    }

    @Test
    void theRatioSaysHowManyTimesOurTimeTheirsIs() throws IOException {
        Files.writeString(ours, NAMES + "set\t0\t0.01\t5\t1000\tvalid\t10\n");
        Files.writeString(theirs, NAMES + "set\t0\t0.01\t5\t1000\tOk\t40\n");

        assertThat(compare()).isTrue();
        assertThat(output()).contains("4.00");
    }

    @Test
    void whatOnlyOneDecidedHasNoRatio() throws IOException {
        Files.writeString(ours, NAMES + "set\t0\t0\t5\t1000\tvalid\t10\n");
        Files.writeString(theirs, NAMES + "set\t0\t0\t5\t1000\tOOM\n");

        compare();

        assertThat(output()).containsPattern("set +1 +1 +0 +-");
    }

    @Test
    void rowsInWhichWeAreSlowerAreListed() throws IOException {
        Files.writeString(ours, NAMES + "set\t1\t0\t5\t1000\tinvalid\t50\n");
        Files.writeString(theirs, NAMES + "set\t1\t0\t5\t1000\tIllegal\t40\n");

        compare();

        assertThat(output()).contains("slower: set c5 0 % 1000 bad: 50.0 ms, theirs 40.0 ms");
    }

    @Test
    void verdictsThatDifferAreNamedAndMakeItFail() throws IOException {
        Files.writeString(ours, NAMES + "set\t1\t0\t5\t1000\tvalid\t1\n");
        Files.writeString(theirs, NAMES + "set\t1\t0\t5\t1000\tIllegal\t1\n");

        assertThat(compare()).isFalse();
        assertThat(output()).contains("verdicts differ: set c5 0 % 1000 bad");
    }

    private boolean compare() throws IOException {
        Arguments arguments = new Arguments(List.of(ours.toString(), theirs.toString()), Set.of());
        return new CompareCommand(arguments, new PrintStream(printed, true, StandardCharsets.UTF_8)).run();
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
