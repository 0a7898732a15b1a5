package io.partita.workloads.mesos.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two instances of {@code /web}; a launch may take 8 s, a lost agent is given up after 10 to 12 s. */
class RestartCheckerTests {

    private static Scene two() {
        return new Scene().task("web.1", "n2", 0).task("web.2", "n3", 0);
    }

    private static CheckResult judged(Scene scene) throws InterruptedException {
        return new RestartChecker(Scene.facts(2, false)).check(scene.history(), Budget.DEFAULT);
    }

    private static Scene killed() {
        return new Scene().task("web.1", "n2", 0, 10, "KILL").task("web.2", "n3", 0);
    }

    @Test
    void aKilledTaskThatIsReplacedInTimeIsAsItShouldBe() throws InterruptedException {
        CheckResult result = judged(killed().task("web.3", "n2", 13));
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.VALID);
        assertThat(result.reason())
                .startsWith(
                        "1 task was killed, 0 died by themselves: everything that died was replaced, in 3 s at the median and 3 s at worst; ");
    }

    @Test
    void aKilledTaskThatIsNeverReplacedIsAccusedByName() throws InterruptedException {
        CheckResult result = judged(killed());
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.anomalies())
                .anySatisfy(anomaly ->
                        assertThat(anomaly.headline()).contains("task web.1, killed on n2, was not replaced within"))
                .anySatisfy(anomaly ->
                        assertThat(anomaly.headline()).contains("app /web had 1 living tasks at the end instead of 2"));
    }

    @Test
    void aReplacementThatComesTooLateIsAccused() throws InterruptedException {
        CheckResult result = judged(killed().task("web.3", "n2", 40));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.anomalies())
                .singleElement()
                .satisfies(anomaly -> assertThat(anomaly.headline()).contains("30 s passed until it was"));
    }

    @Test
    void nobodyIsAccusedWhileThereIsNoLeader() throws InterruptedException {
        Scene scene = killed().task("web.3", "n2", 40).master(time -> time > 11 && time < 32 ? "nobody" : "n1");
        assertThat(judged(scene).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void nobodyIsAccusedWhileTheLeadersCannotReachEachOther() throws InterruptedException {
        Scene scene = killed().task("web.3", "n3", 40).marathon(time -> "n2").isolated("n2", 9, 32);
        assertThat(judged(scene).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void tasksOnALostAgentMustBeReplacedThoughTheFaultGoesOn() throws InterruptedException {
        Scene lost =
                two().isolated("n3", 10, 45).agents(time -> time > 21 && time < 46 ? List.of("n1", "n2") : Scene.NODES);
        CheckResult result = judged(lost);
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.anomalies())
                .anySatisfy(anomaly -> assertThat(anomaly.headline())
                        .contains("a task of /web on n3, which was out of reach, was not replaced"));
    }

    @Test
    void tasksOnALostAgentThatAreReplacedAndEndedWhenItReturnsAreAsTheyShouldBe() throws InterruptedException {
        Scene scene = new Scene()
                .task("web.1", "n2", 0)
                .task("web.2", "n3", 0, 47, "TERM")
                .task("web.3", "n1", 24)
                .isolated("n3", 10, 45)
                .agents(time -> time > 21 && time < 46 ? List.of("n1", "n2") : Scene.NODES);
        CheckResult result = judged(scene);
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aShortCutOwesNothing() throws InterruptedException {
        CheckResult result = judged(killed().task("web.3", "n1", 13).isolated("n3", 20, 27));
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aTaskTooManyMustEnd() throws InterruptedException {
        CheckResult result = judged(killed().task("web.3", "n1", 13).task("web.4", "n1", 20));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.anomalies())
                .anySatisfy(anomaly -> assertThat(anomaly.headline()).contains("more than 2 tasks lived"))
                .anySatisfy(anomaly -> assertThat(anomaly.headline())
                        .contains("had 3 living tasks at the end instead of 2 (2 on n1, 1 on n3)"));
    }

    @Test
    void aTaskTooManyForAMomentIsNoViolation() throws InterruptedException {
        CheckResult result = judged(killed().task("web.3", "n1", 13).task("web.4", "n1", 20, 22, "TERM"));
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aClusterThatDoesNotServeAgainIsAccusedWithWhatItLacks() throws InterruptedException {
        Scene scene = killed().task("web.3", "n1", 13)
                .neverReady("n3: marathon: knows no leader")
                .fault("kill-marathons", 2, 4, List.of("n1"), java.util.Map.of());
        CheckResult result = judged(scene);
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("the cluster did not serve again (n3: marathon: knows no leader)");
    }

    @Test
    void aReplacementThatWasSentToAnAgentJustCutOffIsWaitedFor() throws InterruptedException {
        Scene scene = killed().task("web.3", "n1", 26)
                .isolated("n3", 11, 50)
                .agents(time -> time > 22 && time < 51 ? List.of("n1", "n2") : Scene.NODES);
        CheckResult result = judged(scene.task("web.4", "n1", 27).task("web.5", "n2", 28, 29, "TERM"));
        assertThat(result.anomalies())
                .noneMatch(anomaly -> anomaly.headline().contains("web.1, killed on n2, was not replaced"));
    }

    @Test
    void aRunThatKillsNothingProvesNothing() {
        assertThat(RestartEvidence.missing(two().history(), Scene.NODES)).hasValue("no task was killed");
        assertThat(RestartEvidence.missing(killed().history(), Scene.NODES)).isEmpty();
    }
}
