package io.partita.nemesis.fault.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.Nemeses;
import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.ledger.Healer;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import io.partita.nemesis.sim.SimSystem;
import io.partita.nemesis.sim.World;
import io.partita.provisioning.system.Provision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Full disks and damaged files on simulated nodes. */
class DiskFaultTests {

    private static final FaultCatalog CATALOG = FaultCatalog.load(DiskFaultTests.class.getClassLoader());

    private final World world = new World(3);

    @TempDir
    Path run;

    private DefaultNemesis nemesis;

    @BeforeEach
    void create() {
        nemesis = Nemeses.withoutHeartbeat(environment(), run.resolve("faults.jsonl"), CATALOG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "disk-fill",
                "disk-fill n1,n2 left=64k",
                "disk-slow",
                "disk-slow n1,n3 rate=256k",
                "disk-readonly n2",
                "file-bitflip",
                "file-bitflip all files=l*",
                "file-truncate n2",
                "file-truncate n2 keep=0%"
            })
    void isProvenActiveAndGoneAndLeavesNothing(String order) {
        FaultRecord active = perform(Action.INJECT, order);
        assertThat(active.error()).isNull();
        assertThat(active.provenActive()).isTrue();
        assertThat(world.dirt()).anyMatch(dirt -> dirt.contains("disk") || dirt.contains("damaged"));
        FaultRecord healed = perform(Action.RECOVER, order);
        assertThat(healed.provenHealed()).as(healed.toString()).isTrue();
        assertThat(world.dirt()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "disk-fill n1 | what came of writing 4096 bytes: {n1=/srv/disk: written}",
                "disk-slow n1 | n1 takes in 104857600 bytes a second",
                "disk-readonly n1 | what came of writing a page: [n1: written]",
                "file-bitflip n1 | does not differ at byte",
                "file-truncate n1 | is 100 bytes long",
            })
    void whatHasNoEffectIsNotProven(String order, String words) {
        world.node("n1").disk().ignoreCommands();
        FaultRecord active = perform(Action.INJECT, order);
        assertThat(active.provenActive()).isFalse();
        assertThat(active.error()).contains("not proven active").contains(words);
    }

    @Test
    void aFileThatTheSystemReplacedIsLeftAsItIs() {
        for (String order : List.of("file-bitflip n1", "file-truncate n1")) {
            assertThat(perform(Action.INJECT, order).provenActive()).isTrue();
            world.node("n1").disk().replaceFile();
            assertThat(perform(Action.RECOVER, order).provenHealed()).isTrue();
            assertThat(world.dirt()).isEmpty();
        }
    }

    @Test
    void aFileThatGrewSinceItWasCutIsNotOverwritten() {
        perform(Action.INJECT, "file-truncate n1 keep=50%");
        world.node("n1").disk().append(10);
        FaultRecord healed = perform(Action.RECOVER, "file-truncate n1 keep=50%");
        assertThat(healed.provenHealed()).as(healed.toString()).isTrue();
        assertThat(world.node("n1").disk().fileSize()).isEqualTo(60);
    }

    @Test
    void theProofSaysWhatWasDone() {
        assertThat(perform(Action.INJECT, "file-truncate n1 keep=20%").activeProof())
                .containsEntry(
                        "files",
                        Map.of(
                                "n1",
                                Map.of("kind", "truncate", "path", "/srv/disk/data/log", "at", 20L, "size", 100L)));
        assertThat(perform(Action.INJECT, "disk-fill n2 left=1k").activeProof())
                .containsEntry(
                        "disk",
                        Map.of("kind", "fill", "leftBytes", 1024L, "mounts", Map.of("n2", List.of("/srv/disk"))));
    }

    @Test
    void oneDiskIsFilledOnceAndOneSystemsDataAreDamagedOnce() {
        perform(Action.INJECT, "disk-fill n1");
        assertThat(perform(Action.INJECT, "disk-fill n1 left=1k").error()).contains("is active on the same objects");
        assertThat(perform(Action.INJECT, "file-bitflip n1").provenActive()).isTrue();
        assertThat(perform(Action.INJECT, "file-truncate n1").error()).contains("is active on the same objects");
    }

    @Test
    void aDiskThatIsNoFasterThanThatIsNotMadeSlow() {
        assertThat(perform(Action.INJECT, "disk-slow n1 rate=100m").error())
                .contains("the disk of n1 takes in 104857600 bytes a second now");
        assertThat(world.dirt()).isEmpty();
    }

    @Test
    void whereNothingCanBeWrittenNoOtherFaultWrites() {
        perform(Action.INJECT, "disk-readonly n1");
        assertThat(perform(Action.INJECT, "file-truncate n1").error()).contains("is active on the same objects");
        assertThat(perform(Action.INJECT, "disk-fill n1").error()).contains("is active on the same objects");
        assertThat(perform(Action.INJECT, "disk-slow n1").error()).contains("is active on the same objects");
    }

    @Test
    void healsWithoutTheControlNode() {
        perform(Action.INJECT, "disk-fill n1");
        perform(Action.INJECT, "file-bitflip n2");
        perform(Action.INJECT, "file-truncate n3");
        world.silence();
        assertThat(world.dirt()).isEmpty();
    }

    @Test
    void healsFromTheLedgerAlone() {
        perform(Action.INJECT, "disk-fill n1");
        perform(Action.INJECT, "file-bitflip n2");
        perform(Action.INJECT, "file-truncate n3");
        assertThat(Healer.heal(run.resolve("faults.jsonl"), world).clean()).isTrue();
        assertThat(world.dirt()).isEmpty();
    }

    @Test
    void theMachinesDiskIsNeverFilled() {
        world.node("n2").lacks("/data is on the root file system, and to fill that would fill the machine's disk");
        assertThat(CATALOG.get("disk-fill").availability(environment()))
                .isEqualTo(Availability.no(
                        "n2: /data is on the root file system, and to fill that would fill the machine's disk"));
    }

    @Test
    void onlyAFullDiskNeedsOneThatCanBeFilled() {
        assertThat(CATALOG.provisions(List.of("disk-fill n1"))).containsExactly(Provision.DISK);
        assertThat(CATALOG.provisions(List.of("file-bitflip", "file-truncate"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "disk-fill left=1g | a number of bytes from 0",
                "file-truncate keep=100% | a share from 0.0% to 99.0%",
                "file-bitflip keep=1% | has no parameter keep",
            })
    void refusesWhatIsOutOfRange(String order, String words) {
        assertThatThrownBy(() -> CATALOG.get(order))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @Test
    void whereNoFileMatchesNothingIsDamaged() {
        assertThat(perform(Action.INJECT, "file-bitflip n1 files=snapshot.*").error())
                .contains("no file of the data of sim on n1 matches files=snapshot.*");
    }

    private Environment environment() {
        return new Environment(world, new SimSystem(), world, Limits.DEFAULT, Optional.of(world.host()), Map.of());
    }

    private FaultRecord perform(Action action, String fault) {
        return nemesis.perform(new FaultStep(1, Duration.ZERO, action, fault, 42));
    }
}
