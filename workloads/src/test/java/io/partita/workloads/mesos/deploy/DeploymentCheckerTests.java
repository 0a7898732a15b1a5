package io.partita.workloads.mesos.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import org.junit.jupiter.api.Test;

class DeploymentCheckerTests {

    private static CheckResult judged(World world) throws InterruptedException {
        return world.judgedBy(DeploymentChecker::new);
    }

    private static World upgrading() {
        World world = new World().led(0, 60_000, "n1");
        for (int i = 0; i < 4; i++) {
            world.task("old." + i, 0, "n1", -5_000, 10_000 + i);
        }
        return world.listed(500, 510, "n1", 0, "v0", 4).upgraded(1_000, 1_010, 1, false);
    }

    private static World withNewTasks(World world, int number, int version) {
        for (int i = 0; i < number; i++) {
            world.task("new." + version + "." + i, version, "n2", 4_000 + 100 * i, -1);
        }
        return world;
    }

    @Test
    void twoDeploymentsOfOneAppAtOnceAreAnOffenceIfTheSecondCameWithoutForce() throws InterruptedException {
        CheckResult result =
                judged(upgrading().scaled(2_000, 2_010, 5, 2).listed(2_500, 2_510, "n1", 2, "v1", 5, "d1", "d2"));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason())
                .contains("two deployments were at work on app /web at once", "without force", "409");
    }

    @Test
    void aForcedOneMayBeSeenTogetherWithTheOneThatItEnds() throws InterruptedException {
        CheckResult result =
                judged(upgrading().upgraded(2_000, 2_010, 2, true).listed(2_500, 2_510, "n1", 2, "v2", 4, "d1", "d2"));
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aRefusedChangeIsCounted() throws InterruptedException {
        CheckResult result = judged(upgrading().upgradeRefused(2_000, 2_010, 2));
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.details()).containsEntry("refusedAsLocked", 1L).containsEntry("accepted", 1L);
    }

    @Test
    void aDeploymentThatIsOverBeforeAllItsTasksRanIsAccused() throws InterruptedException {
        CheckResult result = judged(withNewTasks(upgrading(), 3, 1).listed(9_000, 9_010, "n1", 1, "v1", 4));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("upgrade to v1", "never more than 3 of its 4 tasks had lived at once");
    }

    @Test
    void aDeploymentThatIsOverWhenAllItsTasksRanIsFine() throws InterruptedException {
        CheckResult result = judged(withNewTasks(upgrading(), 4, 1).listed(9_000, 9_010, "n1", 1, "v1", 4));
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aDeploymentThatWasEndedByForcePromisedNothing() throws InterruptedException {
        CheckResult result =
                judged(upgrading().upgraded(2_000, 2_010, 2, true).listed(2_500, 2_510, "n1", 2, "v2", 4, "d2"));
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void whatADeposedLeaderShowsProvesNoEnd() throws InterruptedException {
        CheckResult result = judged(upgrading().listed(9_000, 9_010, "n2", 1, "v1", 4));
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aScalingDownThatIsOverBeforeAnyTaskEndedIsAccused() throws InterruptedException {
        World world = new World().led(0, 60_000, "n1");
        for (int i = 0; i < 4; i++) {
            world.task("old." + i, 0, "n1", -5_000, -1);
        }
        CheckResult result = judged(world.scaled(1_000, 1_010, 2, 1).listed(9_000, 9_010, "n1", 1, "v0", 2));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("never fewer than 4 tasks had lived");
    }
}
