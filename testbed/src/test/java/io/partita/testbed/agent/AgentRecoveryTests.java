package io.partita.testbed.agent;

import static io.partita.testbed.messages.TaskState.TASK_FAILED;
import static io.partita.testbed.messages.TaskState.TASK_FINISHED;
import static io.partita.testbed.messages.TaskState.TASK_GONE;
import static io.partita.testbed.messages.TaskState.TASK_RUNNING;
import static io.partita.testbed.messages.TaskState.TASK_STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.AgentMessage.RegisterAgent;
import io.partita.testbed.messages.AgentMessage.ReregisterAgent;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.messages.TaskStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentRecoveryTests {

    @TempDir
    private Path directory;

    @Test
    void aRestartedAgentIsTheSameAndItsTasksRunOn() {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        long pid = world.tasks.task("t1").pid();
        String id = world.master.agentId();
        world.restartAgent();
        world.until("registered", world::isRegistered);
        assertThat(world.tasks.task("t1").pid()).isEqualTo(pid);
        assertThat(world.master.heard(ReregisterAgent.class)).hasSize(1);
        assertThat(world.master.agent().id()).isEqualTo(id);
        assertThat(world.master.statuses("t1")).hasSize(2);
        assertThat(world.text("/state")).contains("\"state\":\"TASK_RUNNING\"");
    }

    @Test
    void writesDownWhereMesosDoes() {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        Path agent = world.meta().resolve("slaves/latest");
        Path runs = agent.resolve("frameworks/F-0000/executors/t1/runs");
        assertThat(world.meta().resolve("boot_id")).exists();
        assertThat(agent.resolve("slave.info")).exists();
        assertThat(agent.resolve("frameworks/F-0000/framework.info")).exists();
        assertThat(runs.resolve("latest/pids/forked.pid")).hasContent("100");
        assertThat(runs.resolve("latest/pids/libprocess.pid")).exists();
        assertThat(runs.resolve("latest/tasks/t1/task.info")).exists();
        assertThat(runs.resolve("latest/tasks/t1/task.updates")).exists();
        assertThat(runs.resolve("latest/executor.sentinel")).doesNotExist();
        world.tasks.task("t1").exit(0);
        world.run(5);
        assertThat(runs.resolve("latest/executor.sentinel")).exists();
    }

    @Test
    void whatEndedWhileTheAgentWasAwayIsReportedAfterwards() {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        world.sim.kill(AgentWorld.AGENT);
        world.tasks.task("t1").exit(0);
        world.run(20);
        world.startAgent();
        world.run(10);
        assertThat(world.master.states("t1")).containsExactly(TASK_STARTING, TASK_RUNNING, TASK_FINISHED);
        assertThat(world.tasks.executors("10.0.0.21")).isZero();
    }

    @Test
    void anExecutorThatDiedWhileTheAgentWasAwayHasFailed() {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        world.sim.kill(AgentWorld.AGENT);
        world.tasks.killExecutor(world.tasks.task("t1"));
        world.startAgent();
        world.until("an end", () -> world.master.states("t1").contains(TASK_FAILED));
        assertThat(world.master.statuses("t1").get(2).message()).contains("unknown container");
    }

    @Test
    void anUpdateThatWasNotAcknowledgedIsSentAgainAfterTheRestart() {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        world.master.acknowledges = false;
        world.tasks.task("t1").exit(0);
        world.run(1);
        world.restartAgent();
        world.until("again", () -> world.master.statuses("t1").size() == 4);
        List<TaskStatus> statuses = world.master.statuses("t1");
        assertThat(statuses.get(3)).isEqualTo(statuses.get(2));
        assertThat(world.master.heard(ReregisterAgent.class).get(0).tasks())
                .singleElement()
                .matches(task -> task.state() == TASK_FINISHED);
    }

    @Test
    void anUpdateWhoseLineIsCutShortIsAskedForAgain() throws IOException {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        world.sim.kill(AgentWorld.AGENT);
        Path log =
                world.meta().resolve("slaves/latest/frameworks/F-0000/executors/t1/runs/latest/tasks/t1/task.updates");
        Files.writeString(log, "{\"status\":{\"taskId\":\"t1\",\"sta", StandardOpenOption.APPEND);
        world.tasks.task("t1").exit(0);
        world.startAgent();
        world.until("its end", () -> world.master.states("t1").contains(TASK_FINISHED));
        world.restartAgent();
        world.until("registered", world::isRegistered);
        assertThat(world.tasks.live()).isEmpty();
    }

    @Test
    void executorsThatAreLongWithoutAnAgentEndTheirTasksAndThemselves() {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        world.sim.kill(AgentWorld.AGENT);
        world.sim.run(Duration.ofMinutes(14));
        assertThat(world.tasks.live()).hasSize(1);
        world.sim.run(Duration.ofMinutes(2));
        assertThat(world.tasks.live()).isEmpty();
        assertThat(world.tasks.executors("10.0.0.21")).isZero();
    }

    @Test
    void theTasksOfAFrameworkWithoutCheckpointsEndWithTheAgent() {
        AgentWorld world = AgentWorld.running(directory);
        world.master.framework = new io.partita.testbed.messages.FrameworkInfo(
                "F-0000", "mini", "root", 3600, false, "*", "vm", "", List.of());
        world.launch("t1");
        world.restartAgent();
        world.run(10);
        assertThat(world.tasks.live()).isEmpty();
        assertThat(world.master.heard(ReregisterAgent.class).get(0).tasks()).isEmpty();
    }

    @Test
    void afterARebootAModernAgentReportsItsTasksGone() {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        String id = world.master.agentId();
        reboot(world);
        world.until("an end", () -> world.master.states("t1").contains(TASK_GONE));
        assertThat(world.master.agentId()).isEqualTo(id);
    }

    @Test
    void afterARebootAnOldAgentIsAnotherOne() {
        AgentWorld world = AgentWorld.running(directory, "profile", "legacy1");
        world.launch("t1");
        reboot(world);
        world.until("registered", world::isRegistered);
        assertThat(world.master.heard(RegisterAgent.class)).hasSize(2);
        assertThat(world.log()).anyMatch(line -> line.contains("Agent host rebooted"));
    }

    @ParameterizedTest
    @CsvSource({"pa, Step 1: rm -f ", "modern, To restart this agent with a new agent id instead"})
    void otherResourcesThanBeforeAreRefused(String profile, String remedy) {
        AgentWorld world = AgentWorld.running(directory, "profile", profile);
        world.resources = new Resources(4, 1024, 4096, AgentWorld.RESOURCES.ports());
        world.restartAgent();
        world.run(1);
        assertThat(world.sim.exitStatus(AgentWorld.AGENT)).isEqualTo(1);
        assertThat(lastLine(world))
                .contains("Failed to perform recovery: Incompatible slave info detected")
                .contains(remedy)
                .contains("rm -f " + world.meta().resolve("slaves/latest"));
    }

    @Test
    void twoRunsWithTheSameProcessNumberAreRefusedUntilTheRemedyIsApplied() throws IOException {
        AgentWorld world = AgentWorld.running(directory, "profile", "classic");
        world.launch("t1");
        world.launch("t2");
        try (Stream<Path> files = Files.walk(world.meta())) {
            for (Path file : files.filter(path -> path.endsWith("forked.pid")).toList()) {
                Files.writeString(file, "16");
            }
        }
        world.restartAgent();
        world.run(1);
        assertThat(world.sim.exitStatus(AgentWorld.AGENT)).isEqualTo(1);
        assertThat(lastLine(world))
                .contains("Failed to perform recovery: Detected duplicate pid 16 for container ")
                .contains("To remedy this do as follows:\nStep 1: rm -f "
                        + world.meta().resolve("slaves/latest"));
        Files.delete(world.meta().resolve("slaves/latest"));
        world.startAgent();
        world.until("registered", world::isRegistered);
        assertThat(world.master.heard(RegisterAgent.class)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"forked.pid", "task.info", "slave.info", "framework.info"})
    void aCheckpointThatCannotBeReadIsRefusedWithTheRemedy(String file) throws IOException {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        try (Stream<Path> files = Files.walk(world.meta())) {
            for (Path found : files.filter(path -> path.endsWith(file)).toList()) {
                Files.writeString(found, "{gone");
            }
        }
        world.restartAgent();
        world.run(1);
        assertThat(world.sim.exitStatus(AgentWorld.AGENT)).isEqualTo(1);
        assertThat(lastLine(world))
                .contains("Failed to perform recovery: cannot read ")
                .contains("rm -f " + world.meta().resolve("slaves/latest"));
    }

    @Test
    void aStrangerWithTheNumberOfAnExecutorIsLeftAlone() {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        world.sim.kill(AgentWorld.AGENT);
        world.tasks.killExecutor(world.tasks.task("t1"));
        world.tasks.startStranger("10.0.0.21", 100);
        world.startAgent();
        world.until("an end", () -> world.master.states("t1").contains(TASK_FAILED));
        assertThat(world.tasks.strangerRuns("10.0.0.21", 100)).isTrue();
    }

    @Test
    void anAgentThatDiesBetweenForkAndCheckpointFindsItsExecutorAllTheSame() throws IOException {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        world.sim.kill(AgentWorld.AGENT);
        Path pids = world.meta().resolve("slaves/latest/frameworks/F-0000/executors/t1/runs/latest/pids");
        Files.delete(pids.resolve("forked.pid"));
        world.startAgent();
        world.until("registered", world::isRegistered);
        assertThat(world.tasks.live()).hasSize(1);
        assertThat(pids.resolve("forked.pid")).hasContent("100");
        world.tasks.killExecutor(world.tasks.task("t1"));
        world.until("an end", () -> world.master.states("t1").contains(TASK_FAILED));
    }

    private static void reboot(AgentWorld world) {
        world.sim.kill(AgentWorld.AGENT);
        world.tasks.reboot("10.0.0.21");
        world.startAgent();
    }

    private static String lastLine(AgentWorld world) {
        List<String> log = world.log();
        return log.get(log.size() - 1);
    }
}
