package io.partita.workloads.mesos.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import org.junit.jupiter.api.Test;

class CapacityCheckerTests {

    /** An upgrade of four instances that is accepted after a second; its tasks are left to each test. */
    private static World upgrade() {
        return new World().led(0, 60_000, "n1").upgraded(1_000, 1_010, 1, false);
    }

    private static World oldTasks(World world, long... ends) {
        for (int i = 0; i < ends.length; i++) {
            world.task("old." + i, 0, World.NODES.get(i % 3), -5_000, ends[i]);
        }
        return world;
    }

    private static CheckResult judged(World world) throws InterruptedException {
        return world.judgedBy(CapacityChecker::new);
    }

    @Test
    void anUpgradeThatKeepsHalfAliveAndAddsOneIsFine() throws InterruptedException {
        World world = oldTasks(upgrade(), 1_100, 1_100, 3_000, 3_000)
                .task("new.0", 1, "n1", 1_500, -1)
                .task("new.1", 1, "n2", 1_600, -1)
                .task("new.2", 1, "n3", 1_700, -1)
                .task("new.3", 1, "n1", 3_500, -1);
        assertThat(judged(world).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void anUpgradeThatEndsAllOldTasksAtOnceIsAccused() throws InterruptedException {
        CheckResult result =
                judged(oldTasks(upgrade(), 1_100, 1_102, 1_104, 1_106).task("new.0", 1, "n1", 1_200, -1));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason())
                .contains("was left with 0 living tasks", "fewer than the 2 that minimumHealthCapacity 0.5 of 4");
    }

    @Test
    void whatEndedWhileTheAppsWereBeingMadeIsNotJudged() throws InterruptedException {
        World world = oldTasks(upgrade(), -1, -1, -1, -1).task("early", 0, "n1", -9_000, -8_000);
        assertThat(judged(world).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void oneTaskMoreThanOverCapacityAllowsIsAccused() throws InterruptedException {
        CheckResult result = judged(oldTasks(upgrade(), -1, -1, -1, -1)
                .task("new.0", 1, "n1", 1_500, -1)
                .task("new.1", 1, "n2", 1_600, -1));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason())
                .contains("had 6 living tasks", "more than the 5 that maximumOverCapacity 0.25 of 4");
    }

    @Test
    void theLowerNumberOfInstancesCountsOnceItMayBeWanted() throws InterruptedException {
        World world = oldTasks(new World().led(0, 60_000, "n1").scaleUnknown(1_000, 6_000, 1), 7_000, 7_000, 7_000, -1);
        assertThat(judged(world).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void endsThatNothingWasWantedToCauseAreAccused() throws InterruptedException {
        World world = oldTasks(new World().led(0, 60_000, "n1").scaled(1_000, 1_010, 4, 1), 7_000, 7_000, 7_000, -1);
        assertThat(judged(world).verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void tasksOnAnAgentThatWasGivenUpDoNotCountAsTooMany() throws InterruptedException {
        World world = new World()
                .led(0, 5_000, "n1")
                .led(5_500, 30_000, "n1", "n2")
                .led(30_500, 60_000, "n1")
                .task("a", 0, "n1", -5_000, -1)
                .task("b", 0, "n3", -5_000, -1)
                .task("c", 0, "n2", -5_000, 32_000)
                .task("d", 0, "n2", -5_000, 32_000)
                .task("e", 0, "n1", 22_000, -1)
                .task("f", 0, "n3", 22_500, -1);
        assertThat(judged(world).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void tasksThatAFaultTookDoNotCountAsEndedByTheUpgrade() throws InterruptedException {
        World world = new World()
                .led(0, 5_000, "n1")
                .led(5_500, 30_000, "n1", "n2")
                .led(30_500, 60_000, "n1")
                .upgraded(33_000, 33_010, 1, false)
                .task("a", 0, "n1", -5_000, -1)
                .task("b", 0, "n3", -5_000, 33_100)
                .task("c", 0, "n2", -5_000, 32_000)
                .task("d", 0, "n2", -5_000, 32_000);
        assertThat(judged(world).verdict()).isEqualTo(Verdict.VALID);
    }
}
