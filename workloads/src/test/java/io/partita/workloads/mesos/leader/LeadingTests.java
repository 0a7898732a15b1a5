package io.partita.workloads.mesos.leader;

import static io.partita.workloads.mesos.leader.Story.alone;
import static io.partita.workloads.mesos.leader.Story.dead;
import static io.partita.workloads.mesos.leader.Story.expected;
import static io.partita.workloads.mesos.leader.Story.leaderless;
import static io.partita.workloads.mesos.leader.Story.leading;
import static io.partita.workloads.mesos.leader.Story.redirecting;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeadingTests {

    private static CheckResult judged(Story story) throws InterruptedException {
        return story.judged(Leading.checker(expected()));
    }

    /** Nobody leads from 5 s on until {@code seconds}. */
    private static Story leaderlessUntil(Story story, double seconds) {
        return story.at(5)
                .until(seconds, () -> story.masters(leaderless("n1"), leaderless("n2"), dead("n3")))
                .at(seconds)
                .mastersFollow("n2", seconds + 2);
    }

    @Test
    void aLeaderThatIsThereAllTheTimeIsEnough() throws InterruptedException {
        assertThat(judged(new Story().mastersFollow("n1", 10)).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void anElectionInTimeIsFine() throws InterruptedException {
        assertThat(judged(leaderlessUntil(new Story().mastersFollow("n1", 5), 15))
                        .verdict())
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void noLeaderForTooLongIsNot() throws InterruptedException {
        CheckResult result = judged(leaderlessUntil(new Story().mastersFollow("n1", 5), 40));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("no master led (n1 answered 503", "n3 did not answer");
    }

    @Test
    void noLeaderWhileMajoritiesAreApartIsFine() throws InterruptedException {
        Story story = new Story().mastersFollow("n1", 5).at(5).injected("kill-masters", List.of("n1", "n2"), Map.of());
        leaderlessUntil(story, 40).at(43).healed("kill-masters");
        assertThat(judged(story).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void oneNodeAloneIsNoExcuse() throws InterruptedException {
        Story story = new Story().mastersFollow("n1", 5).at(5).injected("partition-leader", List.of("n1"), alone("n1"));
        leaderlessUntil(story, 40).at(43).healed("partition-leader");
        assertThat(judged(story).verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void aRedirectToItselfThatLastsIsFound() throws InterruptedException {
        Story story = new Story();
        story.until(
                30, () -> story.masters(leading("n1", "term-n1"), redirecting("n2", "n2"), redirecting("n3", "n1")));
        CheckResult result = judged(story);
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("the standby master on n2 redirected to itself while the one on n1 led");
    }

    @Test
    void aRedirectToTheLastLeaderForAMomentIsFine() throws InterruptedException {
        Story story = new Story().mastersFollow("n1", 5).at(5);
        story.until(12, () -> story.masters(dead("n1"), leading("n2", "term-n2"), redirecting("n3", "n1")))
                .at(12)
                .mastersFollow("n2", 15);
        assertThat(judged(story).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aMarathonThatStaysAloneIsFound() throws InterruptedException {
        Story story = new Story();
        story.until(
                30,
                () -> story.mastersFollow("n1")
                        .marathons(Story.marathon("n1", "n1"), Story.marathon("n2", "n1"), Story.broken("n3")));
        CheckResult result = judged(story);
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("the standby Marathon on n3 answered 502 without a leader");
    }
}
