package io.partita.testbed.marathon.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.marathon.orchestration.FakeCluster.FakeAgent;
import io.partita.testbed.marathon.orchestration.FakeCluster.FakeTask;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.settings.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailoverTests {

    @TempDir
    private Path directory;

    @Test
    void aSuccessorFindsFrameworkAndTasks() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 3));
        List<String> tasks =
                world.instances("/web").stream().map(Instance::taskId).toList();
        world.failOver();
        world.run(Duration.ofMinutes(20));
        assertThat(world.instances("/web")).extracting(Instance::taskId).containsExactlyElementsOf(tasks);
        assertThat(world.cluster.frameworks).isEqualTo(1);
        assertThat(world.cluster.live("/web")).hasSize(3);
    }

    @Test
    void nothingIsLaunchedBeforeTheFrameworksIdIsStored() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.deploy(world.app("/web", 1));
        world.until("registration", () -> world.cluster.frameworks == 1);
        world.repository.stall(true);
        world.run(Duration.ofMinutes(1));
        assertThat(world.repository.frameworkId()).isEmpty();
        assertThat(world.cluster.tasks).isEmpty();
        world.repository.stall(false);
        world.until("a launch", () -> !world.cluster.tasks.isEmpty());
        assertThat(world.repository.frameworkId()).contains("F1");
    }

    @Test
    void anUpgradeUnderWayIsCarriedOnByTheSuccessor() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 4));
        world.deploy(world.app("/web", 4).cmd("new").upgrade(1, 0.25));
        world.run(Duration.ofSeconds(1));
        assertThat(world.core().deployments()).isNotEmpty();
        world.failOver();
        world.settled();
        assertThat(world.cluster.live("/web"))
                .hasSize(4)
                .allMatch(task -> task.info.command().value().equals("new"));
    }

    @Test
    void withB28AnUpgradeUnderWayStaysWhereItIsForEver() {
        MarathonWorld world = new MarathonWorld(1, directory, "bugs", "B28");
        world.running(world.app("/web", 4));
        world.deploy(world.app("/web", 4).cmd("new").upgrade(1, 0.25));
        world.run(Duration.ofSeconds(1));
        world.failOver();
        world.run(Duration.ofMinutes(30));
        assertThat(world.core().deployments()).hasSize(1);
        assertThat(world.cluster.live("/web"))
                .anyMatch(task -> !task.info.command().value().equals("new"));
    }

    @Test
    void aChangedMasterEndsTheTermAndTheSuccessorGoesOn() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 3));
        world.killMaster();
        world.until("the end of the term", () -> !world.isMarathonAlive());
        assertThat(world.mastersLost).isEqualTo(1);
        world.startMaster();
        world.startMarathon();
        world.run(Duration.ofMinutes(1));
        world.fail(world.instances("/web").get(0));
        world.until("three run", () -> world.cluster.running("/web").size() == 3);
        assertThat(world.cluster.frameworks).isEqualTo(1);
    }

    /**
     * Tasks fail, agents go and come, leaders die at random instants: there are never more instances than the number allows,
     * those on agents that are away left out, and in the end there are exactly as many as wanted.
     */
    @ParameterizedTest
    @EnumSource
    void whateverHappensTheNumberIsNeverExceededAndReachedInTheEnd(Profile profile) {
        for (long seed = 0; seed < 75; seed++) {
            MarathonWorld world = new MarathonWorld(seed, directory, "profile", profile.toString());
            SplittableRandom random = new SplittableRandom(seed);
            int wanted = 1 + random.nextInt(5);
            world.running(world.app("/web", wanted));
            List<FakeAgent> agents = new ArrayList<>(world.cluster.agents.values());
            for (int i = 0; i < 12; i++) {
                disturb(world, random, agents.get(random.nextInt(agents.size())));
                world.run(Duration.ofMillis(random.nextInt(1, 40_000)));
            }
            agents.stream().filter(agent -> agent.away).forEach(world.master::regain);
            world.run(Duration.ofMinutes(30));
            String what = profile + ", seed " + seed;
            assertThat(world.cluster.live("/web")).as(what).hasSize(wanted);
            assertThat(world.instances("/web")).as(what).hasSize(wanted);
            assertThat(world.repository.instances()).as(what).hasSize(wanted);
            assertThat(world.cluster.frameworks).as(what).isEqualTo(1);
            assertThat(world.cluster.most).as(what).isLessThanOrEqualTo(wanted);
        }
    }

    private static void disturb(MarathonWorld world, SplittableRandom random, FakeAgent agent) {
        switch (random.nextInt(4)) {
            case 0 -> world.failOver();
            case 1 -> {
                List<FakeTask> running = world.cluster.running("/web");
                if (!running.isEmpty()) {
                    world.master.become(
                            running.get(random.nextInt(running.size())), TaskState.TASK_FAILED, "by the test");
                }
            }
            case 2 -> {
                if (!agent.away) {
                    world.master.lose(agent);
                }
            }
            default -> {
                if (agent.away) {
                    world.master.regain(agent);
                }
            }
        }
    }
}
