package io.partita.control.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.partita.checker.Verdict;
import io.partita.control.cli.ControlProcess;
import io.partita.control.store.ResultsJson;
import io.partita.control.store.RunSummary;
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

/** {@code marathon-deploy} on real nodes, from the command line to the results. */
@Timeout(600)
class MarathonDeployIT {

    private static final Duration LONG = Duration.ofMinutes(4);
    private static int clusters;

    @TempDir
    private Path directory;

    private final String cluster = "it-" + ProcessHandle.current().pid() + "-deploy-" + ++clusters;

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
                "marathon-deploy",
                "--cluster-name",
                cluster,
                "--seed",
                "1",
                "--nemesis",
                "none",
                "--time-limit",
                "25s"));
        arguments.addAll(List.of(more));
        try (ControlProcess control = ControlProcess.start(directory, arguments.toArray(String[]::new))) {
            control.await(LONG);
        }
        return ResultsJson.read(directory.resolve("results/latest").toRealPath().resolve("results.json"));
    }

    @Test
    void upgradesAndScalingsKeepTheirPromises() throws Exception {
        RunSummary summary = run();
        assertThat(summary.verdict()).as(summary.reason()).isEqualTo(Verdict.VALID);
    }

    @Test
    void anUpgradeBelowItsMinimumIsFound() throws Exception {
        RunSummary summary = run("--system", "testbed:time.scale=5,bugs=B42");
        assertThat(summary.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(summary.reason()).contains("fewer than the", "minimumHealthCapacity");
    }
}
