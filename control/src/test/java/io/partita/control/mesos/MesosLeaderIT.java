package io.partita.control.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.partita.checker.Verdict;
import io.partita.control.cli.ControlProcess;
import io.partita.control.store.ResultsJson;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import io.partita.provisioning.cluster.LxcCluster;
import io.partita.provisioning.cluster.LxcSupport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code mesos-leader} on real nodes, from the command line to the results. */
@Timeout(600)
class MesosLeaderIT {

    private static final Duration LONG = Duration.ofMinutes(4);
    private static int clusters;

    @TempDir
    private Path directory;

    private final String cluster = "it-" + ProcessHandle.current().pid() + "-leader-" + ++clusters;

    @BeforeAll
    static void thisMachineCanRunNodes() {
        List<LxcSupport.Missing> missing = LxcSupport.missing();
        assumeTrue(missing.isEmpty(), () -> "needs LXC nodes, but here is missing: " + missing);
    }

    @AfterEach
    void takeTheClusterAway() {
        LxcCluster.named(cluster, 5).down();
    }

    private RunSummary run(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "test",
                "--workload",
                "mesos-leader",
                "--cluster-name",
                cluster,
                "--seed",
                "1",
                "--time-limit",
                "20s",
                "--nemesis-interval",
                "8s"));
        arguments.addAll(List.of(more));
        try (ControlProcess control = ControlProcess.start(directory, arguments.toArray(String[]::new))) {
            control.await(LONG);
        }
        return ResultsJson.read(directory.resolve("results/latest").toRealPath().resolve("results.json"));
    }

    @Test
    void anElectionAfterTheLeadingMasterDiedLosesNothing() throws Exception {
        RunSummary summary = run("--nemesis", "kill-master-leader");
        assertThat(summary.verdict()).as(summary.reason()).isEqualTo(Verdict.VALID);
        assertThat(summary.faults()).isNotEmpty().allMatch(FaultRecord::provenActive);
        assertThat(summary.checkers().get("one-master").details().get("otherLeaders"))
                .as("leaders that followed the first")
                .isNotEqualTo(0L)
                .isNotNull();
    }

    @Test
    void anEmptyListDuringAnElectionIsFound() throws Exception {
        RunSummary summary = run("--nemesis", "kill-marathon-leader", "--system", "testbed:time.scale=5,bugs=B32");
        assertThat(summary.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(summary.reason()).contains("answered 200 with an empty list of apps");
    }
}
