package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.partita.control.store.RunSummary;
import io.partita.control.store.ValidResults;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.provisioning.cluster.LxcCluster;
import io.partita.provisioning.cluster.LxcSupport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from the command line to the report, on real nodes with a real ZooKeeper. */
@Timeout(600)
class MainPathIT {

    private static final Duration LONG = Duration.ofMinutes(4);
    private static int clusters;

    @TempDir
    private Path directory;

    private final String cluster = "it-" + ProcessHandle.current().pid() + "-main-" + ++clusters;

    @BeforeAll
    static void thisMachineCanRunNodes() {
        List<LxcSupport.Missing> missing = LxcSupport.missing();
        assumeTrue(missing.isEmpty(), () -> "needs LXC nodes, but here is missing: " + missing);
    }

    @AfterEach
    void takeTheClusterAway() {
        LxcCluster.named(cluster, 5).down();
    }

    private ControlProcess test(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("test", "--cluster-name", cluster, "--seed", "1"));
        arguments.addAll(List.of(more));
        return ControlProcess.start(directory, arguments.toArray(String[]::new));
    }

    private boolean clusterExists() {
        return LxcCluster.named(cluster, 5).inventory().isPresent();
    }

    private Path latest() throws IOException {
        return directory.resolve("results/latest").toRealPath();
    }

    @Test
    void zooKeeperWithSyncReadsStaysLinearizableWhileItsNetworkIsCut() throws Exception {
        try (ControlProcess control = test(
                "--workload", "zk-register", "--nemesis", "partition-majorities", "--time-limit", "30s", "--json")) {
            assertThat(control.await(LONG)).as(control.err()).isZero();
            assertThat(control.out()).contains("\"verdict\" : \"valid\"", "\"operations\"", "\"faults\"", "\"report\"");
        }
        RunSummary summary = ValidResults.read(latest().resolve("results.json"));
        assertThat(summary.operations().get("ok")).isGreaterThanOrEqualTo(1000);
        assertThat(summary.faults())
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(FaultRecord::provenActive)
                .allMatch(FaultRecord::provenHealed);
        assertThat(latest())
                .isDirectoryContaining(
                        "glob:**/{plan.json,history.jsonl,faults.jsonl,junit.xml,index.html,control.log}");
        assertThat(Files.readString(latest().resolve("index.html"))).contains("zk-register");
        assertThat(Files.readString(directory.resolve("results/index.html"))).contains("partition-majorities");
        assertThat(latest().resolve("nodes/n1")).isNotEmptyDirectory();
        assertThat(clusterExists()).as("the cluster is taken away").isFalse();

        Path history = latest().resolve("history.jsonl");
        try (ControlProcess check = ControlProcess.start(directory, "check", history.toString())) {
            assertThat(check.await(LONG)).as(check.err()).isZero();
        }
    }

    @Test
    void theCounterLosesNoAcknowledgedIncrementWhileTheLeaderIsIsolated() throws Exception {
        try (ControlProcess control =
                test("--workload", "zk-counter", "--nemesis", "partition-leader", "--time-limit", "30s")) {
            assertThat(control.await(LONG)).as(control.err()).isZero();
            assertThat(control.out()).contains("VALID", "proven healed");
        }
    }

    @Test
    void whatAKilledControlNodeLeftIsHealedFromItsLedger() throws Exception {
        try (ControlProcess control =
                test("--workload", "zk-register", "--nemesis", "partition-halves", "--time-limit", "60s")) {
            control.awaitThat("a partition is active", LONG, () -> historyContains("\"provenActive\":true"));
            control.kill();
        }
        assertThat(Ledgers.unhealed(directory.resolve("results"))).hasSize(1);

        try (ControlProcess heal = ControlProcess.start(directory, "heal", "--all")) {
            assertThat(heal.await(LONG)).as(heal.err()).isZero();
            assertThat(heal.out())
                    .contains("partition-halves: proven healed", "clean")
                    .doesNotContain("NOT");
            for (int node = 1; node <= 5; node++) {
                assertThat(heal.out()).contains(cluster + "/n" + node + "  nothing of ours, proven clean");
            }
        }
        assertThat(Ledgers.unhealed(directory.resolve("results"))).isEmpty();

        // The history up to the kill can be judged.
        try (ControlProcess check = ControlProcess.start(
                directory,
                "check",
                "--drop-cut-line",
                latest().resolve("history.jsonl").toString())) {
            assertThat(check.await(LONG)).as(check.err()).isZero();
        }
    }

    private boolean historyContains(String text) {
        try {
            return Files.exists(directory.resolve("results/latest/history.jsonl"))
                    && Files.readString(directory.resolve("results/latest/history.jsonl"))
                            .contains(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aSignalEndsTheLoadButHealsJudgesAndReports() throws Exception {
        try (ControlProcess control =
                test("--workload", "zk-register", "--nemesis", "partition-halves", "--time-limit", "120s")) {
            control.awaitThat("a partition is active", LONG, () -> historyContains("\"provenActive\":true"));
            try (ControlProcess second = test("--workload", "zk-register", "--time-limit", "5s")) {
                assertThat(second.await(LONG)).as(second.err()).isEqualTo(75);
                assertThat(second.err()).contains("in use by").contains("--cluster-name");
            }
            control.terminate();
            assertThat(control.await(LONG)).as(control.err()).isEqualTo(143);
            assertThat(control.err()).contains("interrupted");
        }
        RunSummary summary = ValidResults.read(latest().resolve("results.json"));
        assertThat(summary.faults()).isNotEmpty().allMatch(FaultRecord::provenHealed);
        assertThat(latest().resolve("index.html")).exists();
        assertThat(clusterExists()).as("the cluster is taken away").isFalse();
    }
}
