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
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers leave their ensemble and come back, on simulated nodes. */
class MembershipFaultTests {

    private static final FaultCatalog CATALOG = FaultCatalog.load(MembershipFaultTests.class.getClassLoader());

    @TempDir
    Path run;

    private final World world = new World(5);
    private DefaultNemesis nemesis;

    @BeforeEach
    void create() {
        nemesis = Nemeses.withoutHeartbeat(
                new Environment(world, new SimMesos(), world, Limits.DEFAULT), run.resolve(Ledgers.FILE_NAME), CATALOG);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"reconfigure | 1", "reconfigure n2,n4 | 2", "reconfigure leader(zookeeper) | 1"})
    void takesServersOutAndPutsThemBack(String fault, int count) {
        FaultRecord active = perform(Action.INJECT, fault);
        assertThat(active.error()).isNull();
        assertThat(active.targets()).hasSize(count);
        assertThat(world.outsiders()).containsExactlyElementsOf(active.targets());
        assertThat(active.activeProof())
                .containsEntry("removed", active.targets())
                .containsKeys("members", "modes", "versions");

        assertThat(perform(Action.RECOVER, fault).provenHealed()).isTrue();
        assertThat(world.dirt()).isEmpty();
    }

    @Test
    void aChangeThatDoesNothingIsNotProven() {
        world.node("n1").numb();
        FaultRecord record = perform(Action.INJECT, "reconfigure n2");
        assertThat(record.provenActive()).isFalse();
        assertThat(record.error())
                .contains("not proven active: ")
                .contains("n1 says that the members are [n1, n2, n3, n4, n5]");
    }

    @Test
    void anAdditionThatDoesNothingIsNotTakenForHealed() {
        perform(Action.INJECT, "reconfigure n2");
        world.node("n1").numb();
        FaultRecord record = perform(Action.RECOVER, "reconfigure n2");
        assertThat(record.provenHealed()).isFalse();
        assertThat(record.error()).contains("not healed: ");
        assertThat(Ledgers.unhealed(run)).hasSize(1);
    }

    @Test
    void lessThanAMajorityIsNeverLeft() {
        assertThat(perform(Action.INJECT, "reconfigure n1,n2,n3").error())
                .isEqualTo("reconfigure(n1,n2,n3) of [n1, n2, n3] would leave 2 servers, and a majority is 3");
        assertThat(world.dirt()).isEmpty();
    }

    @Test
    void twoChangesAreNeverUnderWayAtOnce() {
        perform(Action.INJECT, "reconfigure n1");
        assertThat(perform(Action.INJECT, "reconfigure n2").error())
                .isEqualTo("not injected: f1 (reconfigure n1) is active on the same objects");
        assertThat(perform(Action.INJECT, "kill n1 of=zookeeper").error())
                .as("who is killed as an outsider does not start again")
                .contains("is active on the same objects");
        assertThat(perform(Action.INJECT, "kill n2 of=master").provenActive()).isTrue();
    }

    @Test
    void anyNodeOfTheEnsembleCanPutItBackWhenTheOneThatWentIsAway() {
        perform(Action.INJECT, "reconfigure n2");
        world.unreachable("n2", true);
        assertThat(Healer.heal(run.resolve(Ledgers.FILE_NAME), world).unreachable())
                .containsOnlyKeys("n2");
        assertThat(world.outsiders()).isEmpty();
    }

    @Test
    void aSystemWithoutMembersIsRefusedBeforeTheRun() {
        assertThat(CATALOG.get("reconfigure").suits(new SimSystem()))
                .isEqualTo(Availability.no("sim has no members that could be changed; it needs 3 ZooKeeper servers that"
                        + " allow reconfiguration, bash"));
        assertThat(CATALOG.get("reconfigure").suits(null)).isInstanceOf(Availability.Unavailable.class);
        assertThat(CATALOG.get("reconfigure").suits(new SimMesos())).isEqualTo(Availability.YES);
    }

    private FaultRecord perform(Action action, String fault) {
        return nemesis.perform(new FaultStep(1, Duration.ZERO, action, fault, 42));
    }
}
