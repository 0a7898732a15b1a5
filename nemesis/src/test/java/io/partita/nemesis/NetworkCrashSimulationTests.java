package io.partita.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.ledger.Healer;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import io.partita.nemesis.sim.SimMesos;
import io.partita.nemesis.sim.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The control process dies at every remote call while several faults of the network hold at once. Whoever comes then leaves
 * a clean cluster. {@link CrashSimulationTests} does the same with faults that take turns.
 */
class NetworkCrashSimulationTests {

    private static final FaultCatalog CATALOG = FaultCatalog.load(NetworkCrashSimulationTests.class.getClassLoader());
    private static final List<String> FAULTS =
            List.of("flaky n1", "partition-one-way n3", "rate-limit n2", "dns n1,n2");
    private static final int NODES = 3;

    @TempDir(factory = MemoryDisk.class)
    Path results;

    @Test
    void afterEveryCrashAnotherProcessHealsFromTheLedger() {
        afterEveryCrash((world, ledger) -> {
            assertThat(Healer.heal(ledger, world).clean()).isTrue();
            assertThat(Ledgers.open(ledger)).isEmpty();
        });
    }

    @Test
    void afterEveryCrashTheNodesHealByThemselves() {
        afterEveryCrash((world, ledger) -> world.silence());
    }

    @Test
    void afterEveryCrashASweepNeedsNoLedger() {
        afterEveryCrash(
                (world, ledger) -> assertThat(Healer.sweep(world).clean()).isTrue());
    }

    private void afterEveryCrash(BiConsumer<World, Path> healing) {
        var whole = new World(NODES);
        run(whole, results.resolve("whole"));
        assertThat(whole.dirt()).isEmpty();
        int calls = whole.calls().size();
        for (int call = 0; call < calls; call++) {
            for (boolean after : new boolean[] {false, true}) {
                Path ledger = results.resolve(call + "-" + after);
                World world = new World(NODES).dyingAt(call, after);
                try {
                    run(world, ledger);
                    throw new AssertionError("call " + call + " was never made");
                } catch (World.ControlDied e) {
                    world.newControlProcess();
                }
                healing.accept(world, ledger);
                assertThat(world.dirt()).as("call %d, after %s", call, after).isEmpty();
            }
        }
    }

    private static void run(World world, Path ledger) {
        var environment = new Environment(world, new SimMesos(), world, Limits.DEFAULT);
        DefaultNemesis nemesis = DefaultNemesis.withoutHeartbeat(environment, ledger, CATALOG);
        for (Action action : Action.values()) {
            FAULTS.forEach(fault -> assertThat(nemesis.perform(new FaultStep(1, Duration.ZERO, action, fault, 7))
                            .error())
                    .isNull());
        }
        nemesis.close();
    }
}
