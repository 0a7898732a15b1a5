package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code control check --checker} and {@code control list checkers}, as a user sees them. */
class NamedCheckTests {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @BeforeEach
    void aRunThatLostAnElement() throws Exception {
        Files.writeString(directory.resolve("history.edn"), """
                {:index 0 :time 1000000 :process 0 :type :invoke :f :add :value 1}
                {:index 1 :time 2000000 :process 0 :type :ok :f :add :value 1}
                {:index 2 :time 3000000 :process 0 :type :invoke :f :add :value 2}
                {:index 3 :time 4000000 :process 0 :type :ok :f :add :value 2}
                {:index 4 :time 5000000 :process 1 :type :invoke :f :read :value nil}
                {:index 5 :time 6000000 :process 1 :type :ok :f :read :value [2]}
                """);
        Files.createDirectories(directory.resolve("nodes/n1"));
        Files.writeString(directory.resolve("nodes/n1/server.log"), "all is well\npanic: a, b: c\n");
    }

    private void expect(int status, String out, String err, String... arguments) throws Exception {
        try (ControlProcess control = ControlProcess.start(directory, arguments)) {
            assertThat(control.await(SOON)).as(control.err()).isEqualTo(status);
            assertThat(control.out()).contains(out);
            assertThat(control.err()).contains(err).doesNotContain("Exception");
        }
    }

    @Test
    void eachCheckerHasItsLineAndTheWorstDecides() throws Exception {
        expect(1, """
                INVALID  set: 1 acknowledged element is lost: 1
                  element 1 is lost: its add was acknowledged to process 0 at 0.002 s, and the final read, begun by process 1 at 0.005 s, does not show it
                VALID  stats: 3 of 3 operations succeeded, some of every kind
                edn-lines, 3 operations""", "", "check", "history.edn", "--checker", "set,stats");
    }

    @Test
    void withAModelLinearizabilityIsJudgedToo() throws Exception {
        expect(1, "INVALID  linearizability: ", "", "check", "history.edn", "--model", "gset", "--checker", "stats");
    }

    @Test
    void logsAreSearchedBesideTheHistoryForPatternsWithCommasAndColons() throws Exception {
        expect(
                1,
                "INVALID  log-file-pattern: n1/server.log:2: panic: a, b: c",
                "",
                "check",
                "history.edn",
                "--checker",
                "stats,log-file-pattern:pattern=a, b: c");
    }

    @Test
    void jsonHoldsEveryResultWithItsEvents() throws Exception {
        expect(1, "\"related\" : [ 0, 1, 4, 5 ]", "", "check", "history.edn", "--checker", "set-full", "--json");
    }

    @Test
    void allMistakesAreToldAtOnce() throws Exception {
        expect(64, "", "unknown checker \"set-ful\": did you mean set-full?", "check", "x", "--checker", "set-ful");
        expect(64, "", "x: no such file", "check", "x", "--checker", "set-ful");
        expect(64, "", "--checker names set twice", "check", "history.edn", "--checker", "set,set");
    }

    @Test
    void aHistoryThatDoesNotFitIsAnErrorAndNoVerdict() throws Exception {
        expect(
                64,
                "",
                "event 5: read carries [2], expected a number",
                "check",
                "history.edn",
                "--checker",
                "monotonic");
    }

    @Test
    void theyAreListedWithTheirOptions() throws Exception {
        expect(0, "bank:total=N", "", "list", "checkers");
    }
}
