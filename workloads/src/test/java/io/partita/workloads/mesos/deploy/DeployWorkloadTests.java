package io.partita.workloads.mesos.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.partita.workloads.Workload;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class DeployWorkloadTests {

    @Test
    void itIsFound() {
        assertThat(ServiceLoader.load(Workload.class)).hasAtLeastOneElementOfType(DeployWorkload.class);
    }

    @Test
    void everyWrongOptionIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeployWorkload().check(Map.of("instances", "1", "change-interval-ms", "soon")))
                .withMessageContaining("instances must be a whole number from 2")
                .withMessageContaining("change-interval-ms");
    }

    @Test
    void capacityIsRoundedAsDocumented() {
        var app = new RollingApp("/web", 5, 0.5, 0.25);
        assertThat(app.least(5)).isEqualTo(3);
        assertThat(app.most(5)).isEqualTo(6);
        assertThat(app.rounds(5)).isEqualTo(2);
    }

    @Test
    void whereCapacityLeavesNoRoomOneMoreMayExist() {
        var app = new RollingApp("/web", 3, 1.0, 0.0);
        assertThat(app.least(3)).isEqualTo(3);
        assertThat(app.most(3)).isEqualTo(4);
    }

    @Test
    void evidenceIsMissingWhereNothingHappened() {
        assertThat(DeployEvidence.missing(new World().led(0, 1_000, "n1").history(), World.facts()))
                .hasValueSatisfying(words -> assertThat(words)
                        .contains("no upgrade was accepted", "no scaling was accepted", "to be refused", "last heal"));
    }

    @Test
    void aRunWithAllOfItHasEvidence() {
        World world = new World()
                .led(0, 30_000, "n1")
                .upgraded(1_000, 1_010, 1, false)
                .upgradeRefused(2_000, 2_010, 2)
                .scaled(9_000, 9_010, 5, 3)
                .finallyReady(20_000)
                .listed(21_000, 21_010, "n1", 3, "v1", 5);
        assertThat(DeployEvidence.missing(world.history(), World.facts())).isEmpty();
    }
}
