package io.partita.testbed.marathon.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.marathon.orchestration.FakeCluster.FakeTask;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.messages.TaskInfo;
import io.partita.testbed.messages.TaskState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdatesTests {

    @TempDir
    private Path directory;

    /** Marathon's view and the processes, after the end of one task was told twice. */
    private MarathonWorld afterARepeatedEnd(String... options) {
        MarathonWorld world = new MarathonWorld(1, directory, options);
        world.running(world.app("/web", 2));
        FakeTask ended = world.task(world.instances("/web").get(0));
        world.master.become(ended, TaskState.TASK_FAILED, "by the test");
        world.until("the next", () -> world.cluster.running("/web").size() == 2);
        world.master.repeat(ended);
        world.run(Duration.ofMinutes(2));
        return world;
    }

    @Test
    void anEndToldTwiceCountsOnce() {
        MarathonWorld world = afterARepeatedEnd();
        assertThat(world.cluster.tasks).hasSize(3);
        assertThat(world.cluster.live("/web")).hasSize(2);
    }

    @Test
    void withB16AnEndToldTwiceCountsTwiceAndThereIsASurplusThatNobodyKnows() {
        MarathonWorld world = afterARepeatedEnd("bugs", "B16");
        assertThat(world.cluster.tasks).hasSize(4);
        assertThat(world.cluster.live("/web")).hasSize(3);
        assertThat(world.instances("/web")).hasSize(2);
    }

    @Test
    void withB16TheSameHoldsBeforeModern() {
        MarathonWorld world = afterARepeatedEnd("profile", "classic", "bugs", "B16");
        assertThat(world.cluster.live("/web")).hasSize(3);
    }

    @Test
    void withB16AnEndToldTwiceAtOnceCountsForATaskThatLivesAndThatIsKilledWhenItIsFound() {
        MarathonWorld world = new MarathonWorld(1, directory, "bugs", "B16");
        world.running(world.app("/web", 2));
        FakeTask ended = world.task(world.instances("/web").get(0));
        FakeTask innocent = world.task(world.instances("/web").get(1));
        world.master.become(ended, TaskState.TASK_FAILED, "by the test");
        world.master.repeat(ended);
        world.run(Duration.ofSeconds(1));
        assertThat(world.count("/web", Condition.RUNNING)).isZero();
        world.until("reconciled", () -> !innocent.isAlive());
    }

    private static FakeTask stranger(MarathonWorld world) {
        TaskInfo info = new TaskInfo("web.stranger", "web", "S1", Resources.NONE, null, Map.of(), null, List.of());
        FakeTask task = new FakeTask(info);
        task.state = TaskState.TASK_RUNNING;
        world.cluster.tasks.put(info.taskId(), task);
        return task;
    }

    @Test
    void reconciliationFindsUnknownTasksAndTheyAreKilled() {
        MarathonWorld world = new MarathonWorld(1, directory);
        FakeTask stranger = stranger(world);
        world.run(Duration.ofSeconds(20));
        assertThat(stranger.isAlive()).isFalse();
    }

    @Test
    void withB36UnknownTasksRunOn() {
        MarathonWorld world = new MarathonWorld(1, directory, "bugs", "B36");
        FakeTask stranger = stranger(world);
        world.run(Duration.ofHours(1));
        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void aTaskThatEndedUnheardIsFoundByReconciliation() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 2));
        world.run(Duration.ofSeconds(20));
        world.task(world.instances("/web").get(0)).state = TaskState.TASK_FAILED;
        world.run(Duration.ofMinutes(9));
        assertThat(world.count("/web", Condition.RUNNING)).isEqualTo(2);
        world.run(Duration.ofMinutes(2));
        assertThat(world.cluster.running("/web")).hasSize(2);
    }

    @Test
    void anInstanceThatFailsKeepsItsNameAndGetsTheNextTask() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 1));
        Instance before = world.instances("/web").get(0);
        assertThat(before.id())
                .matches("web\\.instance-[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(before.taskId()).isEqualTo(before.id() + "._app.1");
        world.fail(before);
        world.run(Duration.ofMillis(10));
        assertThat(world.instances("/web")).singleElement().satisfies(failed -> {
            assertThat(failed.condition()).isEqualTo(Condition.FAILED);
            assertThat(failed.ports()).isEmpty();
            assertThat(failed.stagedAt()).isNull();
        });
        world.until("the next", () -> world.count("/web", Condition.RUNNING) == 1);
        assertThat(world.instances("/web").get(0).taskId()).isEqualTo(before.id() + "._app.2");
        assertThat(world.core().lastFailure("/web").orElseThrow().taskId()).isEqualTo(before.taskId());
    }

    @Test
    void beforeModernEveryTaskIsAnInstance() {
        MarathonWorld world = new MarathonWorld(1, directory, "profile", "pa");
        world.running(world.app("/shop/web", 1));
        Instance before = world.instances("/shop/web").get(0);
        assertThat(before.taskId()).matches("shop_web\\.[0-9a-f-]{36}").isEqualTo(before.id());
        world.fail(before);
        world.run(Duration.ofMillis(10));
        world.until("the next", () -> world.count("/shop/web", Condition.RUNNING) == 1);
        assertThat(world.instances("/shop/web").get(0).id()).isNotEqualTo(before.id());
    }

    @Test
    void anUpdateIsAcknowledgedOnlyOnceItIsStored() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 1));
        world.run(Duration.ofSeconds(1));
        world.master.said();
        world.repository.stall(true);
        world.fail(world.instances("/web").get(0));
        world.run(Duration.ofSeconds(30));
        assertThat(world.master.said()).doesNotContain("AcknowledgeStatus");
        world.repository.stall(false);
        world.run(Duration.ofSeconds(12));
        assertThat(world.master.said()).contains("AcknowledgeStatus");
    }

    @Test
    void anErrorOfTheMasterIsTheOwnersBusiness() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.run(Duration.ofSeconds(5));
        world.master.refuse("Framework has been removed");
        world.run(Duration.ofSeconds(1));
        assertThat(world.world.exitStatus(world.address())).isEqualTo(106);
        assertThat(world.world.log(world.address())).contains("E Framework has been removed");
    }
}
