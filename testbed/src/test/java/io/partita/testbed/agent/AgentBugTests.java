package io.partita.testbed.agent;

import static io.partita.testbed.messages.TaskState.TASK_DROPPED;
import static io.partita.testbed.messages.TaskState.TASK_FAILED;
import static io.partita.testbed.messages.TaskState.TASK_FINISHED;
import static io.partita.testbed.messages.TaskState.TASK_KILLED;
import static io.partita.testbed.messages.TaskState.TASK_RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.AgentMessage.ReregisterAgent;
import io.partita.testbed.messages.TaskState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each of the agent's bugs changes: the same scenario with it and without it. */
class AgentBugTests {

    @TempDir
    private Path directory;

    private AgentWorld running(String bugs, String... more) {
        String[] options = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("bugs", bugs), java.util.stream.Stream.of(more))
                .toArray(String[]::new);
        AgentWorld world = AgentWorld.running(directory, options);
        world.launch("t1");
        return world;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B11"})
    void b11KillsTheTasksWhenTheMasterIsLost(String bug) {
        AgentWorld world = running(bug);
        world.sim.kill(AgentWorld.MASTER);
        world.run(30);
        assertThat(world.tasks.live()).hasSize(bug.isEmpty() ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B11"})
    void b11KillsTheTasksWhenZooKeeperIsLost(String bug) {
        AgentWorld world = running(bug);
        world.sim.zooKeeper().cutOff("10.0.0.21");
        world.run(30);
        assertThat(world.tasks.live()).hasSize(bug.isEmpty() ? 1 : 0);
        world.sim.heal();
        world.run(30);
        assertThat(world.master.states("t1").contains(TASK_KILLED)).isEqualTo(!bug.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B12"})
    void b12ObeysAMasterThatDoesNotLead(String bug) {
        AgentWorld world = running(bug);
        FakeMaster impostor = world.startImpostor();
        impostor.launch("t2");
        impostor.kill("t1");
        world.run(10);
        List<String> live =
                world.tasks.live().stream().map(task -> task.taskId()).toList();
        assertThat(live).containsExactly(bug.isEmpty() ? "t1" : "t2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B13"})
    void b13ForgetsTasksThatRunOn(String bug) {
        AgentWorld world = running(bug);
        world.restartAgent();
        world.until("registered", world::isRegistered);
        world.run(5);
        assertThat(world.tasks.live()).hasSize(1);
        boolean forgotten = !bug.isEmpty();
        assertThat(world.master.heard(ReregisterAgent.class).get(0).tasks().isEmpty())
                .isEqualTo(forgotten);
        assertThat(world.master.states("t1").contains(TASK_DROPPED)).isEqualTo(forgotten);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B14"})
    void b14KillsAnInnocentProcessAfterAReboot(String bug) {
        AgentWorld world = running(bug);
        world.sim.kill(AgentWorld.AGENT);
        world.tasks.reboot("10.0.0.21");
        world.tasks.startStranger("10.0.0.21", 100);
        world.startAgent();
        world.run(10);
        assertThat(world.tasks.strangerRuns("10.0.0.21", 100)).isEqualTo(bug.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B15"})
    void b15LosesTheEndOfATaskThatNobodyHeard(String bug) {
        AgentWorld world = running(bug);
        world.master.acknowledges = false;
        FakeMaster next = world.startMaster(AgentWorld.OTHER_MASTER);
        world.tasks.task("t1").exit(0);
        world.run(1);
        world.sim.kill(AgentWorld.MASTER);
        world.until("re-registered", () -> !next.heard(ReregisterAgent.class).isEmpty());
        world.run(700);
        assertThat(next.states("t1").contains(TASK_FINISHED)).isEqualTo(bug.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B17"})
    void b17ReportsAFinishedTaskRunning(String bug) {
        AgentWorld world = running(bug);
        world.tasks.task("t1").exit(0);
        world.run(10);
        TaskState expected = bug.isEmpty() ? TASK_FINISHED : TASK_RUNNING;
        List<TaskState> states = world.master.states("t1");
        assertThat(states.get(states.size() - 1)).isEqualTo(expected);
        assertThat(world.tasks.live()).isEmpty();
        world.master.kill("t1");
        world.run(10);
        assertThat(world.master.states("t1").contains(TASK_KILLED)).isEqualTo(!bug.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B35"})
    void b35LeavesChildrenBehindThoughTheyAreToBeKeptTogether(String bug) {
        AgentWorld world = running(bug, "containment", "contained");
        world.tasks.task("t1").daemonise(2);
        world.tasks.task("t1").exit(0);
        world.run(10);
        assertThat(world.tasks.strays("10.0.0.21")).isEqualTo(bug.isEmpty() ? 0 : 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B35"})
    void b35DoesNotCountWhatPosixLeavesBehind(String bug) {
        AgentWorld world = running(bug);
        world.tasks.task("t1").daemonise(2);
        world.tasks.task("t1").exit(0);
        world.run(10);
        assertThat(world.tasks.strays("10.0.0.21")).isEqualTo(2);
        assertThat(world.log().stream().anyMatch(line -> line.contains("left 2 processes behind")))
                .isEqualTo(bug.isEmpty());
    }

    @Test
    void withoutBugsAnExecutorsDeathIsToldOnce() {
        AgentWorld world = running("");
        world.tasks.killExecutor(world.tasks.task("t1"));
        world.run(100);
        assertThat(world.master.states("t1")).filteredOn(TaskState::isTerminal).containsExactly(TASK_FAILED);
    }
}
