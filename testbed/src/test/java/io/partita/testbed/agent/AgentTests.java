package io.partita.testbed.agent;

import static io.partita.testbed.messages.TaskState.TASK_FAILED;
import static io.partita.testbed.messages.TaskState.TASK_FINISHED;
import static io.partita.testbed.messages.TaskState.TASK_KILLED;
import static io.partita.testbed.messages.TaskState.TASK_RUNNING;
import static io.partita.testbed.messages.TaskState.TASK_STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.AgentMessage.AgentStatusUpdate;
import io.partita.testbed.messages.AgentMessage.RegisterAgent;
import io.partita.testbed.messages.AgentMessage.ReregisterAgent;
import io.partita.testbed.messages.AgentMessage.ShutdownAgent;
import io.partita.testbed.messages.AgentMessage.ShutdownFramework;
import io.partita.testbed.messages.AgentMessage.UnregisterAgent;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.messages.TaskStatus;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTests {

    @TempDir
    private Path directory;

    @Test
    void registersWithTheLeadingMasterWithinTheBackOff() {
        AgentWorld world = new AgentWorld(directory);
        FakeMaster master = world.startMaster();
        world.run(1);
        world.startAgent();
        world.sim.run(Duration.ofMillis(1100));
        assertThat(world.isRegistered()).isTrue();
        assertThat(master.heard(RegisterAgent.class)).hasSize(1);
        assertThat(world.log()).anyMatch(line -> line.contains("Registered with master master@10.0.0.11:5050"));
        assertThat(world.log()).anyMatch(line -> line.contains("New master detected at master@10.0.0.11:5050"));
    }

    @Test
    void asksAgainWithGrowingPausesWhileTheMasterIsSilent() {
        AgentWorld world = new AgentWorld(directory);
        FakeMaster master = world.startMaster();
        master.admits = false;
        world.startAgent();
        world.run(600);
        assertThat(master.heard(RegisterAgent.class)).hasSizeBetween(12, 40);
        master.admits = true;
        world.until("registered", world::isRegistered);
    }

    @Test
    void runsATaskAndForwardsOneUpdateAfterTheOther() {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        assertThat(world.master.states("t1")).containsExactly(TASK_STARTING, TASK_RUNNING);
        assertThat(world.tasks.task("t1").environment())
                .containsEntry("MESOS_TASK_ID", "t1")
                .containsEntry("PORT", "31000");
        assertThat(world.text("/state")).contains("\"state\":\"TASK_RUNNING\"");
    }

    @Test
    void oldReleasesDoNotReportThatATaskStarts() {
        AgentWorld world = AgentWorld.running(directory, "profile", "pa");
        world.launch("t1");
        assertThat(world.master.states("t1")).containsExactly(TASK_RUNNING);
    }

    @Test
    void saysHowATaskEnded() {
        AgentWorld world = AgentWorld.running(directory);
        List.of("finished", "failed", "killed").forEach(world::launch);
        world.tasks.task("finished").exit(0);
        world.tasks.task("failed").kill();
        world.master.kill("killed");
        world.run(1);
        assertThat(last(world, "finished").state()).isEqualTo(TASK_FINISHED);
        assertThat(last(world, "failed"))
                .extracting(TaskStatus::state, TaskStatus::message)
                .containsExactly(TASK_FAILED, "Command exited with status 137");
        assertThat(last(world, "killed"))
                .extracting(TaskStatus::state, TaskStatus::message)
                .containsExactly(TASK_KILLED, "Command terminated with signal Terminated");
        world.run(5);
        assertThat(world.tasks.executors("10.0.0.21")).isZero();
        assertThat(world.text("/state")).contains("\"executors\":[]");
    }

    @Test
    void aTaskThatDoesNotHeedSigtermIsKilledAfterTheGracePeriod() {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        world.tasks.task("t1").ignoreTermination();
        world.master.kill("t1");
        world.run(4);
        assertThat(world.tasks.live()).hasSize(1);
        world.run(2);
        assertThat(last(world, "t1").message()).isEqualTo("Command terminated with signal Killed");
    }

    @Test
    void aTaskThatIsKilledBeforeItsExecutorRegisteredNeverRuns() {
        AgentWorld world = AgentWorld.running(directory);
        world.tasks.startTime(Duration.ofSeconds(5));
        world.master.launch("t1");
        world.run(1);
        world.master.kill("t1");
        world.run(10);
        assertThat(world.master.states("t1")).containsExactly(TASK_KILLED);
        assertThat(world.tasks.live()).isEmpty();
    }

    @Test
    void aTaskWhoseExecutorRegistersWhileItIsBeingKilledNeverRuns() {
        AgentWorld world = AgentWorld.running(directory);
        world.tasks.startTime(Duration.ofMillis(1010));
        world.tasks.destroyTime(Duration.ofMillis(200));
        world.master.launch("t1");
        world.run(1);
        world.master.kill("t1");
        world.run(10);
        assertThat(world.master.states("t1")).containsExactly(TASK_KILLED);
        assertThat(world.tasks.live()).isEmpty();
    }

    @Test
    void anExecutorThatDoesNotRegisterInTimeIsKilledAndItsTaskFails() {
        AgentWorld world = AgentWorld.running(directory);
        world.tasks.startTime(Duration.ofSeconds(70));
        world.master.launch("t1");
        world.run(59);
        assertThat(world.master.states("t1")).isEmpty();
        world.run(2);
        assertThat(last(world, "t1").reason()).isEqualTo("REASON_EXECUTOR_REGISTRATION_TIMEOUT");
        assertThat(world.tasks.executors("10.0.0.21")).isZero();
    }

    @Test
    void aTaskWhoseExecutorDiesFails() {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        world.tasks.killExecutor(world.tasks.task("t1"));
        world.run(1);
        assertThat(last(world, "t1").state()).isEqualTo(TASK_FAILED);
        assertThat(last(world, "t1").reason()).isEqualTo("REASON_EXECUTOR_TERMINATED");
    }

    @Test
    void repeatsAnUpdateAfterTenSecondsThenTwentyThenForty() {
        AgentWorld world = AgentWorld.running(directory);
        world.master.acknowledges = false;
        world.master.launch("t1");
        world.run(1);
        assertThat(world.master.states("t1")).hasSize(1);
        world.run(10);
        assertThat(world.master.states("t1")).hasSize(2);
        world.run(18);
        assertThat(world.master.states("t1")).hasSize(2);
        world.run(2);
        assertThat(world.master.states("t1")).hasSize(3);
        world.run(41);
        assertThat(world.master.states("t1")).containsOnly(TASK_STARTING).hasSize(4);
        world.master.acknowledges = true;
        world.until("the next update", () -> world.master.states("t1").contains(TASK_RUNNING));
    }

    @Test
    void losingTheMasterAndZooKeeperHarmsNoTask() {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        world.sim.zooKeeper().down();
        world.sim.kill(AgentWorld.MASTER);
        world.run(300);
        assertThat(world.tasks.live()).hasSize(1);
        assertThat(world.log()).anyMatch(line -> line.contains("Master disconnected! Waiting for a new master"));
        assertThat(world.log()).anyMatch(line -> line.contains("Lost leading master"));
    }

    @Test
    void reregistersWithTheNextMasterAndNamesItsTasks() {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        String id = world.master.agentId();
        FakeMaster next = world.startMaster(AgentWorld.OTHER_MASTER);
        world.sim.kill(AgentWorld.MASTER);
        world.until("re-registered", () -> !next.heard(ReregisterAgent.class).isEmpty());
        assertThat(next.heard(ReregisterAgent.class).get(0).agent().id()).isEqualTo(id);
        assertThat(next.tasks).containsEntry("t1", TASK_RUNNING);
        assertThat(next.heard(ReregisterAgent.class).get(0).frameworks()).containsExactly(FakeMaster.FRAMEWORK);
    }

    @Test
    void withoutPingsItRegistersAnew() {
        AgentWorld world = AgentWorld.running(directory);
        world.run(20);
        world.master.pings = false;
        world.run(70);
        assertThat(world.master.heard(ReregisterAgent.class)).isEmpty();
        world.run(15);
        assertThat(world.master.heard(ReregisterAgent.class)).isNotEmpty();
        assertThat(world.log()).anyMatch(line -> line.contains("No pings from master received within 1.25mins"));
    }

    @Test
    void aMasterThatTakesItForDisconnectedIsToldOtherwise() {
        AgentWorld world = AgentWorld.running(directory);
        world.master.takesForConnected = false;
        world.run(20);
        assertThat(world.master.heard(ReregisterAgent.class)).hasSize(1);
        assertThat(world.log())
                .anyMatch(line -> line.contains("Master marked the agent as disconnected but the agent considers"
                        + " itself registered! Forcing re-registration."));
    }

    @Test
    void anAgentWithoutZooKeeperAnswersPingsButTakesNoTasks() {
        AgentWorld world = AgentWorld.running(directory);
        world.sim.zooKeeper().cutOff("10.0.0.21");
        world.run(30);
        int pongs = world.master.pongs();
        world.master.launch("t1");
        world.run(60);
        assertThat(world.master.pongs()).isGreaterThan(pongs);
        assertThat(world.tasks.live()).isEmpty();
        assertThat(world.log()).anyMatch(line -> line.contains("because it is not the expected master: None"));
    }

    @Test
    void saysThatATaskIsUnknownWhichTheMasterExpects() {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        world.master.tasks.put("t2", TASK_RUNNING);
        world.master.takesForConnected = false;
        world.run(20);
        assertThat(world.master.states("t2")).containsExactly(TaskState.TASK_DROPPED);
        assertThat(world.master.heard(AgentStatusUpdate.class))
                .filteredOn(update -> update.status().taskId().equals("t2"))
                .allMatch(update -> update.frameworkId().equals("F-0000"));
    }

    @Test
    void saysSoUntilItIsAcknowledgedIfATaskIsToBeKilledThatItNeverHad() {
        AgentWorld world = AgentWorld.running(directory);
        world.master.acknowledges = false;
        world.master.kill("t1");
        world.run(15);
        assertThat(world.master.states("t1")).containsExactly(TaskState.TASK_LOST, TaskState.TASK_LOST);
        world.master.acknowledges = true;
        world.run(30);
        int said = world.master.statuses("t1").size();
        world.run(100);
        assertThat(world.master.statuses("t1")).hasSize(said);
        assertThat(world.text("/state")).contains("\"frameworks\":[]");
    }

    @Test
    void saysNothingOfATaskThatIsToBeKilledAndHasEndedLongAgo() {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        world.tasks.task("t1").exit(0);
        world.run(10);
        world.restartAgent();
        world.until("registered", world::isRegistered);
        int said = world.master.statuses("t1").size();
        world.master.kill("t1");
        world.run(10);
        assertThat(world.master.statuses("t1")).hasSize(said);
    }

    @Test
    void aShutdownEndsTasksAndAgentAndMakesALegacyOneForgetItself() {
        AgentWorld world = AgentWorld.running(directory, "profile", "legacy1");
        world.launch("t1");
        world.master.send(new ShutdownAgent("health check timed out"));
        world.until("it exits", () -> !world.sim.isAlive(AgentWorld.AGENT));
        assertThat(world.sim.exitStatus(AgentWorld.AGENT)).isZero();
        assertThat(world.tasks.live()).isEmpty();
        assertThat(Files.exists(world.meta().resolve("slaves/latest"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(world.log())
                .anyMatch(line -> line.contains(
                        "Agent asked to shut down by master@10.0.0.11:5050 because 'health check timed out'"));
    }

    @Test
    void aModernAgentThatWasShutDownKeepsItsIdentity() {
        AgentWorld world = AgentWorld.running(directory);
        String id = world.master.agentId();
        world.master.send(new ShutdownAgent("machine is down"));
        world.until("it exits", () -> !world.sim.isAlive(AgentWorld.AGENT));
        world.startAgent();
        world.until("registered", world::isRegistered);
        assertThat(world.master.agentId()).isEqualTo(id);
    }

    @Test
    void unregistersInGoodOrder() {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        world.agent.unregister();
        world.until("it exits", () -> !world.sim.isAlive(AgentWorld.AGENT));
        assertThat(world.master.heard(UnregisterAgent.class)).hasSize(1);
        assertThat(world.tasks.live()).isEmpty();
        world.startAgent();
        world.until("registered", world::isRegistered);
        assertThat(world.master.heard(RegisterAgent.class)).hasSize(2);
    }

    @Test
    void aFrameworkThatIsShutDownIsEndedWithoutAnyUpdate() {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        int updates = world.master.statuses("t1").size();
        world.master.send(new ShutdownFramework("F-0000"));
        world.run(20);
        assertThat(world.tasks.live()).isEmpty();
        assertThat(world.tasks.executors("10.0.0.21")).isZero();
        assertThat(world.master.statuses("t1")).hasSize(updates);
    }

    private static TaskStatus last(AgentWorld world, String taskId) {
        List<TaskStatus> all = world.master.statuses(taskId);
        return all.get(all.size() - 1);
    }
}
