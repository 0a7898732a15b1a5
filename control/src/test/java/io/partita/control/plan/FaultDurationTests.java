package io.partita.control.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.schedule.FaultSchedules;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.provisioning.system.testbed.TestbedSystem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Faults that last as long as their meaning demands. */
class FaultDurationTests {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    @Test
    void aRunThatIsTooShortForALossIsRefusedWithTheTimeLimitItNeeds() {
        Duration time = FaultCatalog.load(getClass().getClassLoader())
                .get("agent-loss")
                .lasts(TestbedSystem.of(Map.of()))
                .orElseThrow();
        Duration needed = FaultSchedules.leastTimeLimit(List.of("agent-loss"), Map.of("agent-loss", time), INTERVAL);
        assertThatThrownBy(() -> plan("agent-loss", Duration.ofSeconds(60)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("--nemesis: the time limit of 1m is too short for agent-loss, which lasts "
                        + Durations.print(time) + " on this system")
                .hasMessageContaining("Give --time-limit " + Durations.print(needed) + " or more");
        List<FaultStep> steps = plan("agent-loss", needed).schedule().steps();
        assertThat(steps).hasSize(2);
        assertThat(steps.get(1).at().minus(steps.get(0).at())).isEqualTo(time);
    }

    private static TestPlan plan(String fault, Duration limit) {
        return new TestPlanner(Extensions.load(List.of()))
                .plan(new TestRequest(
                        "zk-register",
                        Map.of(),
                        List.of(fault),
                        "testbed",
                        null,
                        null,
                        "lxc",
                        "partita",
                        List.of("n1", "n2", "n3", "n4", "n5"),
                        limit,
                        100.0,
                        "2n",
                        1,
                        INTERVAL,
                        Duration.ofSeconds(60),
                        false));
    }
}
