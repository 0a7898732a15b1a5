package io.partita.control.mesos;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.partita.control.cli.ControlProcess;
import io.partita.control.store.RunSummary;
import io.partita.control.store.ValidResults;
import io.partita.provisioning.cluster.LxcCluster;
import io.partita.provisioning.cluster.LxcSupport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs a workload on a cluster of its own, from the command line to the results. */
@Timeout(600)
abstract class MesosRuns {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static int clusters;

    @TempDir
    private Path directory;

    private final String workload;
    private final String cluster = "it-" + ProcessHandle.current().pid() + "-mesos-" + ++clusters;

    MesosRuns(String workload) {
        this.workload = workload;
    }

    @BeforeAll
    static void thisMachineCanRunNodes() {
        List<LxcSupport.Missing> missing = LxcSupport.missing();
        assumeTrue(missing.isEmpty(), () -> "needs LXC nodes, but here is missing: " + missing);
    }

    @AfterEach
    void takeTheClusterAway() {
        LxcCluster.named(cluster, 5).down();
    }

    /** What {@code control test} with this workload, seed 1 and {@code more} came to. */
    final RunSummary run(String... more) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("test", "--workload", workload, "--cluster-name", cluster, "--seed", "1"));
        arguments.addAll(List.of(more));
        try (ControlProcess control = ControlProcess.start(directory, arguments.toArray(String[]::new))) {
            control.await(LONG);
        }
        return ValidResults.read(
                directory.resolve("results/latest").toRealPath().resolve("results.json"));
    }
}
