package io.partita.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.ledger.HealReport;
import io.partita.nemesis.ledger.Healer;
import io.partita.nemesis.ledger.Injection;
import io.partita.nemesis.ledger.Ledger;
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
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultNemesisTests {

    @TempDir
    Path run;

    private final World world = new World(5);
    private Path ledger;
    private DefaultNemesis nemesis;

    @BeforeEach
    void create() {
        ledger = run.resolve(Ledgers.FILE_NAME);
        var environment = new Environment(world, new SimSystem(), world, Limits.DEFAULT);
        nemesis = DefaultNemesis.withoutHeartbeat(
                environment, ledger, FaultCatalog.load(getClass().getClassLoader()));
    }

    @Test
    void aRecordHasTheTimesTheTargetsAndTheProofs() {
        world.sleep(Duration.ofSeconds(5));
        FaultRecord active = inject("partition-leader");
        assertThat(active.id()).isEqualTo("f1");
        assertThat(active.description()).isEqualTo("n2 | n1,n3,n4,n5");
        assertThat(active.targets()).containsExactly("n1", "n2", "n3", "n4", "n5");
        assertThat(active.injectedAtMs()).isBetween(5000L, 5100L);
        assertThat(active.activeAtMs()).isGreaterThan(active.injectedAtMs());
        assertThat(active.healedAtMs()).isEqualTo(-1);
        assertThat(active.activeProof())
                .containsKeys("reachable", "dropped", "injectMs", "measurements")
                .containsEntry(
                        "cut",
                        List.of(
                                List.of("n1", "n2"),
                                List.of("n2", "n1"),
                                List.of("n2", "n3"),
                                List.of("n2", "n4"),
                                List.of("n2", "n5"),
                                List.of("n3", "n2"),
                                List.of("n4", "n2"),
                                List.of("n5", "n2")));
        assertThat(active.activeProof().get("reachable"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("n2", Map.of("n1", false, "n3", false, "n4", false, "n5", false));

        FaultRecord healed = recover("partition-leader");
        assertThat(healed.id()).isEqualTo("f1");
        assertThat(healed.provenHealed()).isTrue();
        assertThat(healed.healedAtMs()).isGreaterThan(active.activeAtMs());
        assertThat(healed.healedProof()).containsKeys("reachable", "recoverBeganAtMs");
        assertThat(nemesis.records()).containsExactly(healed);
    }

    @Test
    void theSameSeedChoosesTheSameTargets() {
        FaultRecord first = inject("partition-majorities");
        recover("partition-majorities");
        assertThat(inject("partition-majorities").description()).isEqualTo(first.description());
    }

    @Test
    void aFaultThatSilentlyDoesNothingIsNotProven() {
        world.node("n2").ignoreRules();
        FaultRecord active = inject("partition-leader");
        assertThat(active.provenActive()).isFalse();
        assertThat(active.activeAtMs()).isEqualTo(-1);
        assertThat(active.error()).startsWith("not proven active: ").contains("n2 has dropped no packet of n1");
        assertThat(recover("partition-leader").provenHealed()).isTrue();
        assertThat(nemesis.records().get(0).error()).startsWith("not proven active");
    }

    @Test
    void aFaultThatIsRefusedByOneNodeIsEndedOnAllAtOnce() {
        world.failOnce("n3", "firewall-switch");
        FaultRecord record = inject("partition-majorities");
        assertThat(record.provenActive()).isFalse();
        assertThat(record.provenHealed()).isTrue();
        assertThat(record.error()).startsWith("could not be injected: n3: ");
        assertThat(record.activeProof())
                .as("what was to be cut, for half of it was")
                .containsKey("cut");
        assertThat(world.dirt()).isEmpty();
        assertThat(recover("partition-majorities")).isEqualTo(record);
    }

    @Test
    void aFaultIsNotInjectedOnANodeThatCannotHealByItself() {
        world.failOnce("n4", "deadman-arm");
        FaultRecord record = inject("partition-halves");
        assertThat(record.error()).startsWith("could not be injected: n4");
        assertThat(world.calls()).noneMatch(call -> call.contains("firewall-switch"));
        assertThat(world.dirt()).isEmpty();
    }

    @Test
    void timersAreSetBeforeAnythingIsChanged() {
        inject("kill");
        List<String> calls = world.calls();
        assertThat(calls.indexOf(first("kill"))).isGreaterThan(calls.indexOf(first("deadman-arm")));
        assertThat(calls)
                .filteredOn(call -> call.endsWith("deadman-arm"))
                .hasSameSizeAs(nemesis.records().get(0).targets());
    }

    @Test
    void whatDoesNotHealAtFirstIsTriedAgain() {
        inject("partition-halves");
        world.failOnce("n1", "firewall-clear");
        FaultRecord healed = recover("partition-halves");
        assertThat(healed.provenHealed()).isTrue();
        assertThat(healed.error()).isNull();
        assertThat(world.dirt()).isEmpty();
    }

    @Test
    void aDiskThatFailsAfterTheIntentKeepsNobodyFromHealing() {
        var environment = new Environment(world, new SimSystem(), world, Limits.DEFAULT);
        Ledger closed = Ledger.open(run.resolve("closed"));
        var step = new FaultStep(1, Duration.ZERO, Action.INJECT, "pause", 1);
        var engagement = new Engagement("f1", step, environment, closed);
        Fault fault =
                FaultCatalog.load(getClass().getClassLoader()).get("pause").create(environment, new Random(1));
        engagement.inject(fault, new Injection("f1", "pause", "", "timer", fault.inverses()));
        closed.close();
        assertThat(engagement.heal().provenHealed()).isTrue();
        assertThat(world.dirt()).isEmpty();
    }

    @Test
    void aNodeThatStaysAwayLeavesTheFaultUnhealedUntilItIsBack() {
        inject("partition-halves");
        world.unreachable("n5", true);
        FaultRecord broken = recover("partition-halves");
        assertThat(broken.provenHealed()).isFalse();
        assertThat(broken.error()).contains("not healed: n5");
        HealReport report = Healer.heal(ledger, world);
        assertThat(report.clean()).isFalse();
        assertThat(report.unreachable()).containsOnlyKeys("n5");

        world.unreachable("n5", false);
        assertThat(nemesis.healAll())
                .singleElement()
                .satisfies(record -> assertThat(record.provenHealed()).isTrue());
        assertThat(world.dirt()).isEmpty();
        assertThat(Ledgers.open(ledger)).isEmpty();
    }

    @Test
    void aFaultThatTheNodesEndedByThemselvesIsRecordedSo() {
        inject("pause");
        world.silence();
        assertThat(recover("pause").error()).startsWith("ended before its time by the dead-man's timer on n");
    }

    @Test
    void healAllGoesBackwards() {
        inject("partition-majorities");
        inject("kill");
        assertThat(nemesis.healAll()).extracting(FaultRecord::name).containsExactly("kill", "partition-majorities");
        assertThat(nemesis.healAll()).isEmpty();
    }

    @Test
    void whatDoesNotRunIsNotStruckAndThusNotStarted() {
        world.parallel(node -> {
            world.node(node.node()).process(ProcessState.DEAD);
            return 0;
        });
        assertThat(inject("kill").error()).startsWith("sim does not run where kill was to strike it: {");
        assertThat(recover("kill").provenHealed()).isFalse();
        assertThat(world.dirt()).hasSize(5);
    }

    @Test
    void twoFaultsOnTheSameObjectAreNotActiveAtOnce() {
        inject("partition-majorities");
        FaultRecord second = inject("partition-halves");
        assertThat(second.error()).isEqualTo("not injected: f1 (partition-majorities) is active on the same objects");
        recover("partition-majorities");
        assertThat(inject("partition-halves").provenActive()).isTrue();
    }

    @Test
    void ofTheSameFaultTwiceAtOnceEachRecoveryEndsItsOwnAndARefusedOneEndsNothing() {
        FaultRecord first = perform(Action.INJECT, "kill(one)", 1);
        FaultRecord second = perform(Action.INJECT, "kill(one)", 2);
        assertThat(second.provenActive()).isTrue();
        assertThat(second.targets()).isNotEqualTo(first.targets());
        FaultRecord refused = perform(Action.INJECT, "kill(" + first.targets().get(0) + ")", 3);
        assertThat(refused.error()).contains("f1 (kill(one)) is active on the same objects");

        assertThat(perform(Action.RECOVER, refused.name(), 3)).isEqualTo(refused);
        assertThat(perform(Action.RECOVER, "kill(one)", 1).id()).isEqualTo("f1");
        assertThat(nemesis.records())
                .extracting(record -> record.id() + " " + record.provenHealed())
                .containsExactly("f1 true", "f2 false", "f3 false");
        assertThat(perform(Action.RECOVER, "kill(one)", 2).id()).isEqualTo("f2");
        assertThat(world.dirt()).isEmpty();
    }

    @Test
    void ofTwoWithTheSameSeedTheOneThatIsOpenIsEnded() {
        perform(Action.INJECT, "kill(one)", 1);
        perform(Action.INJECT, "kill(one)", 1);
        perform(Action.RECOVER, "kill(one)", 1);
        perform(Action.RECOVER, "kill(one)", 1);
        assertThat(nemesis.records()).allMatch(FaultRecord::provenHealed);
    }

    private FaultRecord perform(Action action, String fault, long seed) {
        return nemesis.perform(new FaultStep(1, Duration.ZERO, action, fault, seed));
    }

    @Test
    void misuseIsARecordToo() {
        assertThat(inject("partition-half").error()).contains("did you mean partition-halves?");
        assertThat(inject("earthquake").error()).contains("There are:").contains("partition-halves");
        assertThat(inject("none").error()).contains("cannot be injected");
        assertThat(recover("kill").error()).contains("never injected");
    }

    @Test
    void closeHealsAndRemovesWhatAnEarlierRunLeft() {
        inject("pause");
        world.node("n1").execute("firewall-switch", "-A PARTITA -s 10.0.0.12/32 -j DROP");
        nemesis.close();
        nemesis.close();
        assertThat(world.dirt()).isEmpty();
    }

    private FaultRecord inject(String fault) {
        return nemesis.perform(new FaultStep(1, Duration.ZERO, Action.INJECT, fault, 42));
    }

    private FaultRecord recover(String fault) {
        return nemesis.perform(new FaultStep(2, Duration.ZERO, Action.RECOVER, fault, 42));
    }

    private String first(String label) {
        return world.calls().stream()
                .filter(call -> call.endsWith(" " + label))
                .findFirst()
                .orElseThrow();
    }
}
