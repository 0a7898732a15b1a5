package io.partita.nemesis.fault.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FakeDaemon;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.TestCluster;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Killed and paused processes on real nodes. */
class ProcessFaultIT {

    private static final FakeDaemon DAEMON = new FakeDaemon("n1");

    @RegisterExtension
    static final TestCluster cluster = TestCluster.of(3);

    @TempDir
    Path run;

    private DefaultNemesis nemesis;

    @BeforeEach
    void create() {
        DAEMON.start(cluster.nodes());
        var limits = new Limits(
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofMillis(20),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10));
        var environment = new Environment(cluster.nodes(), DAEMON, RunClock.fromNow(), limits);
        nemesis = DefaultNemesis.create(environment, run.resolve("faults.jsonl"));
    }

    @AfterEach
    void close() {
        nemesis.close();
        DAEMON.remove(cluster.nodes());
    }

    @Test
    void aKilledProcessIsProvenDeadAndProvenRunningAgain() {
        FaultRecord active = nemesis.perform(step(Action.INJECT, "kill"));
        assertThat(active.provenActive()).as(active.toString()).isTrue();
        String node = active.targets().get(0);
        assertThat(active.activeProof()).containsEntry("processes", Map.of(node, "DEAD"));
        assertThat(cluster.sh(node, "kill -0 $(cat /run/fake-daemon.pid) 2>/dev/null || echo gone"))
                .isEqualTo("gone");

        FaultRecord healed = nemesis.perform(step(Action.RECOVER, "kill"));
        assertThat(healed.provenHealed()).as(healed.toString()).isTrue();
        assertThat(cluster.sh(node, "kill -0 $(cat /run/fake-daemon.pid) && echo there"))
                .isEqualTo("there");
    }

    @Test
    void aPausedProcessIsProvenStoppedAndProvenRunningAgain() {
        FaultRecord active = nemesis.perform(step(Action.INJECT, "pause"));
        assertThat(active.provenActive()).as(active.toString()).isTrue();
        String node = active.targets().get(0);
        String state = "cut -d' ' -f3 /proc/$(cat /run/fake-daemon.pid)/stat";
        assertThat(cluster.sh(node, state)).isEqualTo("T");

        assertThat(nemesis.perform(step(Action.RECOVER, "pause")).provenHealed())
                .isTrue();
        assertThat(cluster.sh(node, state)).isEqualTo("S");
    }

    @Test
    void aProcessThatDoesNotRunIsNotKilled() {
        DAEMON.remove(cluster.nodes());
        FaultRecord refused = nemesis.perform(step(Action.INJECT, "kill"));
        assertThat(refused.provenActive()).isFalse();
        assertThat(refused.error()).contains("fake-daemon does not run where kill was to strike it");
        assertThat(cluster.nodes().parallel(DAEMON::state).values())
                .as("what was dead is not started")
                .allMatch(state -> state.name().equals("DEAD"));
    }

    private static FaultStep step(Action action, String fault) {
        return new FaultStep(1, Duration.ZERO, action, fault, 42);
    }
}
