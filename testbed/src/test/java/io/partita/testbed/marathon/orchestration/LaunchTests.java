package io.partita.testbed.marathon.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.marathon.orchestration.FakeCluster.FakeTask;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTests {

    @TempDir
    private Path directory;

    @Test
    void inClassicEveryAgentGetsOneTaskForEachRoundOfOffers() {
        MarathonWorld world = new MarathonWorld(1, directory, "profile", "classic");
        world.deploy(world.app("/web", 9));
        world.until("the first", () -> !world.cluster.tasks.isEmpty());
        world.run(Duration.ofMillis(100));
        assertThat(world.cluster.tasks).hasSize(3);
        world.until("all", () -> world.cluster.running("/web").size() == 9);
    }

    @Test
    void laterFiveGoOnOneOffer() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 6));
        Map<String, Long> byAgent = world.cluster.live("/web").stream()
                .collect(Collectors.groupingBy(task -> task.info.agentId(), Collectors.counting()));
        assertThat(byAgent.values()).containsExactlyInAnyOrder(5L, 1L);
    }

    @Test
    void whatMayBeOnItsWayToTheMasterIsAskedForLaterAsThatWouldEndIt() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.cluster.losesLaunches = true;
        world.run(Duration.ofSeconds(14)); // a second before tasks are asked for
        world.deploy(world.app("/web", 1));
        world.until("on its way", () -> world.count("/web", Condition.PROVISIONED) == 1);
        String launched = world.instances("/web").get(0).taskId();
        world.run(Duration.ofSeconds(4));
        assertThat(world.instances("/web")).singleElement().satisfies(instance -> {
            assertThat(instance.condition()).isEqualTo(Condition.PROVISIONED);
            assertThat(instance.taskId()).isEqualTo(launched);
        });
        world.cluster.losesLaunches = false;
        world.until("launched again", () -> world.count("/web", Condition.RUNNING) == 1);
    }

    @Test
    void noAgentIsGivenMoreThanItHas() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.deploy(world.app("/web", 20).cpus(1));
        world.run(Duration.ofMinutes(5));
        assertThat(world.cluster.live("/web")).hasSize(12);
        world.cluster
                .agents
                .values()
                .forEach(agent -> assertThat(world.cluster.free(agent).cpus()).isZero());
    }

    @Test
    void tasksOfOneHostHaveDifferentPortsAndKnowThem() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 10));
        assertThat(world.instances("/web").stream().map(instance -> instance.host() + instance.ports()))
                .doesNotHaveDuplicates();
        for (Instance instance : world.instances("/web")) {
            String port = String.valueOf(instance.ports().get(0));
            assertThat(world.task(instance).info.command().environment())
                    .containsEntry("PORT", port)
                    .containsEntry("PORT0", port)
                    .containsEntry("PORTS", port)
                    .containsEntry("PORT_10000", port)
                    .containsEntry("PORT_HTTP", port)
                    .containsEntry("HOST", instance.host())
                    .containsEntry("MARATHON_APP_ID", "/web")
                    .containsEntry("MARATHON_APP_VERSION", instance.app().version())
                    .containsEntry("MESOS_TASK_ID", instance.taskId());
        }
    }

    @Test
    void aRequiredPortIsTakenOncePerHost() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.deploy(world.app("/web", 4).requiresPort(31_005));
        world.run(Duration.ofMinutes(5));
        assertThat(world.instances("/web").stream().filter(instance -> instance.condition() == Condition.RUNNING))
                .hasSize(3)
                .allMatch(instance -> instance.ports().equals(List.of(31_005)));
    }

    @Test
    void anAgentInMaintenanceGetsNothing() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.cluster.agents.get("S1").maintenanceFrom = world.world.wallClock().toEpochMilli() * 1_000_000;
        world.running(world.app("/web", 12));
        assertThat(world.cluster.live("/web"))
                .noneMatch(task -> task.info.agentId().equals("S1"));
    }

    @Test
    void whileNothingWaitsNoOffersAreWanted() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 1));
        world.run(Duration.ofSeconds(10));
        assertThat(world.master.said()).contains("SuppressOffers");
        world.running(world.app("/web", 2));
        assertThat(world.master.said()).contains("ReviveOffers");
    }

    @Test
    void aLostLaunchIsRepairedAfterTheLaunchTimeout() {
        MarathonWorld world = new MarathonWorld(1, directory, "marathon.reconcile.delay", "1h");
        world.cluster.losesLaunches = true;
        world.deploy(world.app("/web", 1));
        world.until("a launch", () -> world.count("/web", Condition.PROVISIONED) == 1);
        world.run(Duration.ofSeconds(1));
        world.cluster.losesLaunches = false;
        world.run(Duration.ofSeconds(290));
        assertThat(world.count("/web", Condition.PROVISIONED)).isEqualTo(1);
        world.until("another", () -> world.cluster.running("/web").size() == 1);
    }

    @Test
    void aTaskThatStaysStagedIsKilledAndReplaced() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.cluster.keepsStaging = true;
        world.deploy(world.app("/web", 1));
        world.until("a launch", () -> !world.cluster.tasks.isEmpty());
        FakeTask stuck = world.cluster.tasks.values().iterator().next();
        world.run(Duration.ofSeconds(30));
        world.cluster.keepsStaging = false;
        world.run(Duration.ofMinutes(6));
        assertThat(stuck.isAlive()).isFalse();
        world.until("another", () -> world.cluster.running("/web").size() == 1);
    }

    @Test
    void aWriteThatFailsIsRepeatedBeforeTheLaunch() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.run(Duration.ofSeconds(5));
        world.repository.failNext(3);
        world.core().change(List.of(world.app("/web", 3).build()), List.of(), false);
        world.until("three run", () -> world.cluster.running("/web").size() == 3);
        assertThat(world.cluster.tasks).hasSize(3);
    }
}
