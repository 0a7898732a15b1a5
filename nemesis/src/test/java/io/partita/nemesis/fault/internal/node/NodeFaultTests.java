package io.partita.nemesis.fault.internal.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.MemoryDisk;
import io.partita.nemesis.Nemeses;
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
import io.partita.provisioning.host.NodeState.Power;
import io.partita.provisioning.system.ProcessState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the machine that carries simulated nodes does to them: what is proven, what excludes what, how it ends. */
class NodeFaultTests {

    private static final List<String> FAULTS =
            List.of("reboot n2", "power-off n2", "freeze-node n2", "cpu-pressure n2", "memory-pressure n2");

    @TempDir(factory = MemoryDisk.class)
    Path run;

    private final World world = new World(5);

    private static DefaultNemesis nemesis(World world, Path ledger) {
        return Nemeses.withoutHeartbeat(
                new Environment(world, new SimSystem(), world, Limits.DEFAULT).carriedBy(world.host()),
                ledger,
                FaultCatalog.load(NodeFaultTests.class.getClassLoader()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reboot n2", "power-off n2", "freeze-node n2", "cpu-pressure n2", "memory-pressure n2"})
    void isProvenActiveAndProvenGone(String fault) {
        DefaultNemesis nemesis = nemesis(world, ledger());

        FaultRecord active = nemesis.perform(step(Action.INJECT, fault));
        assertThat(active.provenActive()).as(active.toString()).isTrue();
        assertThat(active.error()).isNull();
        assertThat(active.activeProof()).containsEntry("blow", fault.split(" ")[0]);
        assertThat(world.dirt()).isNotEmpty();

        FaultRecord healed = nemesis.perform(step(Action.RECOVER, fault));
        assertThat(healed.provenHealed()).as(healed.toString()).isTrue();
        assertThat(healed.error()).isNull();
        assertThat(world.dirt()).isEmpty();
        assertThat(world.node("n2").process()).isEqualTo(ProcessState.RUNNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reboot n2", "power-off n2", "freeze-node n2", "cpu-pressure n2", "memory-pressure n2"})
    void whatHasNoEffectIsNotProven(String fault) {
        world.host().doNothing();

        FaultRecord active = nemesis(world, ledger()).perform(step(Action.INJECT, fault));

        assertThat(active.provenActive()).as(active.toString()).isFalse();
        assertThat(active.error()).contains("not proven active").contains("n2");
    }

    @Test
    void nothingElseIsDoneToANodeThatIsOffAndElsewhereItIs() {
        DefaultNemesis nemesis = nemesis(world, ledger());
        nemesis.perform(step(Action.INJECT, "power-off n2"));

        for (String other : List.of("kill n2", "cpu-pressure n2", "freeze-node n2")) {
            assertThat(nemesis.perform(step(Action.INJECT, other)).error()).contains("active on the same objects");
        }
        assertThat(nemesis.perform(step(Action.INJECT, "kill n3")).provenActive())
                .isTrue();
    }

    @Test
    void aNodeThatAnotherFaultHoldsKeepsItsPower() {
        DefaultNemesis nemesis = nemesis(world, ledger());
        nemesis.perform(step(Action.INJECT, "pause n2"));

        assertThat(nemesis.perform(step(Action.INJECT, "power-off n2")).error()).contains("active on the same objects");
        assertThat(world.host().power("n2")).isEqualTo(Power.RUNNING);
    }

    @Test
    void pressureAndAFaultOfProcessesGoTogether() {
        DefaultNemesis nemesis = nemesis(world, ledger());
        nemesis.perform(step(Action.INJECT, "cpu-pressure n2"));

        assertThat(nemesis.perform(step(Action.INJECT, "pause n2")).provenActive())
                .isTrue();
    }

    @Test
    void isRefusedWhereNobodyCarriesTheNodes() {
        var nemesis = Nemeses.withoutHeartbeat(
                Environment.of(world, new SimSystem(), world),
                ledger(),
                FaultCatalog.load(getClass().getClassLoader()));

        assertThat(nemesis.perform(step(Action.INJECT, "power-off")).error())
                .contains("not available", "machine that carries", "not known");
    }

    @Test
    void aPressureLeavesAForeignLimitAsItWas() {
        world.host().machine().run(world.host().limitMemory("n2", Optional.of(50L << 20)));
        DefaultNemesis nemesis = nemesis(world, ledger());
        nemesis.perform(step(Action.INJECT, "memory-pressure n2"));

        FaultRecord healed = nemesis.perform(step(Action.RECOVER, "memory-pressure n2"));

        assertThat(healed.provenHealed()).as(healed.toString()).isTrue();
        assertThat(world.dirt()).containsExactly("n2 has a limit of " + (50L << 20));
    }

    @Test
    void afterEveryCrashOfTheControlNodeAnotherProcessHealsFromTheLedger() {
        everyCrash((ledger, crashed) -> {
            HealReport report = Healer.heal(ledger, crashed, Optional.of(crashed.host()), crashed);
            assertThat(report.clean()).as(report.toString()).isTrue();
            assertThat(Ledgers.open(ledger)).isEmpty();
        });
    }

    @Test
    void afterEveryCrashOfTheControlNodeTheTimersHeal() {
        everyCrash((ledger, crashed) -> crashed.silence());
    }

    @Test
    void afterEveryCrashOfTheControlNodeASweepNeedsNoLedger() {
        everyCrash((ledger, crashed) -> assertThat(
                        Healer.sweep(crashed, Optional.of(crashed.host())).clean())
                .isTrue());
    }

    private interface Healing {
        void heal(Path ledger, World crashed);
    }

    private void everyCrash(Healing healing) {
        var whole = new World(5);
        perform(whole, run.resolve("whole"));
        assertThat(whole.dirt()).isEmpty();
        int calls = whole.calls().size();
        for (int call = 0; call < calls; call++) {
            for (boolean after : new boolean[] {false, true}) {
                Path ledger = run.resolve(call + "-" + after);
                World crashed = new World(5).dyingAt(call, after);
                try {
                    perform(crashed, ledger);
                    throw new AssertionError("call " + call + " was never made");
                } catch (World.ControlDied e) {
                    crashed.newControlProcess();
                }
                healing.heal(ledger, crashed);
                assertThat(crashed.dirt()).as("call %d, after %s", call, after).isEmpty();
            }
        }
    }

    private static void perform(World world, Path ledger) {
        DefaultNemesis nemesis = nemesis(world, ledger);
        for (String fault : FAULTS) {
            for (Action action : Action.values()) {
                assertThat(nemesis.perform(step(action, fault)).error()).isNull();
            }
        }
        nemesis.close();
    }

    private Path ledger() {
        return run.resolve(Ledgers.FILE_NAME);
    }

    private static FaultStep step(Action action, String fault) {
        return new FaultStep(1, Duration.ZERO, action, fault, 42);
    }
}
