package io.partita.workloads.mesos.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import org.junit.jupiter.api.Test;

class StateCheckerTests {

    private static CheckResult judged(World world) throws InterruptedException {
        return world.judgedBy(StateChecker::new);
    }

    private static World upgraded() {
        return new World().led(0, 60_000, "n1").upgraded(1_000, 1_010, 1, false);
    }

    @Test
    void theLastAcknowledgedUpgradeIsShown() throws InterruptedException {
        assertThat(judged(upgraded().listed(2_000, 2_010, "n1", 1, "v1", 4)).verdict())
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void anUpgradeThatWasAcknowledgedAndIsNotShownWasLost() throws InterruptedException {
        CheckResult result = judged(upgraded().listed(2_000, 2_010, "n1", 0, "v0", 4));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason())
                .contains(
                        "app /web had token v0", "although the upgrade to v1 was acknowledged at 1010 ms: it was lost");
    }

    @Test
    void aNumberOfInstancesThatWasTakenBackIsAccused() throws InterruptedException {
        CheckResult result = judged(upgraded().scaled(3_000, 3_010, 6, 2).listed(4_000, 4_010, "n1", 2, "v1", 4));
        assertThat(result.reason())
                .contains("had 4 instances", "the scaling to 6 instances was acknowledged at 3010 ms");
    }

    @Test
    void aChangeOfUnknownOutcomeMayShowAtAnyTime() throws InterruptedException {
        World world = new World()
                .led(0, 60_000, "n1")
                .scaleUnknown(1_000, 6_000, 7)
                .scaled(8_000, 8_010, 5, 2)
                .listed(9_000, 9_010, "n1", 3, "v0", 7);
        assertThat(judged(world).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aNewLeaderIsBelievedOnlyOnceItHasSettled() throws InterruptedException {
        World world = new World()
                .led(0, 5_000, "n1")
                .upgraded(1_000, 1_010, 1, false)
                .led(6_000, 8_000, "n2")
                .listed(7_000, 7_010, "n2", 0, "v0", 4);
        assertThat(judged(world).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aTaskOfAnOldVersionThatLivesWhenAllIsAtRestIsAccused() throws InterruptedException {
        CheckResult result = judged(upgraded()
                .listed(500, 510, "n1", 0, "v0", 4)
                .task("old", 0, "n2", -5_000, -1)
                .task("new", 1, "n2", 3_000, -1)
                .finallyReady(40_000)
                .listed(41_000, 41_010, "n1", 1, "v1", 4));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.anomalies()).hasSize(1);
        assertThat(result.reason()).contains("task old on n2 still was of v0");
    }
}
