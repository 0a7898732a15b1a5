package io.partita.testbed.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.TaskState;
import io.partita.testbed.messages.TaskStatus;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.sim.SimTask;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent that dies at any instant, also between any two things that it does, and is started again: no task is lost, none
 * runs twice, and the master learns the end of each, once.
 */
class AgentCrashTests {

    private static final int SEEDS = 40;
    private static final int ACTIONS = 30;

    /** One run of random events. */
    private static final class Storm {

        private final Random random;
        private final AgentWorld world;
        private final Map<String, Integer> starts = new HashMap<>();
        private final List<String> launched = new ArrayList<>();
        private int crashes;
        private boolean calm;

        Storm(long seed, Path directory) {
            random = new Random(seed);
            world = new AgentWorld(seed, directory, "containment", "contained");
            world.tasks.onStart(task -> starts.merge(task.taskId(), 1, Integer::sum));
            world.between = this::crashing;
        }

        /** Ends the agent before or after something that it asks of its launcher. */
        private ExecutorLauncher crashing(Platform platform, ExecutorLauncher launcher) {
            return (ExecutorLauncher) Proxy.newProxyInstance(
                    Storm.class.getClassLoader(),
                    new Class<?>[] {ExecutorLauncher.class},
                    (proxy, method, arguments) -> {
                        crash(platform);
                        try {
                            Object answer = method.invoke(launcher, arguments);
                            crash(platform);
                            return answer;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private void crash(Platform platform) {
            if (!calm && random.nextInt(40) == 0) {
                crashes++;
                platform.exit(137, "crashed by the test");
            }
        }

        void run() {
            world.startMaster();
            keepRunning();
            for (int i = 0; i < ACTIONS; i++) {
                act();
                world.sim.run(Duration.ofMillis(random.nextInt(700)));
                keepRunning();
            }
            calm = true;
            world.master.acknowledges = true;
            keepRunning();
            // Longer than an update waits at most after so many attempts, and than pings are waited for.
            world.run(150);
        }

        private void keepRunning() {
            while (!world.sim.isAlive(AgentWorld.AGENT)) {
                world.sim.run(Duration.ofMillis(random.nextInt(1500)));
                world.startAgent();
                world.sim.run(Duration.ofMillis(1));
            }
        }

        private void act() {
            List<SimTask> live = world.tasks.live();
            switch (random.nextInt(7)) {
                case 0, 1, 2 -> launch();
                case 3 -> {
                    if (!live.isEmpty()) {
                        live.get(random.nextInt(live.size())).exit(random.nextInt(2));
                    }
                }
                case 4 -> {
                    if (!launched.isEmpty()) {
                        world.master.kill(launched.get(random.nextInt(launched.size())));
                    }
                }
                case 5 -> {
                    crashes++;
                    world.sim.kill(AgentWorld.AGENT);
                }
                default -> world.master.acknowledges = random.nextBoolean();
            }
        }

        private void launch() {
            if (world.master.agentId() != null) {
                String id = "t" + launched.size();
                launched.add(id);
                world.master.launch(id);
            }
        }

        void check() {
            Set<String> live = new HashSet<>();
            world.tasks.live().forEach(task -> live.add(task.taskId()));
            assertThat(starts.values()).as("processes of a task").allMatch(count -> count == 1);
            assertThat(world.tasks.executors(AgentWorld.AGENT.host())).isEqualTo(live.size());
            for (String id : launched) {
                assertThat(world.master.tasks.get(id).isTerminal())
                        .as(id + " is over: " + world.master.states(id))
                        .isEqualTo(!live.contains(id));
                checkEnd(id);
            }
        }

        private void checkEnd(String id) {
            Set<String> ends = new HashSet<>();
            boolean over = false;
            for (TaskStatus status : world.master.statuses(id)) {
                assertThat(over && !status.state().isTerminal())
                        .as(id + " comes back: " + world.master.states(id))
                        .isFalse();
                if (status.state().isTerminal()) {
                    over = true;
                    ends.add(status.uuid());
                }
            }
            if (starts.containsKey(id)) {
                int expected = world.master.tasks.get(id).isTerminal() ? 1 : 0;
                assertThat(ends).as("ends of " + id).hasSize(expected);
            }
            // What never arrived is said to be unknown as often as it is asked for.
        }
    }

    @TempDir
    private Path directory;

    @Test
    void noTaskIsLostOrRunsTwice() throws IOException {
        storms(0, SEEDS);
    }

    @Test
    @Tag("nightly")
    void norInTenTimesAsManyStorms() throws IOException {
        storms(SEEDS, 11 * SEEDS);
    }

    private void storms(int first, int end) throws IOException {
        int started = 0;
        int crashes = 0;
        int ended = 0;
        for (int seed = first; seed < end; seed++) {
            Storm storm = new Storm(seed, Files.createDirectory(directory.resolve("seed-" + seed)));
            try {
                storm.run();
                storm.check();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
            started += storm.starts.size();
            crashes += storm.crashes;
            ended += (int) storm.world.master.tasks.values().stream()
                    .filter(TaskState::isTerminal)
                    .count();
        }
        // That much must have happened, or nothing is shown.
        assertThat(started).isGreaterThan(5 * (end - first));
        assertThat(crashes).isGreaterThan(3 * (end - first));
        assertThat(ended).isGreaterThan(3 * (end - first));
    }
}
