package io.partita.testbed.marathon.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.orchestration.FakeCluster.FakeAgent;
import io.partita.testbed.marathon.orchestration.FakeCluster.FakeTask;
import io.partita.testbed.marathon.state.Deployment;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.settings.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two apps are created, scaled, upgraded, made impossible, restarted, deleted and rolled back, one after another and most of them
 * by force, while tasks fail, agents go and come, writes fail and leaders die. A successor always wants what its predecessor
 * wanted, and in the end there is what was asked for last, and nothing else.
 */
class RequestSafetyTests {

    private static final int SEEDS = 40;
    private static final int STEPS = 25;

    @TempDir
    private Path directory;

    /** One run. */
    private static final class Run {

        private final MarathonWorld world;
        private final SplittableRandom random;
        private final List<FakeAgent> agents;

        Run(long seed, Path directory, String... options) {
            world = new MarathonWorld(seed, directory, options);
            random = new SplittableRandom(seed);
            agents = new ArrayList<>(world.cluster.agents.values());
        }

        void go(String what) {
            for (int step = 0; step < STEPS; step++) {
                if (random.nextBoolean()) {
                    ask();
                } else {
                    disturb(what);
                }
                world.run(Duration.ofMillis(random.nextInt(1, 20_000)));
            }
            agents.stream().filter(agent -> agent.away).forEach(world.master::regain);
            world.repository.failNext(0);
            finish(what);
        }

        private String app() {
            return random.nextBoolean() ? "/web" : "/db";
        }

        private TestApp definition(String id) {
            TestApp app = world.app(id, random.nextInt(5)).cmd("cmd" + random.nextInt(3));
            return switch (random.nextInt(8)) {
                case 0 -> app.cpus(100);
                case 1 -> app.constraint("hostname", "LIKE", "nowhere");
                case 2 -> app.constraint("hostname", "UNIQUE");
                case 3 -> app.unreachable();
                case 4 -> app.upgrade(0.5, 0);
                default -> app;
            };
        }

        private void ask() {
            boolean force = random.nextInt(3) > 0;
            String id = app();
            boolean exists = world.core().app(id).isPresent();
            List<Deployment> under = world.core().deployments();
            List<Instance> instances = world.instances(id);
            CompletableFuture<?> answer = switch (exists ? random.nextInt(7) : 0) {
                case 1 -> world.core().change(List.of(), List.of(id), force);
                case 2 -> world.core().restart(id, world.version(), force);
                case 3 ->
                    world.core()
                            .kill(
                                    instances.stream().limit(2).toList(),
                                    random.nextBoolean(),
                                    random.nextInt(3) == 0,
                                    force);
                case 4 ->
                    under.isEmpty()
                            ? CompletableFuture.completedFuture(null)
                            : world.core().cancel(under.get(0).id(), force);
                default -> world.core().change(List.of(definition(id).build()), List.of(), force);
            };
            world.until("an answer", answer::isDone);
        }

        private void disturb(String what) {
            FakeAgent agent = agents.get(random.nextInt(agents.size()));
            List<FakeTask> running = world.cluster.running(app());
            switch (random.nextInt(6)) {
                case 0, 1 -> failOver(what);
                case 2 -> {
                    if (!running.isEmpty()) {
                        world.master.become(running.get(0), TaskState.TASK_FAILED, "by the test");
                    }
                }
                case 3 -> world.repository.failNext(random.nextInt(1, 4));
                case 4 -> {
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

        private void failOver(String what) {
            // What a failed write leaves open is settled by its repetition.
            world.run(Duration.ofSeconds(2));
            List<String> wanted = wanted();
            world.failOver();
            assertThat(wanted()).as(what + ": what a successor wants").isEqualTo(wanted);
        }

        private List<String> wanted() {
            return world.core().apps().stream()
                    .map(app -> app.id() + " " + app.instances() + " " + app.cmd() + " " + app.version())
                    .toList();
        }

        private void finish(String what) {
            List<AppDefinition> last = List.of(
                    world.app("/web", 2).cmd("last").build(),
                    world.app("/db", 0).cmd("last").build());
            world.run(Duration.ofSeconds(2));
            world.await(world.core().change(last, List.of(), true));
            world.settled();
            world.run(Duration.ofMinutes(25));
            assertThat(world.cluster.live("/web"))
                    .as(what)
                    .hasSize(2)
                    .allMatch(task -> task.info.command().value().equals("last"));
            assertThat(world.cluster.live("/db")).as(what).isEmpty();
            assertThat(world.instances(null)).as(what).hasSize(2);
            assertThat(world.repository.instances()).as(what).hasSize(2);
            assertThat(world.repository.deployments()).as(what).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasAskedForLastIsThereInTheEnd(Profile profile) {
        for (long seed = 0; seed < SEEDS; seed++) {
            new Run(seed, directory, "profile", profile.toString()).go(profile + ", seed " + seed);
        }
    }
}
