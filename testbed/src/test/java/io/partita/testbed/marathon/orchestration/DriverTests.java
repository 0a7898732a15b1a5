package io.partita.testbed.marathon.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.marathon.state.Instance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverTests {

    @TempDir
    private Path directory;

    private MarathonWorld cutOffFromTheMaster(String... options) {
        MarathonWorld world = new MarathonWorld(1, directory, options);
        world.running(world.app("/web", 1));
        world.world.cut(world.masterAddress().host(), world.address().host());
        return world;
    }

    @Test
    void aSilentMasterIsGivenUpAfterFiveMissedHeartbeats() {
        MarathonWorld world = cutOffFromTheMaster();
        Duration taken = world.world.runUntil("the end", Duration.ofMinutes(3), () -> !world.isMarathonAlive());
        assertThat(taken).isBetween(Duration.ofSeconds(74), Duration.ofSeconds(91));
        assertThat(world.eventTypes()).contains("scheduler_disconnected_event");
    }

    @Test
    void inLegacy1AndBeforeASilentMasterIsNotNoticed() {
        MarathonWorld world = cutOffFromTheMaster("profile", "legacy1");
        world.run(Duration.ofHours(1));
        assertThat(world.isMarathonAlive()).isTrue();
    }

    @Test
    void aMasterThatIsThereLaterIsFound() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.killMaster();
        world.killMarathon();
        world.run(Duration.ofSeconds(30));
        world.startMarathon();
        world.run(Duration.ofMinutes(1));
        assertThat(world.core().master()).isEmpty();
        world.startMaster();
        world.running(world.app("/web", 1));
        assertThat(world.core().master()).contains(world.masterAddress().toString());
        assertThat(world.mastersLost).isZero();
    }

    @Test
    void theFrameworkIsNamedAndCapableAsItsReleaseWas() {
        MarathonWorld modern = new MarathonWorld(1, directory);
        modern.run(Duration.ofSeconds(5));
        assertThat(modern.master.framework().name()).isEqualTo("marathon");
        assertThat(modern.master.framework().isPartitionAware()).isTrue();
        assertThat(modern.master.framework().failoverTimeout()).isEqualTo(604_800);
        MarathonWorld classic = new MarathonWorld(1, directory, "profile", "classic", "time.scale", "10");
        classic.run(Duration.ofSeconds(5));
        assertThat(classic.master.framework().name()).isEqualTo("marathon-0.7.6");
        assertThat(classic.master.framework().isPartitionAware()).isFalse();
        assertThat(classic.master.framework().failoverTimeout()).isEqualTo(604_800);
    }

    @Test
    void aKillThatGotLostIsAskedForAgain() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 2));
        world.cluster.losesKills = true;
        world.deploy(world.app("/web", 1));
        world.run(Duration.ofSeconds(5));
        assertThat(world.cluster.live("/web")).hasSize(2);
        world.cluster.losesKills = false;
        world.run(Duration.ofSeconds(31));
        assertThat(world.cluster.live("/web")).hasSize(1);
    }

    @Test
    void aSuccessorEndsWhatItsPredecessorWasAboutToEnd() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 2));
        world.cluster.losesKills = true;
        world.deploy(world.app("/web", 1));
        world.run(Duration.ofSeconds(5));
        world.failOver();
        world.cluster.losesKills = false;
        world.run(Duration.ofSeconds(10));
        assertThat(world.cluster.live("/web")).hasSize(1);
    }

    @Test
    void whatReconciliationGetsNoAnswerForIsAskedForAgain() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 1));
        world.cluster.isRecovering = true;
        world.failOver();
        world.run(Duration.ofSeconds(14));
        world.master.said();
        world.run(Duration.ofSeconds(20));
        List<String> said = world.master.said();
        // Explicit, implicit, and twice again for the task that is not spoken of.
        assertThat(Collections.frequency(said, "ReconcileTasks")).isEqualTo(4);
        Instance instance = world.instances("/web").get(0);
        assertThat(world.task(instance).isAlive()).isTrue();
    }
}
