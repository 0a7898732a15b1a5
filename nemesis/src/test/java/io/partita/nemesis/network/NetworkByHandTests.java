package io.partita.nemesis.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.nemesis.MemoryDisk;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.ledger.Healer;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.nemesis.sim.World;
import io.partita.nemesis.target.Groups;
import io.partita.nemesis.target.Partitions.Shape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network by hand, on nodes in memory. */
class NetworkByHandTests {

    private static final List<String> ALL = List.of("n1", "n2", "n3");
    private static final Shape ALONE = Groups.isolate(ALL, List.of("n1"));
    private static final Optional<Duration> FOR_EVER = Optional.empty();

    @TempDir(factory = MemoryDisk.class)
    Path directory;

    private int number;

    private NetworkByHand network(World world) {
        return new NetworkByHand(world, ledger(), () -> "it" + ++number, world);
    }

    private Path ledger() {
        return directory.resolve(Ledgers.FILE_NAME);
    }

    @Test
    void aCutIsProvenAndStaysOpenUntilItIsMended() {
        var world = new World(3);
        assertThat(network(world).become(ALONE, FOR_EVER).proof().missing()).isEmpty();
        assertThat(NetworkByHand.open(ledger())).containsExactly("n1 | n2,n3");
        assertThat(network(world).mend().proof().missing()).isEmpty();
        assertThat(NetworkByHand.open(ledger())).isEmpty();
        assertThat(world.dirt()).isEmpty();
    }

    @Test
    void rulesThatHaveNoEffectAreNoCut() {
        var world = new World(3);
        ALL.forEach(node -> world.node(node).ignoreRules());
        var outcome = network(world).become(ALONE, FOR_EVER);
        assertThat(outcome.proof().holds()).isFalse();
        assertThat(outcome.proof().missing()).contains("n1 still reaches n2", "n1 has dropped no packet of n2");
    }

    @Test
    void aNodeThatCannotBeCutOffIsRefusedBeforeAnythingIsDone() {
        var world = new World(3);
        world.node("n2").lacks("iptables is not installed");
        assertThatThrownBy(() -> network(world).become(ALONE, FOR_EVER))
                .isInstanceOf(FaultException.class)
                .hasMessage("n2: iptables is not installed");
        assertThat(world.calls()).allMatch(call -> call.endsWith(" facts"));
        assertThat(ledger()).doesNotExist();
    }

    @Test
    void withoutATimeNoTimerIsSetAndWithOneItEndsTheCut() {
        var world = new World(3);
        network(world).become(ALONE, FOR_EVER);
        world.silence();
        assertThat(world.node("n1").hasChain()).isTrue();
        network(world).become(ALONE, Optional.of(Duration.ofMinutes(10)));
        world.silence();
        assertThat(world.dirt()).isEmpty();
    }

    /** The control process dies at every remote call of a second cut, before and after its effect. */
    @Test
    void whoeverDiesWhileReplacingACutLeavesALedgerThatHealsIt() {
        int calls = 0;
        for (boolean afterwards : List.of(false, true)) {
            for (int call = 0; ; call++) {
                var world = new World(3);
                network(world).become(ALONE, Optional.of(Duration.ofMinutes(10)));
                world.newControlProcess();
                world.dyingAt(call, afterwards);
                boolean died = false;
                try {
                    network(world).become(Groups.isolate(ALL, List.of("n3")), Optional.of(Duration.ofMinutes(1)));
                } catch (World.ControlDied e) {
                    died = true;
                }
                world.newControlProcess();
                assertThat(world.dirt()).as("something is cut at any time").isNotEmpty();
                assertThat(Healer.heal(ledger(), world).clean()).isTrue();
                assertThat(world.dirt()).as("call %d", call).isEmpty();
                assertThat(NetworkByHand.open(ledger())).isEmpty();
                if (!died) {
                    break;
                }
                calls++;
            }
        }
        assertThat(calls).isGreaterThan(30);
    }
}
