package io.partita.testbed.marathon.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.marathon.orchestration.FakeCluster.FakeAgent;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreachableTests {

    @TempDir
    private Path directory;

    private static TestApp app(int instances) {
        return new TestApp("/web", instances, "2026-01-01T12:00:00.000Z");
    }

    private static FakeAgent agentOf(MarathonWorld world) {
        return world.cluster.agents.get(world.instances("/web").get(0).agentId());
    }

    /** Every instance on an agent of its own. */
    private static TestApp free(int instances) {
        return app(instances).constraint("hostname", "UNIQUE");
    }

    /** All instances on one agent. */
    private static TestApp together(int instances) {
        return app(instances).constraint("hostname", "CLUSTER");
    }

    @Test
    void withZeroAndZeroALostInstanceIsForgottenReplacedAtOnceAndKilledOnReturn() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(free(2));
        Instance lost = world.instances("/web").get(0);
        FakeAgent agent = agentOf(world);
        world.master.lose(agent);
        world.run(Duration.ofMillis(50));
        assertThat(world.instances("/web")).extracting(Instance::id).doesNotContain(lost.id());
        world.world.runUntil(
                "a replacement",
                Duration.ofSeconds(40),
                () -> world.cluster.running("/web").size() == 2);
        world.master.regain(agent);
        world.run(Duration.ofSeconds(1));
        assertThat(world.task(lost).isAlive()).isFalse();
        assertThat(world.events).anyMatch(event -> event.startsWith("unknown_instance_terminated_event"));
        world.run(Duration.ofMinutes(12));
        assertThat(world.cluster.live("/web")).hasSize(2);
    }

    @Test
    void withFifteenAndThirtyAShortAbsenceChangesNothing() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(free(2).unreachable(15, 30));
        List<Instance> before = world.instances("/web");
        FakeAgent agent = agentOf(world);
        world.run(Duration.ofMinutes(1));
        world.master.lose(agent);
        world.run(Duration.ofMillis(50));
        assertThat(world.count("/web", Condition.UNREACHABLE)).isEqualTo(1);
        world.run(Duration.ofSeconds(60));
        assertThat(world.instances("/web")).hasSize(2);
        world.master.regain(agent);
        world.run(Duration.ofSeconds(1));
        assertThat(world.count("/web", Condition.RUNNING)).isEqualTo(2);
        assertThat(world.instances("/web"))
                .extracting(Instance::taskId)
                .containsExactlyElementsOf(before.stream().map(Instance::taskId).toList());
    }

    @Test
    void withFifteenAndThirtyTheExpungeTickGivesUpAndReplaces() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(free(2).unreachable(15, 30));
        world.run(Duration.ofMinutes(6));
        Instance lost = world.instances("/web").get(0);
        world.master.lose(agentOf(world));
        world.run(Duration.ofSeconds(29));
        assertThat(world.instances("/web")).extracting(Instance::id).contains(lost.id());
        world.run(Duration.ofSeconds(32));
        assertThat(world.instances("/web")).hasSize(2).extracting(Instance::id).doesNotContain(lost.id());
        world.until("a replacement", () -> world.cluster.running("/web").size() == 2);
    }

    @Test
    void onceInactiveItIsReplacedAndOneOfBothGoesWhenItReturns() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(free(2).unreachable(15, 100_000));
        FakeAgent agent = agentOf(world);
        world.master.lose(agent);
        // The next reconciliation finds it away for longer than that.
        world.run(Duration.ofMinutes(11));
        assertThat(world.count("/web", Condition.UNREACHABLE_INACTIVE)).isEqualTo(1);
        assertThat(world.count("/web", Condition.RUNNING)).isEqualTo(2);
        world.master.regain(agent);
        world.run(Duration.ofSeconds(1));
        assertThat(world.count("/web", Condition.RUNNING)).isEqualTo(2);
        assertThat(world.cluster.live("/web")).hasSize(2);
    }

    @Test
    void disabledItIsWaitedForForEver() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(free(2).unreachable());
        FakeAgent agent = agentOf(world);
        world.master.lose(agent);
        world.run(Duration.ofHours(2));
        assertThat(world.instances("/web")).hasSize(2);
        assertThat(world.count("/web", Condition.UNREACHABLE)).isEqualTo(1);
        world.master.regain(agent);
        world.run(Duration.ofSeconds(1));
        assertThat(world.count("/web", Condition.RUNNING)).isEqualTo(2);
    }

    @Test
    void withB37EvenADisabledOneIsReplacedAtOnceAndTheSurplusStays() {
        MarathonWorld world = new MarathonWorld(1, directory, "bugs", "B37");
        world.running(free(2).unreachable());
        FakeAgent agent = agentOf(world);
        world.master.lose(agent);
        world.until("a replacement", () -> world.cluster.running("/web").size() == 2);
        world.master.regain(agent);
        world.run(Duration.ofHours(2));
        assertThat(world.cluster.live("/web")).hasSize(3);
    }

    @Test
    void inClassicALostTaskIsReplacedAndKilledShouldItReturn() {
        MarathonWorld world = new MarathonWorld(1, directory, "profile", "classic");
        world.running(free(2));
        FakeAgent agent = agentOf(world);
        world.master.lose(agent);
        world.until("a replacement", () -> world.cluster.running("/web").size() == 2);
        assertThat(world.core().lastFailure("/web").orElseThrow().state()).isEqualTo("TASK_LOST");
        world.master.regain(agent);
        world.run(Duration.ofSeconds(1));
        assertThat(world.cluster.live("/web")).hasSize(2);
    }

    @Test
    void inLegacy1ALostTaskThatReturnsWithin75SecondsMayBeTheOneThatStays() {
        MarathonWorld world = new MarathonWorld(1, directory, "profile", "legacy1");
        world.running(free(2));
        String lost = world.instances("/web").get(0).taskId();
        FakeAgent agent = agentOf(world);
        world.master.lose(agent);
        world.until("a replacement", () -> world.cluster.running("/web").size() == 2);
        world.master.regain(agent);
        world.run(Duration.ofSeconds(5));
        assertThat(world.instances("/web")).extracting(Instance::taskId).contains(lost);
        assertThat(world.cluster.live("/web")).hasSize(2);
    }

    @Test
    void twoLostInTheSameInstantAreBothReplacedAtOnce() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(together(2));
        world.run(Duration.ofSeconds(30));
        world.master.lose(agentOf(world));
        world.world.runUntil(
                "both",
                Duration.ofSeconds(60),
                () -> world.cluster.running("/web").size() == 2);
    }

    @Test
    void withB43TwoLostInTheSameInstantAreReplacedByOneUntilTheNextComparison() {
        MarathonWorld world = new MarathonWorld(1, directory, "bugs", "B43");
        world.running(together(2));
        world.run(Duration.ofSeconds(30));
        world.master.lose(agentOf(world));
        world.run(Duration.ofMinutes(4));
        assertThat(world.cluster.running("/web")).hasSize(1);
        world.until("the other", () -> world.cluster.running("/web").size() == 2);
    }
}
