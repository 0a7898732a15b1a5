package io.partita.testbed.marathon.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import io.partita.testbed.messages.TaskState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackoffTests {

    @TempDir
    private Path directory;

    /** Lets the only task of an app end in {@code state} again and again; answers the unscaled delays after that, in seconds. */
    private List<Double> delays(int times, TaskState state, String... options) {
        MarathonWorld world = new MarathonWorld(1, directory, options);
        world.running(world.app("/web", 1).backoff(100));
        List<Double> delays = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Instance running = world.instances("/web").get(0);
            world.master.become(world.task(running), state, "by the test");
            world.until("its end", () -> !world.core().queue().isEmpty());
            delays.add(Math.round(world.core().queue().get(0).delayMillis() / 100.0) / 10.0);
            world.world.runUntil("the next", Duration.ofMinutes(10), () -> world.count("/web", Condition.RUNNING) == 1);
        }
        return delays;
    }

    @Test
    void failuresInARowMakeThePauseLongerByTheFactor() {
        assertThat(delays(4, TaskState.TASK_FAILED)).containsExactly(100.0, 115.0, 132.3, 152.1);
    }

    @Test
    void thePauseIsNotLongerThanTheLongest() {
        List<Double> delays = delays(12, TaskState.TASK_FAILED);
        assertThat(delays.get(11)).isEqualTo(300.0);
    }

    @Test
    void inClassicARunningTaskEndsThePause() {
        assertThat(delays(3, TaskState.TASK_FAILED, "profile", "classic")).containsExactly(100.0, 100.0, 100.0);
    }

    @Test
    void inClassicAFinishedTaskIsStartedAgainWithoutAPause() {
        assertThat(delays(2, TaskState.TASK_FINISHED, "profile", "classic")).containsExactly(0.0, 0.0);
    }

    @Test
    void laterAFinishedTaskCountsAsAFailure() {
        assertThat(delays(2, TaskState.TASK_FINISHED, "profile", "legacy1")).containsExactly(100.0, 115.0);
        assertThat(delays(2, TaskState.TASK_FINISHED, "profile", "pa")).containsExactly(100.0, 115.0);
        assertThat(delays(2, TaskState.TASK_FINISHED)).containsExactly(100.0, 115.0);
    }

    @Test
    void aKilledTaskIsStartedAgainWithoutAPause() {
        assertThat(delays(2, TaskState.TASK_KILLED)).containsExactly(0.0, 0.0);
    }

    @Test
    void withB30ThereIsNoPause() {
        assertThat(delays(3, TaskState.TASK_FAILED, "bugs", "B30")).containsExactly(0.0, 0.0, 0.0);
    }

    @Test
    void aMinuteWithoutFailureAfterThePauseMakesItForgotten() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 1).backoff(10));
        world.fail(world.instances("/web").get(0));
        world.run(Duration.ofSeconds(80));
        world.fail(world.instances("/web").get(0));
        world.run(Duration.ofMillis(10));
        assertThat(world.core().queue().get(0).delayMillis()).isBetween(9_900L, 10_000L);
    }

    @Test
    void thePauseIsEndedOnRequest() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 1).backoff(300));
        assertThat(world.core().resetDelay("/web")).isFalse();
        world.fail(world.instances("/web").get(0));
        world.run(Duration.ofSeconds(1));
        assertThat(world.core().resetDelay("/web")).isTrue();
        world.world.runUntil("the next", Duration.ofSeconds(35), () -> world.count("/web", Condition.RUNNING) == 1);
    }

    @Test
    void thePauseOfOneAppHoldsNoOtherBack() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 1).backoff(300));
        world.fail(world.instances("/web").get(0));
        world.run(Duration.ofSeconds(1));
        world.deploy(world.app("/db", 1));
        world.world.runUntil("the other", Duration.ofSeconds(35), () -> world.count("/db", Condition.RUNNING) == 1);
    }

    @Test
    void timeScaleShortensThePauseButNotWhatIsShown() {
        MarathonWorld world = new MarathonWorld(1, directory, "time.scale", "10");
        world.running(world.app("/web", 1).backoff(100));
        world.fail(world.instances("/web").get(0));
        world.run(Duration.ofMillis(10));
        assertThat(world.core().queue().get(0).delayMillis()).isBetween(99_000L, 100_000L);
        Duration taken = world.world.runUntil(
                "the next", Duration.ofMinutes(1), () -> world.count("/web", Condition.RUNNING) == 1);
        assertThat(taken).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(14));
    }
}
