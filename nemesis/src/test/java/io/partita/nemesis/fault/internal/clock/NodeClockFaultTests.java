package io.partita.nemesis.fault.internal.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.Nemeses;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.ledger.Healer;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import io.partita.nemesis.sim.SimMesos;
import io.partita.nemesis.sim.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks of simulated nodes whose kernels are their own. */
class NodeClockFaultTests {

    private static final FaultCatalog CATALOG = FaultCatalog.load(NodeClockFaultTests.class.getClassLoader());

    private final World world = new World(5);

    @TempDir
    Path run;

    private DefaultNemesis nemesis;

    @BeforeEach
    void create() {
        world.names().forEach(node -> world.node(node).clocks().kernelOfItsOwn("kernel-of-" + node));
        nemesis = Nemeses.withoutHeartbeat(
                Environment.of(world, new SimMesos(), world), run.resolve("faults.jsonl"), CATALOG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clock-bump",
                "clock-bump n2 by=-30s",
                "clock-bump all by=+100ms",
                "clock-strobe n1 by=-2s every=200ms",
                "clock-drift n4 rate=0.9",
                "clock-drift rate=2"
            })
    void theClockOfANodeIsProvenWrongAndThenRight(String order) {
        FaultRecord active = perform(Action.INJECT, order);
        assertThat(active.error()).isNull();
        assertThat(active.provenActive()).isTrue();
        assertThat(active.activeProof()).containsEntry("by", "settimeofday");
        assertThat(world.dirt()).anyMatch(dirt -> dirt.contains("wrong clock of its own"));
        FaultRecord healed = perform(Action.RECOVER, order);
        assertThat(healed.provenHealed()).as(healed.toString()).isTrue();
        assertThat(world.dirt()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clock-bump by=30s", "clock-bump by=100ms", "clock-strobe by=-1s", "clock-drift"})
    void aClockThatGoesOnAsItWasIsNotProvenWrong(String order) {
        world.names().forEach(node -> world.node(node).clocks().ignoreSettings());
        FaultRecord active = perform(Action.INJECT, order);
        assertThat(active.provenActive()).isFalse();
        assertThat(active.error()).contains("not proven active: clocks: ", "by its uptime the clock");
    }

    @Test
    void theClockMustBeBackWhereItWas() {
        perform(Action.INJECT, "clock-bump n3 by=5s");
        world.node("n3").clocks().setNodeClock(80);
        FaultRecord healed = perform(Action.RECOVER, "clock-bump n3 by=5s");
        assertThat(healed.provenHealed()).isFalse();
        assertThat(healed.error()).contains("the clock is off by").contains("by the control node's time");
        world.node("n3").clocks().setNodeClock(0);
        assertThat(nemesis.healAll()).allMatch(FaultRecord::provenHealed);
    }

    @Test
    void noClockOfAnotherNodeMayMove() {
        world.node("n5").clocks().setNodeClock(0);
        perform(Action.INJECT, "clock-bump n3 by=5s");
        world.node("n5").clocks().setNodeClock(5000);
        FaultRecord healed = perform(Action.RECOVER, "clock-bump n3 by=5s");
        assertThat(healed.error()).contains("n5=the clock, which is no target, was moved by");
        world.node("n5").clocks().setNodeClock(0);
        assertThat(nemesis.healAll()).allMatch(FaultRecord::provenHealed);
    }

    @Test
    void oneNodeThatSharesItsKernelIsEnoughToSetNoClockOfANode() {
        world.node("n5").clocks().kernelOfItsOwn("shared it has its kernel in common with the control node");
        FaultRecord active = perform(Action.INJECT, "clock-bump n3 by=5s");
        assertThat(active.activeProof()).containsEntry("by", "libfaketime");
        assertThat(world.node("n3").clocks().nodeIsWrong()).isFalse();
    }

    @Test
    void nodesThatShareAKernelWithEachOtherHaveNoClocksOfTheirOwn() {
        world.node("n5").clocks().kernelOfItsOwn("kernel-of-n4");
        FaultRecord active = perform(Action.INJECT, "clock-bump n1 by=5s");
        assertThat(active.activeProof()).containsEntry("by", "libfaketime");
        assertThat(world.node("n1").clocks().nodeIsWrong()).isFalse();
    }

    @Test
    void whoeversServersAreNamedTheNodesThatHaveThemAreStruck() {
        FaultRecord active = perform(Action.INJECT, "clock-bump n3 of=agent by=-5s");
        assertThat(active.description()).isEqualTo("set clocks 5000 ms back: everything on n3");
        assertThat(active.activeProof())
                .containsEntry("clock", Map.of("kind", "bump", "byMs", -5000L))
                .containsEntry("stoppedTimeServices", Map.of("n3", List.of("chronyd")))
                .doesNotContainKey("group");
        assertThat(perform(Action.INJECT, "clock-drift n3 of=marathon").error())
                .contains("is active on the same objects");
        assertThat(perform(Action.INJECT, "pause n3 of=agent").provenActive()).isTrue();
    }

    @Test
    void healsWithoutTheControlNode() {
        perform(Action.INJECT, "clock-strobe n1,n2 by=1s");
        world.silence();
        assertThat(world.dirt()).isEmpty();
    }

    @Test
    void healsFromTheLedgerAlone() {
        perform(Action.INJECT, "clock-drift n1,n2");
        assertThat(Healer.heal(run.resolve("faults.jsonl"), world).clean()).isTrue();
        assertThat(world.dirt()).isEmpty();
    }

    private FaultRecord perform(Action action, String fault) {
        return nemesis.perform(new FaultStep(1, Duration.ZERO, action, fault, 42));
    }
}
