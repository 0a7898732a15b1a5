package io.partita.testbed.marathon.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.state.Deployment;
import io.partita.testbed.marathon.state.Deployment.Action;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Orchestrator.Locked;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentTests {

    @TempDir
    private Path directory;

    private CompletableFuture<Deployment> change(MarathonWorld world, boolean force, TestApp... apps) {
        List<AppDefinition> target =
                java.util.Arrays.stream(apps).map(TestApp::build).toList();
        return world.core().change(target, List.of(), force);
    }

    @Test
    void aSecondDeploymentOfAnAppIsLockedOutAndSaysByWhich() {
        MarathonWorld world = new MarathonWorld(1, directory);
        Deployment first = world.deploy(world.app("/web", 3));
        assertThatThrownBy(() -> world.await(change(world, false, world.app("/web", 4))))
                .hasCauseInstanceOf(Locked.class)
                .hasRootCauseMessage("locked by [" + first.id() + "]");
        assertThat(world.eventTypes()).contains("deployment_failed", "group_change_failed");
        world.settled();
        assertThat(world.cluster.live("/web")).hasSize(3);
        assertThat(world.current("/web").instances()).isEqualTo(3);
    }

    @Test
    void withB27BothWorkOnTheApp() {
        MarathonWorld world = new MarathonWorld(1, directory, "bugs", "B27");
        world.deploy(world.app("/web", 3));
        world.deploy(world.app("/web", 4));
        assertThat(world.core().deployments()).hasSize(2);
    }

    @Test
    void aDeploymentOfAnotherAppGoesOnBesides() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.deploy(world.app("/web", 3));
        world.deploy(world.app("/db", 1));
        world.settled();
        assertThat(world.cluster.live("/web")).hasSize(3);
        assertThat(world.cluster.live("/db")).hasSize(1);
    }

    @Test
    void forceEndsTheOneInTheWay() {
        MarathonWorld world = new MarathonWorld(1, directory);
        Deployment first = world.deploy(world.app("/web", 3).cpus(100));
        Deployment second = world.await(change(world, true, world.app("/web", 2)));
        world.run(Duration.ofMillis(100));
        assertThat(world.core().deployments()).extracting(Deployment::id).containsExactly(second.id());
        assertThat(world.repository.deployments()).extracting(Deployment::id).containsExactly(second.id());
        assertThat(world.events).anyMatch(event -> event.startsWith("deployment_failed") && event.contains(first.id()));
        world.settled();
        assertThat(world.cluster.live("/web")).hasSize(2);
    }

    @Test
    void aDeploymentThatIsTakenBackLeavesWhatWas() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 2));
        List<Instance> before = world.instances("/web");
        Deployment upgrade = world.deploy(world.app("/web", 2).cmd("new").cpus(100));
        world.run(Duration.ofSeconds(10));
        Optional<Deployment> back = world.await(world.core().cancel(upgrade.id(), false));
        assertThat(back).isPresent();
        world.settled();
        assertThat(world.instances("/web"))
                .extracting(Instance::id)
                .containsExactlyElementsOf(before.stream().map(Instance::id).toList());
        assertThat(world.current("/web").cmd()).isEqualTo("sleep 1000");
    }

    @Test
    void aDeploymentCancelledByForceStaysWhereItIsAndItsAppIsFree() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 2));
        Deployment upgrade = world.deploy(world.app("/web", 2).cmd("new").cpus(100));
        world.await(world.core().cancel(upgrade.id(), true));
        world.run(Duration.ofSeconds(1));
        assertThat(world.core().deployments()).isEmpty();
        assertThat(world.repository.deployments()).isEmpty();
        assertThat(world.current("/web").cmd()).isEqualTo("new");
        world.running(world.app("/web", 2).cmd("newest"));
        assertThat(world.cluster.live("/web")).hasSize(2);
    }

    @Test
    void anUnknownDeploymentIsNotCancelled() {
        MarathonWorld world = new MarathonWorld(1, directory);
        assertThat(world.await(world.core().cancel("none", false))).isEmpty();
    }

    @Test
    void appsOnWhichOthersDependComeFirst() {
        MarathonWorld world = new MarathonWorld(1, directory);
        Deployment plan = world.await(change(
                world,
                false,
                world.app("/web", 1).dependsOn("/db"),
                world.app("/db", 1),
                world.app("/front", 1).dependsOn("/web")));
        assertThat(plan.steps().stream()
                        .map(step -> step.actions().stream()
                                .map(action -> action.kind() + " " + action.appId())
                                .collect(Collectors.joining(", "))))
                .containsExactly("START /db, START /front, START /web", "SCALE /db", "SCALE /web", "SCALE /front");
        world.settled();
        assertThat(world.cluster.tasks.values().stream().map(task -> task.info.name()))
                .containsExactly("db", "web", "front");
    }

    @Test
    void aChangeThatChangesNothingIsDoneAtOnce() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 2));
        assertThat(world.deploy(world.app("/web", 2)).steps()).isEmpty();
        world.run(Duration.ofSeconds(1));
        assertThat(world.core().deployments()).isEmpty();
    }

    @Test
    void killingWithScaleShrinksTheAppByWhatWasKilled() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 3));
        Instance victim = world.instances("/web").get(0);
        Deployment deployment = world.await(world.core().kill(List.of(victim), true, false, false))
                .orElseThrow();
        assertThat(deployment.affectedApps()).containsExactly("/web");
        world.settled();
        assertThat(world.current("/web").instances()).isEqualTo(2);
        assertThat(world.instances("/web")).hasSize(2).doesNotContain(victim);
    }

    @Test
    void killingWithoutScaleReplacesTheTaskOfTheSameInstance() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 2));
        Instance victim = world.instances("/web").get(0);
        world.await(world.core().kill(List.of(victim), false, false, false));
        world.until("the next task", () -> world.instances("/web").get(0).incarnation() == 2);
        assertThat(world.instances("/web").get(0).id()).isEqualTo(victim.id());
        assertThat(world.instances("/web").get(0).taskId()).isEqualTo(victim.id() + "._app.2");
    }

    @Test
    void aStoreThatDoesNotAnswerLeavesTheOutcomeOpenAndTheChangeComesLater() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.run(Duration.ofSeconds(5));
        world.repository.stall(true);
        CompletableFuture<Deployment> answer = change(world, false, world.app("/web", 2));
        world.run(Duration.ofSeconds(20));
        assertThat(answer).isCompletedExceptionally();
        world.repository.stall(false);
        world.until("two run", () -> world.cluster.running("/web").size() == 2);
    }

    @Test
    void aLeaderThatDiesWhileAChangeIsStoredLeavesAllOfItOrNothing() {
        for (long seed = 0; seed < 50; seed++) {
            MarathonWorld world = new MarathonWorld(seed, directory);
            world.running(world.app("/web", 2));
            change(world, false, world.app("/web", 3).cmd("new"));
            world.run(Duration.ofNanos(500_000 * seed / 2));
            world.failOver();
            world.settled();
            world.run(Duration.ofMinutes(12));
            boolean changed = world.current("/web").cmd().equals("new");
            assertThat(world.cluster.live("/web"))
                    .as("seed " + seed)
                    .hasSize(changed ? 3 : 2)
                    .allMatch(task -> task.info.command().value().equals("new") == changed);
        }
    }

    @Test
    void withB29ThereIsOneTooManyAndTheNewestGoFirst() {
        MarathonWorld world = new MarathonWorld(1, directory, "bugs", "B29");
        world.running(world.app("/web", 3));
        world.run(Duration.ofMinutes(12));
        assertThat(world.cluster.live("/web")).hasSize(4);
    }

    @Test
    void scalingDownAMixtureEndsTheOldVersionFirst() {
        assertThat(left(new MarathonWorld(1, directory))).containsOnly("new");
    }

    @Test
    void withB29ScalingDownAMixtureEndsTheNewVersionFirst() {
        assertThat(left(new MarathonWorld(1, directory, "bugs", "B29"))).doesNotContain("new");
    }

    /** What runs after a scaling down to two in the middle of an upgrade. */
    private List<String> left(MarathonWorld world) {
        world.running(world.app("/web", 4));
        Deployment upgrade = world.deploy(world.app("/web", 4).cmd("new"));
        world.until(
                "a mixture",
                () -> world.cluster.running("/web").stream()
                                .filter(task -> task.info.command().value().equals("new"))
                                .count()
                        >= 2);
        world.await(world.core().cancel(upgrade.id(), true));
        world.await(change(world, true, world.app("/web", 1).cmd("new")));
        world.settled();
        return world.cluster.live("/web").stream()
                .map(task -> task.info.command().value())
                .toList();
    }

    @Test
    void stepsOfAPlanNameStopsFirst() {
        AppDefinition old = new TestApp("/old", 1, "2026-01-01T00:00:00.000Z").build();
        AppDefinition fresh = new TestApp("/new", 1, "2026-01-01T00:00:00.001Z").build();
        assertThat(Plans.steps(List.of(old), List.of(fresh)).stream().flatMap(step -> step.actions().stream()))
                .containsExactly(
                        new Action(Deployment.Kind.STOP, "/old"),
                        new Action(Deployment.Kind.START, "/new"),
                        new Action(Deployment.Kind.SCALE, "/new"));
    }

    @Test
    void whatIsEndedByForceIsGoneFromTheStoreBeforeThatIsAnswered() {
        for (long seed = 0; seed < 20; seed++) {
            MarathonWorld world = new MarathonWorld(seed, directory);
            world.deploy(world.app("/web", 2).cpus(100));
            Deployment second =
                    world.await(change(world, true, world.app("/web", 3).cpus(100)));
            assertThat(world.repository.deployments())
                    .extracting(Deployment::id)
                    .containsExactly(second.id());
            world.await(world.core().cancel(second.id(), true));
            assertThat(world.repository.deployments()).isEmpty();
        }
    }

    @Test
    void aDeletionWhoseDeploymentIsEndedByForceIsNotTakenBackByAFailover() {
        for (long seed = 0; seed < 20; seed++) {
            MarathonWorld world = new MarathonWorld(seed, directory);
            world.running(world.app("/web", 2));
            world.running(world.app("/db", 1));
            Deployment deletion = world.await(world.core().change(List.of(), List.of("/web", "/db"), false));
            world.core().cancel(deletion.id(), true);
            world.run(Duration.ofMillis(seed / 2));
            world.failOver();
            world.run(Duration.ofMinutes(1));
            assertThat(world.core().apps()).as("seed " + seed).isEmpty();
            world.run(Duration.ofMinutes(12));
            assertThat(world.cluster.live("/web")).as("seed " + seed).isEmpty();
        }
    }

    @Test
    void aDeletedAppLeavesNothingBehind() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 2));
        world.fail(world.instances("/web").get(0));
        world.run(Duration.ofMinutes(1));
        assertThat(world.repository.failures()).hasSize(1);
        world.await(world.core().change(List.of(), List.of("/web"), false));
        world.settled();
        world.run(Duration.ofSeconds(1));
        assertThat(world.core().lastFailure("/web")).isEmpty();
        assertThat(world.repository.failures()).isEmpty();
        assertThat(world.repository.instances()).isEmpty();
        assertThat(world.repository.deployments()).isEmpty();
    }
}
