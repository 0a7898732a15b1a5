package io.partita.workloads.mesos.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScalingCheckerTests {

    private static CheckResult judged(World world) throws InterruptedException {
        return world.judgedBy(ScalingChecker::new);
    }

    @Test
    void tasksOfAScalingUpAreToldInGroups() throws InterruptedException {
        CheckResult result = judged(new World()
                .led(0, 20_000, "n1")
                .scaled(1_000, 1_010, 8, 1)
                .task("a", 1, "n1", 1_300, -1)
                .task("b", 1, "n2", 1_310, -1)
                .task("c", 1, "n3", 1_320, -1)
                .task("d", 1, "n1", 1_500, -1)
                .listed(3_000, 3_010, "n1", 1, "v0", 8));
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.reason()).contains("4 tasks started in 2 groups of at most 3");
        assertThat(result.details().get("scalings"))
                .isEqualTo(List.of(Map.of(
                        "app",
                        "/web",
                        "from",
                        4L,
                        "to",
                        8L,
                        "groups",
                        List.of(3L, 1L),
                        "groupsBeganMs",
                        List.of(300L, 500L))));
    }

    private static World scaledDown(long youngerStarted, boolean youngerEnds) {
        return new World()
                .led(0, 40_000, "n1")
                .task("older", 0, "n1", -5_000, youngerEnds ? -1 : 31_000)
                .task("younger", 0, "n2", youngerStarted, youngerEnds ? 31_000 : -1)
                .scaled(30_000, 30_010, 3, 1)
                .listed(33_000, 33_010, "n1", 1, "v0", 3);
    }

    @Test
    void endingTheYoungestIsFine() throws InterruptedException {
        assertThat(judged(scaledDown(20_000, true)).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void sparingTheYoungestIsAccused() throws InterruptedException {
        CheckResult result = judged(scaledDown(20_000, false));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("ended task older", "spared task younger", "25000 ms later");
    }

    @Test
    void tasksOfAboutTheSameAgeMayGoInAnyOrder() throws InterruptedException {
        assertThat(judged(scaledDown(-2_000, false)).verdict()).isEqualTo(Verdict.VALID);
    }

    /** A node under load took seven seconds from the launch to the first line of a task. */
    @Test
    void aTaskThatWasSlowToStartIsNotTakenForTheYoungest() throws InterruptedException {
        assertThat(judged(scaledDown(3_000, false)).verdict()).isEqualTo(Verdict.VALID);
    }
}
