package io.partita.nemesis.fault.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.Nemeses;
import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.ledger.HealReport;
import io.partita.nemesis.ledger.Healer;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import io.partita.nemesis.sim.SimSystem;
import io.partita.nemesis.sim.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that stand still by the freezer of the machine below, on simulated nodes. */
class FreezeTests {

    private static final FaultCatalog CATALOG = FaultCatalog.load(FreezeTests.class.getClassLoader());

    @TempDir
    Path run;

    private final World world = new World(5);
    private DefaultNemesis nemesis;

    private Environment environment() {
        return new Environment(world, new SimSystem(), world, Limits.DEFAULT);
    }

    @BeforeEach
    void create() {
        nemesis = Nemeses.withoutHeartbeat(
                environment().carriedBy(world.host()), run.resolve(Ledgers.FILE_NAME), CATALOG);
    }

    @Test
    void isProvenByProcessesThatStandStillAndProvenGone() {
        FaultRecord active = perform(Action.INJECT, "freeze n2,n4");

        assertThat(active.provenActive()).as(active.toString()).isTrue();
        assertThat(active.activeProof())
                .containsEntry("blow", "freeze")
                .containsEntry("frozen", Map.of("n2", Map.of("1", 0L), "n4", Map.of("1", 0L)));
        assertThat(world.dirt()).contains("n2 holds 1", "n4 holds 1");
        FaultRecord healed = perform(Action.RECOVER, "freeze n2,n4");
        assertThat(healed.provenHealed()).as(healed.toString()).isTrue();
        assertThat(world.dirt()).isEmpty();
    }

    @Test
    void isNotProvenWhereWhatStandsStillUsesTheCpu() {
        world.host().leaks();

        assertThat(perform(Action.INJECT, "freeze n2").error())
                .contains("not proven active")
                .contains("frozen processes of n2 were on a cpu");
    }

    @Test
    void isNotProvenGoneWhileProcessesAreHeld() {
        perform(Action.INJECT, "freeze n2");
        world.host().doNothing();

        assertThat(perform(Action.RECOVER, "freeze n2").error()).contains("processes of n2 are still held");
    }

    @Test
    void ownsTheProcessesSoNoOtherFaultStrikesThem() {
        perform(Action.INJECT, "freeze n2");

        assertThat(perform(Action.INJECT, "kill n2").error()).contains("f1 (freeze n2) is active on the same objects");
        assertThat(perform(Action.INJECT, "power-off n2").error()).contains("active on the same objects");
    }

    @Test
    void whereNobodyCanReachTheMachineBelowItIsRefusedWithTheReason() {
        assertThat(CATALOG.get("freeze").availability(environment()))
                .isInstanceOfSatisfying(
                        Availability.Unavailable.class,
                        no -> assertThat(no.reason()).contains("the machine that carries cluster"));
    }

    @Test
    void aLedgerIsEnoughToHealIt() {
        perform(Action.INJECT, "freeze n2");

        HealReport report = Healer.heal(
                run.resolve(Ledgers.FILE_NAME),
                world,
                Optional.of(world.host()),
                environment().clock());

        assertThat(report.clean()).as(report.toString()).isTrue();
        assertThat(world.dirt()).isEmpty();
    }

    @Test
    void aSweepLetsProcessesGoOnOfWhichNoLedgerIsLeft() {
        world.host().machine().require(world.host().freezeProcesses("n3", List.of("1")));

        HealReport report = Healer.sweep(world, Optional.of(world.host()));

        assertThat(report.found().get("n3")).contains("frozen processes");
        assertThat(world.dirt()).isEmpty();
    }

    private FaultRecord perform(Action action, String fault) {
        return nemesis.perform(new FaultStep(1, Duration.ZERO, action, fault, 7));
    }
}
