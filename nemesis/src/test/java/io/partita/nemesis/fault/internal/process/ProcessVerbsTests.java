package io.partita.nemesis.fault.internal.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.Nemeses;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.ledger.Healer;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import io.partita.nemesis.sim.SimSystem;
import io.partita.nemesis.sim.World;
import io.partita.provisioning.system.ProcessState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be done to processes beside killing and pausing them, on simulated nodes. */
class ProcessVerbsTests {

    @TempDir
    Path run;

    private final World world = new World(5);
    private DefaultNemesis nemesis;

    @BeforeEach
    void create() {
        nemesis = Nemeses.withoutHeartbeat(
                new Environment(world, new SimSystem(), world, Limits.DEFAULT),
                run.resolve(Ledgers.FILE_NAME),
                FaultCatalog.load(getClass().getClassLoader()));
    }

    @Test
    void aStoppedProcessIsProvenDeadAndTheProofSaysHowItEnded() {
        FaultRecord active = perform(Action.INJECT, "stop n2,n4");

        assertThat(active.provenActive()).as(active.toString()).isTrue();
        assertThat(active.activeProof())
                .containsEntry("blow", "stop")
                .containsEntry("ended", Map.of("n2", "terminated", "n4", "terminated"));
        assertThat(world.dirt()).anyMatch(dirt -> dirt.equals("n2  is DEAD"));
        assertThat(perform(Action.RECOVER, "stop n2,n4").provenHealed()).isTrue();
        assertThat(world.dirt()).isEmpty();
    }

    @Test
    void aRestartIsProvenByAnotherProcessThatRuns() {
        FaultRecord active = perform(Action.INJECT, "restart n3");

        assertThat(active.provenActive()).as(active.toString()).isTrue();
        assertThat(active.activeProof())
                .containsEntry("were", Map.of("n3", "1"))
                .containsEntry("are", Map.of("n3", "2"));
        assertThat(perform(Action.RECOVER, "restart n3").provenHealed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop n2", "restart n2", "rolling-restart", "crash-loop n2", "swizzle n2,n3"})
    void whatHasNoEffectIsNotProven(String fault) {
        world.node("n2").survivesEverything();

        FaultRecord active = perform(Action.INJECT, fault);

        assertThat(active.provenActive()).as(active.toString()).isFalse();
        assertThat(active.error()).contains("not proven active").contains("n2");
    }

    @Test
    void aRollingRestartStrikesOneNodeAfterAnother() {
        FaultRecord active = perform(Action.INJECT, "rolling-restart");

        assertThat(active.provenActive()).as(active.toString()).isTrue();
        List<String> order = world.calls().stream()
                .filter(call -> call.endsWith(" kill") || call.endsWith(" revive"))
                .toList();
        assertThat(order)
                .containsExactly(
                        "n1 kill",
                        "n1 revive",
                        "n2 kill",
                        "n2 revive",
                        "n3 kill",
                        "n3 revive",
                        "n4 kill",
                        "n4 revive",
                        "n5 kill",
                        "n5 revive");
        assertThat(perform(Action.RECOVER, "rolling-restart").provenHealed()).isTrue();
    }

    @Test
    void aSwizzleGoesInOneRandomOrderAndComesBackInAnother() {
        FaultRecord active = perform(Action.INJECT, "swizzle all every=5s");
        long took = world.millis();

        assertThat(active.provenActive()).as(active.toString()).isTrue();
        assertThat(took).as("four pauses of five seconds").isBetween(20_000L, 21_000L);
        List<String> forth = calls("kill");
        assertThat(perform(Action.RECOVER, "swizzle all every=5s").provenHealed())
                .isTrue();
        List<String> back = calls("revive");
        assertThat(forth).hasSize(5).isNotEqualTo(List.of("n1", "n2", "n3", "n4", "n5"));
        assertThat(back).containsExactlyInAnyOrderElementsOf(forth).isNotEqualTo(forth);
        assertThat(world.dirt()).isEmpty();
    }

    @Test
    void aSwizzleMayPauseInsteadOfKilling() {
        perform(Action.INJECT, "swizzle n1,n2 what=pause");

        assertThat(world.node("n1").process()).isEqualTo(ProcessState.PAUSED);
        assertThat(world.node("n2").process()).isEqualTo(ProcessState.PAUSED);
    }

    @Test
    void aCrashLoopIsProvenByItsStrikesAndEndsWithItsFault() {
        FaultRecord active = perform(Action.INJECT, "crash-loop n2 every=500ms");

        assertThat(active.provenActive()).as(active.toString()).isTrue();
        assertThat(active.activeProof()).containsEntry("kills", Map.of("n2", 2));
        assertThat(world.dirt()).anyMatch(dirt -> dirt.equals("n2 has a crash loop"));
        FaultRecord healed = perform(Action.RECOVER, "crash-loop n2 every=500ms");
        assertThat(healed.provenHealed()).as(healed.toString()).isTrue();
        assertThat(world.dirt()).isEmpty();
    }

    @Test
    void aCrashLoopWhoseControlNodeDiedIsHealedFromTheLedger() {
        perform(Action.INJECT, "crash-loop n2");

        assertThat(Healer.heal(run.resolve(Ledgers.FILE_NAME), world).clean()).isTrue();
        assertThat(world.node("n2").isLooping()).isFalse();
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        FaultCatalog catalog = FaultCatalog.load(getClass().getClassLoader());

        assertThatThrownBy(() -> catalog.get("crash-loop every=1ms")).hasMessageContaining("every=1ms");
        assertThatThrownBy(() -> catalog.get("swizzle what=maim")).hasMessageContaining("kill, pause");
        assertThatThrownBy(() -> catalog.get("restart every=2s")).hasMessageContaining("no parameter every");
    }

    private List<String> calls(String label) {
        return world.calls().stream()
                .filter(call -> call.endsWith(" " + label))
                .map(call -> call.split(" ")[0])
                .distinct()
                .toList();
    }

    private FaultRecord perform(Action action, String fault) {
        return nemesis.perform(new FaultStep(1, Duration.ZERO, action, fault, 42));
    }
}
