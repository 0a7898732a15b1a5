package io.partita.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.ledger.HealReport;
import io.partita.nemesis.ledger.Healer;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.nemesis.schedule.FaultSchedule;
import io.partita.nemesis.schedule.FaultSchedules;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.sim.SimMesos;
import io.partita.nemesis.sim.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The control process dies at every remote call of a run that makes every kind of fault, once before the node has obeyed
 * and once after. Whoever comes then, another process with the ledger or the nodes' own timers, leaves a clean cluster.
 */
class CrashSimulationTests {

    private static final FaultCatalog CATALOG = FaultCatalog.load(CrashSimulationTests.class.getClassLoader());
    private static final List<String> FAULTS = List.of(
            "partition-majorities",
            "partition-leader",
            "kill",
            "pause",
            "kill-masters",
            "pause-marathon-leader",
            "crash-master-leader",
            "reconfigure",
            "maintenance");
    private static final FaultSchedule SCHEDULE =
            FaultSchedules.plan(FAULTS, Duration.ofSeconds(130), Duration.ofSeconds(10), 7);

    @TempDir(factory = MemoryDisk.class)
    Path results;

    @Test
    void theScheduleMakesEveryKindOfFault() {
        assertThat(SCHEDULE.steps().stream().map(FaultStep::fault).distinct())
                .containsExactlyInAnyOrderElementsOf(FAULTS);
    }

    @Test
    void aRunWithoutACrashLeavesACleanCluster() {
        var world = new World(5);
        Path ledger = results.resolve("whole");
        run(world, ledger);
        assertThat(world.dirt()).isEmpty();
        assertThat(Ledgers.open(ledger)).isEmpty();
    }

    @Test
    void afterEveryCrashAnotherProcessHealsFromTheLedger() {
        int points = callsOfAWholeRun();
        for (int call = 0; call < points; call++) {
            for (boolean after : new boolean[] {false, true}) {
                Path ledger = results.resolve(call + "-" + after);
                World world = crashed(call, after, ledger);

                HealReport report = Healer.heal(ledger, world);

                assertThat(report.clean()).as("call %d, after %s", call, after).isTrue();
                assertThat(world.dirt()).as("call %d, after %s", call, after).isEmpty();
                assertThat(Ledgers.open(ledger)).isEmpty();
            }
        }
    }

    @Test
    void afterEveryCrashTheNodesHealByThemselves() {
        int points = callsOfAWholeRun();
        for (int call = 0; call < points; call++) {
            for (boolean after : new boolean[] {false, true}) {
                World world = crashed(call, after, results.resolve(call + "-" + after));
                world.silence();
                assertThat(world.dirt()).as("call %d, after %s", call, after).isEmpty();
            }
        }
    }

    @Test
    void afterEveryCrashASweepNeedsNoLedger() {
        int points = callsOfAWholeRun();
        for (int call = 0; call < points; call++) {
            World world = crashed(call, true, results.resolve("" + call));
            HealReport report = Healer.sweep(world);
            assertThat(report.clean()).as("call %d", call).isTrue();
            assertThat(world.dirt()).as("call %d", call).isEmpty();
        }
    }

    @Test
    void aCrashWhileHealingIsHealedByTheNextProcess() {
        int active = callWhileAPartitionIsActive();
        int whole = healingCallsAfterACrash(active);
        for (int call = 0; call < whole; call++) {
            Path ledger = results.resolve("heal-" + call);
            World world = crashed(active, true, ledger);
            world.dyingAt(call, true);
            try {
                Healer.heal(ledger, world);
            } catch (World.ControlDied e) {
                world.newControlProcess();
            }
            Healer.heal(ledger, world);
            assertThat(world.dirt()).as("healing died at call %d", call).isEmpty();
            assertThat(Ledgers.open(ledger)).isEmpty();
        }
    }

    private int callsOfAWholeRun() {
        var world = new World(5);
        run(world, results.resolve("whole"));
        return world.calls().size();
    }

    private int callWhileAPartitionIsActive() {
        var world = new World(5);
        run(world, results.resolve("whole"));
        return world.calls().indexOf("n1 probe");
    }

    private int healingCallsAfterACrash(int call) {
        Path ledger = results.resolve("heal");
        World world = crashed(call, true, ledger);
        assertThat(Ledgers.open(ledger)).as("something to heal").isNotEmpty();
        Healer.heal(ledger, world);
        return world.calls().size();
    }

    private static World crashed(int call, boolean after, Path ledger) {
        World world = new World(5).dyingAt(call, after);
        try {
            run(world, ledger);
            throw new AssertionError("call " + call + " was never made");
        } catch (World.ControlDied e) {
            world.newControlProcess();
            return world;
        }
    }

    private static void run(World world, Path ledger) {
        var environment = new Environment(world, new SimMesos(), world, Limits.DEFAULT);
        DefaultNemesis nemesis = DefaultNemesis.withoutHeartbeat(environment, ledger, CATALOG);
        for (FaultStep step : SCHEDULE.steps()) {
            assertThat(nemesis.perform(step).error()).isNull();
        }
        nemesis.close();
    }
}
