package io.partita.nemesis.fault.internal.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.Nemeses;
import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.ledger.Healer;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import io.partita.nemesis.sim.SimMesos;
import io.partita.nemesis.sim.SimSystem;
import io.partita.nemesis.sim.World;
import io.partita.provisioning.system.mesos.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines go down for maintenance and come up again, on simulated nodes. */
class MaintenanceFaultTests {

    private static final FaultCatalog CATALOG = FaultCatalog.load(MaintenanceFaultTests.class.getClassLoader());

    @TempDir
    Path run;

    private final World world = new World(5);
    private final SimMesos mesos = new SimMesos();
    private DefaultNemesis nemesis;

    @BeforeEach
    void create() {
        nemesis = Nemeses.withoutHeartbeat(
                new Environment(world, mesos, world, Limits.DEFAULT), run.resolve(Ledgers.FILE_NAME), CATALOG);
    }

    @Test
    void machinesGoDownAndComeUpAgain() {
        FaultRecord active = perform(Action.INJECT, "maintenance n4,n5");
        assertThat(active.error()).isNull();
        assertThat(world.underMaintenance()).containsExactly("n4", "n5");
        assertThat(active.activeProof())
                .containsEntry("maintenance", List.of("n4", "n5"))
                .containsEntry("down", List.of("n4", "n5"))
                .containsEntry("registered", List.of("n1", "n2", "n3"));
        assertThat(perform(Action.RECOVER, "maintenance n4,n5").provenHealed()).isTrue();
        assertThat(world.dirt()).isEmpty();
    }

    @Test
    void aMachineThatDoesNotComeUpIsNotTakenForHealed() {
        perform(Action.INJECT, "maintenance n4");
        world.node("n1").numb();
        assertThat(perform(Action.RECOVER, "maintenance n4").error()).contains("the machine of n4 is still down");
    }

    @Test
    void anyMasterCanEndItWhenAnotherIsAway() {
        perform(Action.INJECT, "maintenance n4");
        world.unreachable("n1", true);
        Healer.heal(run.resolve(Ledgers.FILE_NAME), world);
        assertThat(world.underMaintenance()).isEmpty();
    }

    @Test
    void whereNoMasterLeadsNobodyIsTold() {
        mesos.leaders(Role.MASTER, List.of());
        assertThat(perform(Action.INJECT, "maintenance").error())
                .isEqualTo("maintenance: no master leads, so nobody can be told");
    }

    @Test
    void theScheduleIsChangedByOneFaultAtATime() {
        perform(Action.INJECT, "maintenance n4");
        assertThat(perform(Action.INJECT, "maintenance n5").error())
                .isEqualTo("not injected: f1 (maintenance n4) is active on the same objects");
        assertThat(perform(Action.INJECT, "kill-agent n4").error()).contains("is active on the same objects");
        assertThat(perform(Action.INJECT, "kill-agent n5").provenActive()).isTrue();
    }

    @Test
    void aSystemThatKnowsNoMaintenanceIsRefusedBeforeTheRun() {
        assertThat(CATALOG.get("maintenance").suits(new SimSystem()))
                .isEqualTo(Availability.no("sim knows no maintenance; it needs Mesos from 0.25 on, bash"));
        assertThat(CATALOG.get("maintenance").suits(mesos)).isEqualTo(Availability.YES);
    }

    private FaultRecord perform(Action action, String fault) {
        return nemesis.perform(new FaultStep(1, Duration.ZERO, action, fault, 42));
    }
}
