package io.partita.workloads.mesos.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import org.junit.jupiter.api.Test;

class ProgressCheckerTests {

    /** Longer than a deployment and everything that is added to its bound. */
    private static final long LATE =
            World.facts().deploymentBound(World.APP).plusSeconds(10).toMillis();

    private static CheckResult judged(World world) throws InterruptedException {
        return world.judgedBy(ProgressChecker::new);
    }

    private static World ending(World world, long at, int found) {
        return world.finallyReady(at).found(at + 10, at + 20, found).led(at + 30, at + 40, "n1");
    }

    @Test
    void aDeploymentThatEndsInTimeIsFine() throws InterruptedException {
        World world = new World()
                .led(0, 20_000, "n1")
                .upgraded(1_000, 1_010, 1, false)
                .listed(2_000, 2_010, "n1", 1, "v1", 4, "d1")
                .listed(9_000, 9_010, "n1", 1, "v1", 4);
        assertThat(judged(ending(world, 20_000, 4)).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aDeploymentThatNeverEndsIsAccused() throws InterruptedException {
        World world = new World()
                .led(0, LATE, "n1")
                .upgraded(1_000, 1_010, 1, false)
                .listed(2_000, 2_010, "n1", 1, "v1", 4, "d1")
                .listed(LATE, LATE + 10, "n1", 1, "v1", 4, "d1");
        CheckResult result = judged(ending(world, LATE + 20, 4));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("the upgrade to v1 of app /web", "was not carried out to its end");
    }

    @Test
    void aDeploymentThatIsNotResumedNamesTheNewLeader() throws InterruptedException {
        long end = LATE + 30_000;
        World world = new World()
                .led(0, 5_000, "n1")
                .upgraded(1_000, 1_010, 1, false)
                .led(7_000, end, "n2")
                .listed(end, end + 10, "n2", 1, "v1", 4, "d1");
        CheckResult result = judged(ending(world, end + 20, 4));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("after the Marathon on n2 took over at 7010 ms");
    }

    @Test
    void timeWithoutALeaderDoesNotCount() throws InterruptedException {
        World world = new World()
                .led(0, 5_000, "n1")
                .upgraded(1_000, 1_010, 1, false)
                .led(LATE, LATE + 20_000, "n2")
                .listed(LATE + 15_000, LATE + 15_010, "n2", 1, "v1", 4);
        World more = world.upgraded(LATE + 16_000, LATE + 16_010, 2, false)
                .listed(LATE + 17_000, LATE + 17_010, "n2", 2, "v2", 4);
        assertThat(judged(ending(more, LATE + 20_000, 4)).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aDeploymentThatNobodyAcknowledgedButThatIsListedForEverIsAccused() throws InterruptedException {
        World world = new World()
                .led(0, LATE, "n1")
                .listed(1_000, 1_010, "n1", 1, "v1", 4, "d9")
                .listed(LATE, LATE + 10, "n1", 1, "v1", 4, "d9");
        CheckResult result = judged(ending(world, LATE + 20, 4));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("deployment d9 of app /web, first listed by the Marathon on n1");
    }

    @Test
    void aDeploymentThatWasEndedByForceIsOver() throws InterruptedException {
        World world = new World()
                .led(0, LATE, "n1")
                .upgraded(1_000, 1_010, 1, false)
                .upgraded(2_000, 2_010, 2, true)
                .listed(3_000, 3_010, "n1", 2, "v2", 4, "d2")
                .listed(9_000, 9_010, "n1", 2, "v2", 4)
                .listed(LATE, LATE + 10, "n1", 2, "v2", 4);
        assertThat(judged(ending(world, LATE + 20, 4)).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void oneTaskTooManyInTheEndIsAccused() throws InterruptedException {
        long end = 20_000 + World.facts().convergenceBound().toMillis() + 3_000;
        World world = new World()
                .led(0, end, "n1")
                .scaled(1_000, 1_010, 4, 1)
                .listed(2_000, 2_010, "n1", 1, "v0", 4)
                .finallyReady(20_000)
                .found(20_010, 20_020, 5)
                .found(end, end + 10, 5);
        CheckResult result = judged(world);
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("app /web had 5 living tasks at the end instead of 4");
    }
}
