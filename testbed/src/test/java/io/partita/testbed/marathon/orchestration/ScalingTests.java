package io.partita.testbed.marathon.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScalingTests {

    @TempDir
    private Path directory;

    @Test
    void anAppReachesItsNumberAndTheDeploymentEnds() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.deploy(world.app("/web", 5));
        world.until("five run", () -> world.cluster.running("/web").size() == 5);
        world.settled();
        world.run(Duration.ofMinutes(20));
        assertThat(world.cluster.most).isEqualTo(5);
        assertThat(world.count("/web", Condition.RUNNING)).isEqualTo(5);
        assertThat(world.core().queue()).isEmpty();
    }

    @Test
    void scalingDownEndsTheYoungest() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 2));
        List<String> oldest = world.instances("/web").stream().map(Instance::id).toList();
        world.running(world.app("/web", 4));
        world.running(world.app("/web", 2));
        assertThat(world.instances("/web")).extracting(Instance::id).containsExactlyElementsOf(oldest);
        assertThat(world.cluster.live("/web")).hasSize(2);
    }

    @Test
    void aDeletedAppLeavesNothing() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 3));
        world.await(world.core().change(List.of(), List.of("/web"), false));
        assertThat(world.core().apps()).isEmpty();
        world.settled();
        assertThat(world.cluster.live("/web")).isEmpty();
        assertThat(world.repository.instances()).isEmpty();
        assertThat(world.repository.app("/web")).isEmpty();
        assertThat(world.repository.deployments()).isEmpty();
    }

    @Test
    void theEventsComeInTheOrderOfARealMarathon() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 1));
        world.await(world.core().change(List.of(), List.of("/web"), false));
        world.settled();
        assertThat(world.eventTypes())
                .containsSubsequence(
                        "deployment_info",
                        "group_change_success",
                        "deployment_step_success",
                        "deployment_info",
                        "instance_changed_event",
                        "instance_changed_event",
                        "status_update_event",
                        "instance_changed_event",
                        "deployment_step_success",
                        "deployment_success",
                        "deployment_info",
                        "group_change_success",
                        "instance_changed_event",
                        "status_update_event",
                        "instance_changed_event",
                        "app_terminated_event",
                        "deployment_step_success",
                        "deployment_success");
    }
}
