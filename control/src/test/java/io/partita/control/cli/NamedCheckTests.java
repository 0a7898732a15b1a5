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
                [{:index 0 :time 100000000 :process 0 :type :invoke :f :add :value 1}
                 {:index 1 :time 100000000 :process 0 :type :ok :f :add :value 1}
                 {:index 2 :time 200000000 :process 0 :type :invoke :f :add :value 2}
                 {:index 3 :time 200000000 :process 0 :type :ok :f :add :value 2}
                 {:index 4 :time 300000000 :process 1 :type :invoke :f :read :value nil}
                 {:index 5 :time 300000000 :process 1 :type :ok :f :read :value [1 2]}
                 {:index 6 :time 450000000 :process 1 :type :invoke :f :read :value nil}
                 {:index 7 :time 450000000 :process 1 :type :ok :f :read :value [2]}]
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

    /** What docs/checking.md shows. */
    @Test
    void eachCheckerHasItsLineAndTheWorstDecides() throws Exception {
        expect(1, """
                INVALID  set-full: 1 element is lost: 1
                  element 1 is lost: acknowledged to process 0 at 0.100 s, last seen by process 1 at 0.300 s, and missed by the read that process 1 at 0.450 s began
                VALID  stats: 4 of 4 operations succeeded, some of every kind
                edn, 4 operations""", "", "check", "history.edn", "--checker", "set-full,stats");
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
        expect(1, "\"related\" : [ 0, 1, 5, 6, 7 ]", "", "check", "history.edn", "--checker", "set-full", "--json");
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
                "event 5: read carries [1, 2], expected a number",
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
