package io.partita.testbed.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.agent.Agent;
import io.partita.testbed.messages.Offer;
import io.partita.testbed.messages.PortRange;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Settings;
import io.partita.testbed.sim.SimTasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The master with the testbed's own agent. */
class RealAgentTests {

    @TempDir
    private Path directory;

    private MasterWorld world;
    private SimTasks tasks;
    private FakeFramework framework;

    @BeforeEach
    void begin() {
        world = MasterWorld.ready(directory, 3);
        tasks = new SimTasks(world.sim());
        startAgent();
        framework = world.readyFramework(1, FakeFramework.info(null, 3600, "PARTITION_AWARE"));
        world.sim()
                .runUntil(
                        "an offer", MasterWorld.LONG, () -> !framework.offers().isEmpty());
        Offer offer = framework.offers().values().iterator().next();
        framework.launch(offer, "one");
        world.sim()
                .runUntil(
                        "the task runs",
                        MasterWorld.LONG,
                        () -> framework.states("one").contains(TaskState.TASK_RUNNING));
    }

    private void startAgent() {
        world.sim()
                .start(
                        "agent",
                        MasterWorld.agent(1),
                        platform -> new Agent(
                                platform,
                                Settings.parse(Map.of()),
                                new Place("a1", "zk:2181", 2),
                                new Resources(2, 1024, 4096, List.of(new PortRange(31000, 31999))),
                                Map.of(),
                                tasks.launcher(MasterWorld.agent(1).host())));
    }

    @Test
    void aTaskOutlivesAFailoverOfTheMaster() {
        world.sim().kill(MasterWorld.master(1));
        world.run("40s");
        assertThat(world.state(2).at("/frameworks/0/tasks/0/state").asString()).isEqualTo("TASK_RUNNING");
        assertThat(world.state(2).path("activated_slaves").asInt()).isEqualTo(1);
        assertThat(tasks.live()).hasSize(1);
        assertThat(framework.states("one")).endsWith(TaskState.TASK_RUNNING);
    }

    @Test
    void aTaskOutlivesARestartOfItsAgent() {
        world.sim().kill(MasterWorld.agent(1));
        world.run("20s");
        startAgent();
        world.run("30s");
        assertThat(world.state(1).path("activated_slaves").asInt()).isEqualTo(1);
        assertThat(tasks.live()).hasSize(1);
        assertThat(framework.states("one")).endsWith(TaskState.TASK_RUNNING);
    }

    @Test
    void aTaskIsUnreachableWithItsAgentAndRunsWhenTheAgentIsBack() {
        world.sim().isolate(MasterWorld.agent(1).host());
        world.run("95s");
        assertThat(framework.states("one")).endsWith(TaskState.TASK_UNREACHABLE);
        world.sim().heal();
        world.run("90s");
        assertThat(framework.states("one")).endsWith(TaskState.TASK_RUNNING);
        assertThat(tasks.live()).hasSize(1);
    }

    @Test
    void aKilledTaskEndsAndIsHistory() {
        framework.kill("one");
        world.run("20s");
        assertThat(framework.states("one")).endsWith(TaskState.TASK_KILLED);
        assertThat(tasks.live()).isEmpty();
        assertThat(world.state(1).at("/frameworks/0/completed_tasks/0/id").asString())
                .isEqualTo("one");
    }
}
