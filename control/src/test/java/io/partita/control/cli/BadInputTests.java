package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputTests {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private void expect(int status, String[] onStandardError, String... arguments) throws Exception {
        try (ControlProcess control = ControlProcess.start(directory, arguments)) {
            assertThat(control.await(SOON)).as(control.err()).isEqualTo(status);
            assertThat(control.err()).contains(onStandardError).doesNotContain("Exception");
            assertThat(control.out()).isEmpty();
        }
        assertThat(directory.resolve("results")).doesNotExist();
    }

    private static String[] words(String... words) {
        return words;
    }

    @Test
    void theListOfFaultsSaysWhatEachNeeds() throws Exception {
        try (ControlProcess control = ControlProcess.start(directory, "list", "nemeses")) {
            assertThat(control.await(SOON)).as(control.err()).isZero();
            assertThat(control.out())
                    .contains("kill-master-leader ")
                    .contains("SIGKILL to the leading master; started again to recover."
                            + " Needs: a system with servers called master that can be killed.")
                    .contains("Needs: 3 nodes with iptables and bash, root.");
        }
    }

    @Test
    void anUnknownWorkloadGetsASuggestion() throws Exception {
        expect(64, words("Did you mean zk-register?", "zk-counter"), "test", "--workload", "zk-registr");
    }

    @Test
    void anUnknownNemesisGetsASuggestion() throws Exception {
        expect(
                64,
                words("did you mean partition-majorities?", "kill"),
                "test",
                "--workload",
                "zk-register",
                "--nemesis",
                "partition-majoritis");
    }

    @Test
    void anUnknownOptionGetsASuggestion() throws Exception {
        expect(
                64,
                words("--nemesys", "Did you mean --nemesis?", "control test --help"),
                "test",
                "--workload",
                "zk-register",
                "--nemesys",
                "kill");
    }

    @Test
    void anUnknownCommandGetsASuggestion() throws Exception {
        expect(64, words("tst", "Did you mean test?"), "tst");
    }

    @Test
    void allProblemsAreReportedInOneGo() throws Exception {
        expect(
                64,
                words("unknown workload", "no fault is called", "--time-limit", "--concurrency"),
                "test",
                "--workload",
                "x",
                "--nemesis",
                "y",
                "--time-limit",
                "soon",
                "--concurrency",
                "none");
    }

    @Test
    void aMissingHistoryIsNamed() throws Exception {
        expect(64, words("nowhere.jsonl"), "check", "nowhere.jsonl");
    }

    @Test
    void aDirectoryThatIsNoRunIsNamed() throws Exception {
        expect(64, words("holds no ledger"), "heal", "--run", "nowhere");
    }

    @Test
    void aDryRunPrintsThePlanAndTouchesNothing() throws Exception {
        try (ControlProcess control = ControlProcess.start(
                directory,
                "test",
                "--workload",
                "zk-register",
                "--nemesis",
                "kill",
                "--seed",
                "1",
                "--time-limit",
                "30s",
                "--dry-run")) {
            assertThat(control.await(SOON)).as(control.err()).isZero();
            assertThat(control.out()).contains("--seed 1", "kill", "inject", "recover");
        }
        assertThat(Files.exists(directory.resolve("results"))).isFalse();
    }

    @Test
    void aMissingLibraryIsABugAndNoVerdict() throws Exception {
        String ownClassesOnly = Path.of(Program.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        try (ControlProcess control = ControlProcess.start(directory, ownClassesOnly, words("list", "models"))) {
            assertThat(control.await(SOON)).isEqualTo(70);
            assertThat(control.err()).contains("a bug in this program", "NoClassDefFoundError");
        }
    }
}
