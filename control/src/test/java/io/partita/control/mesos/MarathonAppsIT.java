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

/** {@code marathon-apps} on real nodes, from the command line to the results. */
@Timeout(600)
class MarathonAppsIT {

    private static final Duration LONG = Duration.ofMinutes(4);
    private static int clusters;

    @TempDir
    private Path directory;

    private final String cluster = "it-" + ProcessHandle.current().pid() + "-apps-" + ++clusters;

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
                List.of("test", "--workload", "marathon-apps", "--cluster-name", cluster, "--seed", "1"));
        arguments.addAll(List.of("--nemesis", "kill-marathon-leader", "--nemesis-interval", "8s"));
        arguments.addAll(List.of("--workload-option", "ops-per-app=15", "--workload-option", "interval-ms=200"));
        arguments.addAll(List.of(more));
        try (ControlProcess control = ControlProcess.start(directory, arguments.toArray(String[]::new))) {
            control.await(LONG);
        }
        return ResultsJson.read(directory.resolve("results/latest").toRealPath().resolve("results.json"));
    }

    @Test
    void whatMarathonAcknowledgedOutlivesItsLeader() throws Exception {
        RunSummary summary = run("--time-limit", "30s");
        assertThat(summary.verdict()).as(summary.reason()).isEqualTo(Verdict.VALID);
        assertThat(summary.faults()).isNotEmpty().allMatch(FaultRecord::provenActive);
        assertThat((Long) summary.checkers().get("linearizability").details().get("changesAcknowledged"))
                .isGreaterThan(20);
        assertThat((Long) summary.checkers().get("versions").details().get("versionsCompared"))
                .isPositive();
    }

    @Test
    void anEmptyAnswerToAChangeIsFound() throws Exception {
        RunSummary summary = run("--time-limit", "18s", "--system", "testbed:bugs=B31");
        assertThat(summary.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(summary.checkers().get("answers").reason())
                .contains("an empty body (empty-200); whether anybody made the change is unknown");
    }
}
