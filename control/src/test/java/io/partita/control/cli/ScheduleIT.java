package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.partita.control.plan.PlanJson;
import io.partita.control.plan.TestPlan;
import io.partita.control.store.RunSummary;
import io.partita.control.store.ValidResults;
import io.partita.nemesis.FaultRecord;
import io.partita.provisioning.cluster.LxcCluster;
import io.partita.provisioning.cluster.LxcSupport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Schedules from the command line to the results, on real nodes. */
@Timeout(1800)
class ScheduleIT {

    private static final Duration LONG = Duration.ofMinutes(4);
    private static int clusters;

    @TempDir
    private Path directory;

    private final String cluster = "it-" + ProcessHandle.current().pid() + "-sched-" + ++clusters;

    @BeforeAll
    static void thisMachineCanRunNodes() {
        List<LxcSupport.Missing> missing = LxcSupport.missing();
        assumeTrue(missing.isEmpty(), () -> "needs LXC nodes, but here is missing: " + missing);
    }

    @AfterEach
    void takeTheClusterAway() {
        LxcCluster.named(cluster, 5).down();
    }

    private String control(int status, Duration limit, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("test", "--cluster-name", cluster));
        all.addAll(List.of(arguments));
        try (ControlProcess control = ControlProcess.start(directory, all.toArray(String[]::new))) {
            assertThat(control.await(limit)).as(control.out() + control.err()).isEqualTo(status);
            return control.out() + control.err();
        }
    }

    private Path latest(String results) throws Exception {
        return directory.resolve(results).resolve("latest").toRealPath();
    }

    @Test
    void aScriptWithOverlappingFaultsRunsAsWrittenAndItsPlanRunsAgain() throws Exception {
        String script = "at 2s kill(n4) for 7s; at 4s pause(n5) for 3s";
        control(
                0,
                LONG,
                "--workload",
                "zk-register",
                "--nemesis",
                script,
                "--health-gate",
                "20s",
                "--time-limit",
                "11s",
                "--seed",
                "3");
        RunSummary first = ValidResults.read(latest("results").resolve("results.json"));
        overlapping(first.faults());
        assertThat(first.nemesis()).isEqualTo(script);
        assertThat(latest("results").getParent().getFileName().toString())
                .matches("at-2s-kill-n4-for-7s-.*[0-9a-f]{8}");
        assertThat(Files.readString(latest("results").resolve("history.jsonl")))
                .contains("\"health-gate\"", "\"healthy\":true");
        TestPlan planned = PlanJson.read(latest("results").resolve("plan.json"));

        String said = control(0, LONG, "--plan", "latest", "--seed", "4", "--check-budget", "30s");
        assertThat(said).contains("--seed 4 instead of 3", "--check-budget 30s instead of 1m");
        RunSummary again = ValidResults.read(latest("results").resolve("results.json"));
        overlapping(again.faults());
        assertThat(again.startedAt()).isNotEqualTo(first.startedAt());
        assertThat(again.command()).contains("--plan", again.report().replace("index.html", "plan.json"));
        assertThat(PlanJson.read(latest("results").resolve("plan.json")).schedule())
                .isEqualTo(planned.schedule());
    }

    private static void overlapping(List<FaultRecord> faults) {
        assertThat(faults).allMatch(FaultRecord::provenActive).allMatch(FaultRecord::provenHealed);
        assertThat(faults).extracting(FaultRecord::name).containsExactly("kill(n4)", "pause(n5)");
        FaultRecord outer = faults.get(0);
        FaultRecord inner = faults.get(1);
        assertThat(inner.injectedAtMs()).isBetween(outer.activeAtMs(), outer.healedAtMs());
        assertThat(inner.healedAtMs()).isLessThan(outer.healedAtMs());
    }

    @Test
    @Tag("nightly")
    void aFailingPlanIsShrunkToTheFaultThatMatters() throws Exception {
        // Its masters never agree again: every run that fails waits for that as long as the system may take.
        control(
                1,
                LONG.multipliedBy(2),
                "--workload",
                "mesos-leader",
                "--system",
                "testbed:bugs=B01",
                "--nemesis",
                "at 2s kill-agent for 2s; at 6s partition-leader for 12s; at 22s pause(n5, of=agent) for 2s",
                "--time-limit",
                "26s",
                "--seed",
                "1");
        Path run = latest("results");
        String said = control(1, Duration.ofMinutes(28), "--shrink", "latest", "--attempts", "1", "--budget", "25m");
        assertThat(said).contains("SHRUNK", "from 3 faults to 1", "partition-leader from 6.0 s");
        assertThat(PlanJson.read(run.resolve("shrunk-plan.json")).schedule().faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.fault()).isEqualTo("partition-leader"));
        assertThat(run.resolve("shrink.md")).content().contains("--plan " + run + "/shrunk-plan.json");
        assertThat(latest("results")).as("its runs go elsewhere").isEqualTo(run);
    }
}
