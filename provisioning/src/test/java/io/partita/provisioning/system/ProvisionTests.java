package io.partita.provisioning.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.zookeeper.ZooKeeperSystem;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is in place before a system is installed, and only if it is wanted. */
class ProvisionTests {

    private final ZooKeeperSystem plain = ZooKeeperSystem.of(Map.of());

    @Test
    void withoutAProvisionNothingOfItIsThere() {
        assertThat(Provisionable.provide(plain, Set.of())).isSameAs(plain);
        assertThat(plain.startup().argv()).noneMatch(word -> word.contains("faketime"));
        assertThat(plain.clocks(null, "n1")).isEmpty();
    }

    @Test
    void aServerWithAClockIsStartedAndRevivedWithTheLibrary() {
        ZooKeeperSystem clocked = plain.provided(Set.of(Provision.CLOCK));
        assertThat(clocked.startup().argv())
                .contains("LD_PRELOAD=" + ProcessClock.LIBRARY)
                .contains("FAKETIME_TIMESTAMP_FILE=/run/partita-clock/opt-partita-zookeeper")
                .contains("FAKETIME_FORCE_MONOTONIC_FIX=0");
        assertThat(clocked.revival("n1").argv()).contains("LD_PRELOAD=" + ProcessClock.LIBRARY);
        assertThat(clocked.clocks(null, "n1"))
                .containsExactly(new ProcessClock("/run/partita-clock/opt-partita-zookeeper"));
        assertThat(clocked.settings().directory()).isEqualTo("/opt/partita/zookeeper");
    }

    @Test
    void aServerWithADiskLiesOnIt() {
        ZooKeeperSystem moved = plain.provided(EnumSet.allOf(Provision.class));
        assertThat(moved.dataDirectories(null, "n1")).containsExactly("/srv/disk/opt/partita/zookeeper/data");
        assertThat(moved.clocks(null, "n1"))
                .containsExactly(new ProcessClock("/run/partita-clock/srv-disk-opt-partita-zookeeper"));
        assertThat(moved.recoveryBound()).isEqualTo(plain.recoveryBound());
    }

    @Test
    void aSystemThatCannotHaveItIsRefused() {
        assertThatThrownBy(() -> Provisionable.provide(new Bare(), Set.of(Provision.CLOCK)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bare cannot be installed with clocks of their own for the system's processes");
    }

    /** A system that can do nothing. */
    private static final class Bare implements SystemUnderTest {
        @Override
        public String name() {
            return "bare";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public void install(Nodes nodes) {}

        @Override
        public void start(Nodes nodes) {}

        @Override
        public void awaitReady(Nodes nodes, Duration limit) {}

        @Override
        public void remove(Nodes nodes) {}

        @Override
        public Duration recoveryBound() {
            return Duration.ZERO;
        }
    }
}
