package io.partita.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import io.partita.nemesis.sim.SimMesos;
import io.partita.nemesis.sim.SimSystem;
import io.partita.nemesis.sim.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * On nodes where every command succeeds and none has an effect, no fault of the catalogue is proven, whatever it is: a
 * proof measures what the nodes are like, and takes no exit status for it.
 */
class SilentFaultTests {

    private static final FaultCatalog CATALOG = FaultCatalog.load(SilentFaultTests.class.getClassLoader());
    private static final List<SimSystem> SYSTEMS = List.of(new SimMesos(), new SimSystem());

    @TempDir
    Path run;

    static Stream<String> disturbing() {
        return CATALOG.kinds().stream()
                .filter(FaultKind::disturbs)
                .map(FaultKind::name)
                .filter(name -> !name.equals("users-own-fault"));
    }

    @ParameterizedTest
    @MethodSource("disturbing")
    void isNotProvenAndTheRecordSaysWhatIsMissing(String fault) {
        var world = new World(5);
        world.names().forEach(node -> world.node(node).numb());
        FaultRecord record = perform(world, fault);
        assertThat(record.provenActive()).as(record.toString()).isFalse();
        assertThat(record.activeAtMs()).isEqualTo(-1);
        assertThat(record.error()).startsWith("not proven active: ").hasSizeGreaterThan("not proven active: ".length());
    }

    /** Without this the test above would be content with faults that can't be had at all. */
    @ParameterizedTest
    @MethodSource("disturbing")
    void isProvenWhereCommandsHaveTheirEffect(String fault) {
        FaultRecord record = perform(new World(5), fault);
        assertThat(record.error()).isNull();
        assertThat(record.provenActive()).isTrue();
    }

    @Test
    void mostOfTheCatalogueIsTried() {
        assertThat(disturbing().filter(fault -> systemFor(new World(5), fault) != null))
                .contains("partition-majorities", "kill", "pause", "crash-master-leader", "reconfigure")
                .hasSizeGreaterThan(20);
    }

    private FaultRecord perform(World world, String fault) {
        SimSystem system = systemFor(world, fault);
        assumeTrue(system != null, fault + " cannot be had on simulated nodes");
        var environment = new Environment(world, system, world, Limits.DEFAULT);
        return DefaultNemesis.withoutHeartbeat(environment, run.resolve(Ledgers.FILE_NAME), CATALOG)
                .perform(new FaultStep(1, Duration.ZERO, Action.INJECT, fault, 5));
    }

    private static SimSystem systemFor(World world, String fault) {
        return SYSTEMS.stream()
                .filter(system -> {
                    try {
                        return CATALOG.get(fault).availability(new Environment(world, system, world, Limits.DEFAULT))
                                == Availability.YES;
                    } catch (AssertionError e) {
                        // The simulated nodes do not know what its kind asks them: integration tests do that.
                        return false;
                    }
                })
                .findFirst()
                .orElse(null);
    }
}
