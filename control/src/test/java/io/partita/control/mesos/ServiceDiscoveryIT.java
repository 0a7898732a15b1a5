package io.partita.control.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.partita.checker.Verdict;
import io.partita.control.cli.ControlProcess;
import io.partita.control.store.ResultsJson;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import io.partita.provisioning.cluster.LocalService;
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

/** {@code service-discovery} on real nodes, from the command line to the results. */
@Timeout(600)
class ServiceDiscoveryIT {

    private static final Duration LONG = Duration.ofMinutes(4);
    private static int clusters;

    @TempDir
    private Path directory;

    private final String cluster = "it-" + ProcessHandle.current().pid() + "-discovery-" + ++clusters;

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
        List<String> arguments = new ArrayList<>(
                List.of("test", "--workload", "service-discovery", "--cluster-name", cluster, "--seed", "1"));
        arguments.addAll(List.of(more));
        if (LocalService.program("haproxy").isEmpty()) {
            arguments.addAll(List.of("--workload-option", "balancer=none"));
        }
        try (ControlProcess control = ControlProcess.start(directory, arguments.toArray(String[]::new))) {
            control.await(LONG);
        }
        return ResultsJson.read(directory.resolve("results/latest").toRealPath().resolve("results.json"));
    }

    @Test
    void whatSourcesTellIsTrueAlsoWhileMarathonHasNoLeader() throws Exception {
        RunSummary summary = run(
                "--nemesis", "kill-marathon-leader", "--time-limit", "25s", "--nemesis-interval", "8s");
        assertThat(summary.verdict()).as(summary.reason()).isEqualTo(Verdict.VALID);
        assertThat(summary.faults()).isNotEmpty().allMatch(FaultRecord::provenActive);
    }

    @Test
    void anEmptyListDuringAnElectionIsFound() throws Exception {
        RunSummary summary = run(
                "--nemesis",
                "kill-marathon-leader",
                "--time-limit",
                "15s",
                "--nemesis-interval",
                "6s",
                "--system",
                "testbed:time.scale=5,bugs=B32");
        assertThat(summary.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(summary.reason()).contains("with an empty list of instances of /web");
    }
}
