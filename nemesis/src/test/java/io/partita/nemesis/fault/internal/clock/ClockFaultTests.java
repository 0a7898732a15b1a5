package io.partita.nemesis.fault.internal.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.Nemeses;
import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.ledger.Healer;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import io.partita.nemesis.sim.SimMesos;
import io.partita.nemesis.sim.World;
import io.partita.provisioning.system.Provision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks of processes that go wrong, on simulated nodes. */
class ClockFaultTests {

    private static final FaultCatalog CATALOG = FaultCatalog.load(ClockFaultTests.class.getClassLoader());
    private static final String AGENTS = "/run/partita-clock/agent";

    private final World world = new World(5);
    private final SimMesos mesos = new SimMesos();

    @TempDir
    Path run;

    private DefaultNemesis nemesis;

    @BeforeEach
    void create() {
        nemesis = Nemeses.withoutHeartbeat(Environment.of(world, mesos, world), run.resolve("faults.jsonl"), CATALOG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clock-bump",
                "clock-bump n2 by=-30s",
                "clock-bump all by=+100ms",
                "clock-strobe n1 by=-2s every=200ms",
                "clock-strobe",
                "clock-drift",
                "clock-drift role(marathon) rate=0.9",
                "clock-drift rate=2 of=agent",
                "clock-drift rate=0.99"
            })
    void aWrongClockIsProvenWrongAndThenRight(String order) {
        FaultRecord active = perform(Action.INJECT, order);
        assertThat(active.error()).isNull();
        assertThat(active.provenActive()).isTrue();
        assertThat(world.dirt()).anyMatch(dirt -> dirt.contains("wrong clock"));
        FaultRecord healed = perform(Action.RECOVER, order);
        assertThat(healed.provenHealed()).as(healed.toString()).isTrue();
        assertThat(world.dirt()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clock-bump by=30s",
                "clock-bump by=100ms",
                "clock-strobe by=-1s",
                "clock-drift",
                "clock-drift rate=0.5"
            })
    void aClockThatGoesOnAsItWasIsNotProvenWrong(String order) {
        for (String node : world.names()) {
            world.node(node).clocks().ignoreSettings();
        }
        FaultRecord active = perform(Action.INJECT, order);
        assertThat(active.provenActive()).isFalse();
        assertThat(active.error()).contains("not proven active: clocks: ");
    }

    @Test
    void aFileThatNobodyReadsMakesNoClockWrong() {
        world.node("n3").clocks().nobodyReads(AGENTS);
        FaultRecord active = perform(Action.INJECT, "clock-bump n3 of=agent by=5s");
        assertThat(active.provenActive()).isFalse();
        assertThat(active.error()).contains("no process goes by the clock " + AGENTS);
    }

    @Test
    void theNodesOwnClockMustNotMove() {
        perform(Action.INJECT, "clock-bump n3 of=agent by=5s");
        world.node("n3").clocks().setNodeClock(3000);
        FaultRecord healed = perform(Action.RECOVER, "clock-bump n3 of=agent by=5s");
        assertThat(healed.provenHealed()).isFalse();
        assertThat(healed.error()).containsPattern("the node.s own clock was moved by (29|30)[0-9]{2} ms");
        world.node("n3").clocks().setNodeClock(0);
        assertThat(nemesis.healAll()).allMatch(FaultRecord::provenHealed);
    }

    @Test
    void theProofSaysHowClocksAreWrongAndWhoGoesByThem() {
        FaultRecord active = perform(Action.INJECT, "clock-bump n3 of=agent by=-5s");
        assertThat(active.activeProof())
                .containsEntry("clock", Map.of("kind", "bump", "byMs", -5000L))
                .containsEntry("group", "agent")
                .containsEntry("readers", Map.of("n3", Map.of(AGENTS, List.of("100"))))
                .containsEntry("offsetsMs", Map.of("n3", Map.of(AGENTS, List.of(-5001L, -4999L))));
        assertThat(active.description()).isEqualTo("set clocks 5000 ms back: agent of sim on n3");
    }

    @Test
    void theSameSeedMakesTheSameSkew() {
        assertThat(perform(Action.INJECT, "clock-bump").description())
                .isEqualTo(CATALOG.get("clock-bump")
                        .create(Environment.of(new World(5), mesos, world), new java.util.Random(42))
                        .description());
    }

    @Test
    void aClockAndAProcessOfTheSameServerCanBeStruckTogetherButNoClockTwice() {
        assertThat(perform(Action.INJECT, "clock-bump n3 of=agent").provenActive())
                .isTrue();
        assertThat(perform(Action.INJECT, "pause n3 of=agent").provenActive()).isTrue();
        assertThat(perform(Action.INJECT, "clock-drift n3 of=agent").error()).contains("is active on the same objects");
        assertThat(perform(Action.INJECT, "clock-drift n3 of=marathon").provenActive())
                .as("another clock")
                .isTrue();
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

    @Test
    void aSystemThatWasNotStartedWithClocksIsLeftAlone() {
        mesos.withoutClocks();
        assertThat(perform(Action.INJECT, "clock-bump").error()).contains("has no clock of its own on");
        assertThat(world.dirt()).isEmpty();
    }

    @Test
    void saysWhatMustBeInPlaceBeforeTheSystemIsInstalled() {
        assertThat(CATALOG.provisions(List.of("kill", "clock-drift n1 rate=0.9")))
                .containsExactly(Provision.CLOCK);
        assertThat(CATALOG.provisions(List.of("kill", "none"))).isEmpty();
    }

    @Test
    void aMissingLibraryIsNamedWithItsNode() {
        world.node("n4").lacks("libfaketime is not installed");
        assertThat(CATALOG.get("clock-bump").availability(Environment.of(world, mesos, world)))
                .isEqualTo(Availability.no("n4: libfaketime is not installed; apt-get install libfaketime"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clock-bump by=0s | a duration from 100ms",
                "clock-bump by=x | a duration from 100ms",
                "clock-bump rate=2 | has no parameter rate",
                "clock-strobe every=1ms | a duration from 50ms to 10000ms",
                "clock-drift rate=1.001 | too near to 1 to be proven",
                "clock-drift rate=9 | a number from 0.5 to 2.0",
                "clock-drift rate=1.1s | a number from 0.5 to 2.0",
            })
    void refusesWhatIsOutOfRange(String order, String words) {
        assertThatThrownBy(() -> CATALOG.get(order))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    private FaultRecord perform(Action action, String fault) {
        return nemesis.perform(new FaultStep(1, Duration.ZERO, action, fault, 42));
    }
}
