package io.partita.workloads.mesos.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import io.partita.workloads.mesos.observe.ClusterState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskCheckerTests {

    private static CheckResult judged(Scene scene) {
        return new TaskChecker(Scene.facts(2, false)).check(scene.history(), Budget.DEFAULT);
    }

    private static void accused(Scene scene, String words) {
        CheckResult result = judged(scene);
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.anomalies())
                .anySatisfy(anomaly -> assertThat(anomaly.headline()).contains(words));
    }

    private static void good(Scene scene) {
        CheckResult result = judged(scene);
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.VALID);
    }

    private static Scene two() {
        return new Scene().task("web.1", "n2", 0).task("web.2", "n3", 0);
    }

    @Test
    void aTaskThatLivesInTwoPlacesIsAccused() {
        good(two());
        accused(two().task("web.1", "n1", 20), "task web.1 lived twice: on n2");
    }

    @Test
    void twoTasksWithOnePortAtOneTimeAreAccused() {
        Scene scene = new Scene()
                .task("web.1", "/web", "n2", 0, 20, "KILL", 31000)
                .task("web.3", "/web", "n2", 22, 0, "", 31000)
                .task("web.2", "/web", "n3", 0, 0, "", 31000);
        good(scene);
        accused(
                new Scene().task("web.1", "/web", "n2", 0, 0, "", 31000).task("web.2", "/web", "n2", 5, 0, "", 31000),
                "had port 31000 of n2 at the same time");
    }

    @Test
    void aTaskThatIsReportedAliveAfterItsEndIsAccused() {
        accused(
                two().reported(time -> Map.of(
                        "web.1",
                        new ClusterState.Task(
                                "n2", time < 20 ? "TASK_FINISHED" : "TASK_RUNNING", List.of("TASK_RUNNING")))),
                "task web.1 was reported TASK_RUNNING after it had been reported TASK_FINISHED");
        accused(
                two().reported(time -> Map.of(
                        "web.1",
                        new ClusterState.Task(
                                "n2", "TASK_RUNNING", List.of("TASK_RUNNING", "TASK_FAILED", "TASK_RUNNING")))),
                "TASK_RUNNING after it had been reported TASK_FAILED");
    }

    @Test
    void aLostTaskMayReturn() {
        good(two().reported(time -> Map.of(
                "web.1",
                new ClusterState.Task("n2", "TASK_RUNNING", List.of("TASK_RUNNING", "TASK_LOST", "TASK_RUNNING")))));
    }

    @Test
    void aTaskThatIsEndedWithoutAReasonIsAccused() {
        Scene scene = new Scene()
                .task("web.1", "n2", 0, 20, "TERM")
                .task("web.2", "n3", 0)
                .task("web.3", "n1", 23);
        accused(scene, "task web.1 on n2 was ended by SIGTERM at 20000 ms without a reason");
    }

    @Test
    void aTaskThatVanishesInAShortCutIsAccused() {
        Scene scene = new Scene()
                .task("web.1", "n2", 0)
                .task("web.2", "n3", 0, 22, "")
                .task("web.3", "n1", 30)
                .isolated("n3", 20, 27);
        accused(scene, "task web.2 on n3 vanished");
    }

    @Test
    void aTaskThatIsEndedWhenItsLostAgentReturnsIsNotHeldAgainstAnybody() {
        good(new Scene()
                .task("web.1", "n2", 0)
                .task("web.2", "n3", 0, 47, "TERM")
                .task("web.3", "n1", 48)
                .isolated("n3", 10, 45)
                .agents(time -> time > 21 && time < 46 ? List.of("n1", "n2") : Scene.NODES));
    }

    @Test
    void aTaskTooManyMayBeEnded() {
        good(two().task("web.3", "n1", 10, 12, "TERM"));
    }

    @Test
    void aTaskWhoseNodeIsKilledMayVanish() {
        good(new Scene()
                .task("web.1", "n2", 0)
                .task("web.2", "n3", 0, 20.05, "")
                .task("web.3", "n1", 30)
                .fault("kill", 20, 25, List.of("n3"), Map.of("blow", "kill")));
    }

    @Test
    void theDeathOfItsNodesAgentIsNoReasonForATaskToVanish() {
        accused(
                new Scene()
                        .task("web.1", "n2", 0)
                        .task("web.2", "n3", 0, 20.05, "")
                        .task("web.3", "n1", 30)
                        .fault("kill-agent", 20, 25, List.of("n3"), Map.of("blow", "kill", "group", "agent")),
                "task web.2 on n3 vanished");
    }

    @Test
    void aSecondFrameworkIsAccused() {
        accused(two().framework(time -> time < 30 ? "F1" : "F2"), "Marathon registered as a second framework, F2");
    }

    @Test
    void anAppThatIsStartedAgainWithoutItsPauseIsAccused() {
        BackoffChecker checker = new BackoffChecker("/loop", Duration.ofSeconds(2), Scene.facts(2, false));
        Scene paused =
                two().task("loop.1", "/loop", "n1", 5, 6, "1", null).task("loop.2", "/loop", "n1", 8.1, 9, "1", null);
        assertThat(checker.check(paused.history(), Budget.DEFAULT).verdict()).isEqualTo(Verdict.VALID);
        Scene hasty =
                two().task("loop.1", "/loop", "n1", 5, 6, "1", null).task("loop.2", "/loop", "n1", 6.4, 7, "1", null);
        CheckResult result = checker.check(hasty.history(), Budget.DEFAULT);
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("app /loop was started again 400 ms after task loop.1 had failed on n1");
        Scene takenOver = hasty.marathon(time -> time < 6.2 ? "n1" : "n2");
        assertThat(checker.check(takenOver.history(), Budget.DEFAULT).verdict()).isEqualTo(Verdict.VALID);
    }
}
