package io.partita.nemesis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.sim.SimSystem;
import io.partita.nemesis.sim.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealerTests {

    @TempDir
    private Path run;

    private final World world = new World(5);
    private List<Injection> open;

    @BeforeEach
    void aPartitionIsLeftBehind() {
        Path ledger = run.resolve(Ledgers.FILE_NAME);
        var environment = new Environment(world, new SimSystem(), world, Limits.DEFAULT);
        DefaultNemesis.create(environment, ledger)
                .perform(new FaultStep(1, Duration.ZERO, FaultStep.Action.INJECT, "partition-halves", 1));
        open = Ledgers.open(ledger);
        assertThat(open).hasSize(1);
        assertThat(world.dirt()).isNotEmpty();
    }

    private void expectHealed(Supplier<Ledger> ledger) {
        HealReport report = Healer.heal(open, ledger, world, Optional.empty(), world);
        assertThat(report.outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.proof().holds()).isTrue());
        assertThat(report.left()).containsKey("ledger");
        assertThat(report.clean()).isFalse();
        assertThat(world.dirt()).isEmpty();
    }

    @Test
    void aLedgerThatCannotBeWrittenKeepsNoNodeFromBeingHealedButIsTold() {
        Ledger full = Ledger.open(run.resolve("full"));
        full.close();
        expectHealed(() -> full);
    }

    @Test
    void aLedgerThatCannotBeOpenedKeepsNoNodeFromBeingHealedButIsTold() {
        expectHealed(() -> {
            throw new UncheckedIOException(new IOException("read-only file system"));
        });
    }
}
