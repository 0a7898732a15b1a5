package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
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
                    .contains("Needs: 3 nodes with iptables and bash, root.")
                    .contains("Target: minority if none is given.")
                    .contains("  kill:of=");
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
                words("did you mean partition-majorities?", "control list nemeses"),
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
    void aDryRunOfAScriptShowsTimesTargetsAndGatesAndItsPlanCanBePrintedAgain() throws Exception {
        String[] script = {
            "test", "--workload", "zk-register", "--nemesis",
                    "at 5s kill n1,n2 for 20s; every 15s pause one for 2s until 40s",
            "--seed", "1", "--health-gate", "30s", "--dry-run"
        };
        try (ControlProcess control = ControlProcess.start(directory, script)) {
            assertThat(control.await(SOON)).as(control.err()).isZero();
            assertThat(control.out())
                    .contains("--nemesis 'at 5s kill(n1,n2) for 20s; every 15s pause(one) for 2s until 40s'")
                    .contains("gate     until the system serves, for at most 30s")
                    .contains("  1      5.0 s  inject   kill(n1,n2) for 20.0 s")
                    .contains("  4     25.0 s  recover  kill(n1,n2)")
                    .contains("  pause(one): SIGSTOP to everything of the system on one random node");
        }
        String[] json = Arrays.copyOf(script, script.length + 1);
        json[script.length] = "--json";
        try (ControlProcess control = ControlProcess.start(directory, json)) {
            assertThat(control.await(SOON)).as(control.err()).isZero();
            Files.writeString(directory.resolve("my.json"), control.out());
        }
        try (ControlProcess control =
                ControlProcess.start(directory, "test", "--plan", "my.json", "--dry-run", "--rate", "7")) {
            assertThat(control.await(SOON)).as(control.err()).isZero();
            assertThat(control.err()).contains("the plan of my.json, with --rate 7.0 instead of 100.0");
            assertThat(control.out()).contains("--plan my.json", "  1      5.0 s  inject   kill(n1,n2) for 20.0 s");
        }
    }

    @Test
    void aPlanThatIsNotThereIsNamedAndWhatItWasMadeFromIsRefused() throws Exception {
        expect(64, words("--plan nowhere", "no such directory"), "test", "--plan", "nowhere");
        expect(
                64,
                words("--nemesis", "Leave them out", "--at-least 3 of --attempts 2"),
                "test",
                "--shrink",
                "latest",
                "--nemesis",
                "kill",
                "--at-least",
                "3",
                "--attempts",
                "2");
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

    /** Only looks: what would be taken away with a cluster of that name is not ours to risk. */
    @Test
    void aNameThatIsNoneForAClusterIsRefusedBeforeAnythingIsDone() throws Exception {
        expect(64, words("--cluster-name: \"\" is no name for a cluster"), "cluster", "status", "--cluster-name", "");
        expect(64, words("\"../x\" is no name for a cluster"), "net", "show", "--cluster-name", "../x");
    }

    @Test
    void aFileOfNodeNamesThatNamesNoneIsNotTheSameAsNoFile() throws Exception {
        Files.createFile(directory.resolve("none"));
        expect(64, words("--nodes-file none names no node"), test("--nodes-file", "none"));
        expect(64, words("--nodes-file gone: no such file"), test("--nodes-file", "gone"));
        expect(64, words("both name the nodes"), test("--nodes-file", "none", "--nodes", "n1"));
    }

    private static String[] test(String... options) {
        return Stream.concat(Stream.of("test", "--workload", "zk-register", "--dry-run"), Stream.of(options))
                .toArray(String[]::new);
    }

    @Test
    void whatWouldDoNothingOrWasMisspeltIsToldTogether() throws Exception {
        expect(
                64,
                words(
                        "--attempts, --at-least and --budget say how to shrink a run\n    Leave them out, or give --shrink RUN.",
                        "--time-scale: zookeeper has no setting time.scale",
                        "no node is called minorty; there are n1, n2, n3, n4, n5\n    Did you mean minority?",
                        "\"99999999999999h\" is longer than a year"),
                test(
                        "--attempts",
                        "5",
                        "--time-scale",
                        "5",
                        "--nemesis",
                        "kill(minorty)",
                        "--time-limit",
                        "99999999999999h"));
    }

    @Test
    void aPluginThatIsNoJarIsRefused() throws Exception {
        Files.writeString(directory.resolve("p.jar"), "text");
        expect(64, words("--plugin p.jar is no jar"), test("--plugin", "p.jar"));
    }

    @Test
    void aPlanThatIsNoJsonIsRefusedInPlainWords() throws Exception {
        Files.writeString(directory.resolve("plan.json"), "{}\n{}\n");
        expect(
                64,
                words("plan.json is not JSON: Trailing token (line 2)\n"),
                "test",
                "--dry-run",
                "--plan",
                "plan.json");
    }

    @Test
    void healingAResultsDirectoryThatIsNotThereIsNoSuccess() throws Exception {
        expect(64, words("--results nowhere: there is no such directory"), "heal", "--all", "--results", "nowhere");
    }

    @Test
    void aConversionIntoADirectoryThatIsNotThereSaysWhichOne() throws Exception {
        Files.writeString(directory.resolve("h.jsonl"), "{\"index\":0}\n");
        expect(64, words("there is no directory", "gone"), "convert", "h.jsonl", "gone/h.edn");
        Files.createDirectory(directory.resolve("d.edn"));
        expect(64, words("d.edn: is a directory"), "convert", "h.jsonl", "d.edn");
    }
}
