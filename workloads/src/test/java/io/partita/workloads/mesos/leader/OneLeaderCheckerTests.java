package io.partita.workloads.mesos.leader;

import static io.partita.workloads.mesos.leader.Story.broken;
import static io.partita.workloads.mesos.leader.Story.dead;
import static io.partita.workloads.mesos.leader.Story.expected;
import static io.partita.workloads.mesos.leader.Story.leading;
import static io.partita.workloads.mesos.leader.Story.marathon;
import static io.partita.workloads.mesos.leader.Story.redirecting;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import io.partita.provisioning.system.mesos.Profile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OneLeaderCheckerTests {

    private static CheckResult masters(Story story) throws InterruptedException {
        return story.judged(OneLeaderChecker.ofMasters(expected()));
    }

    /** The old leader on n1 goes on for {@code seconds} beside the one on n2. */
    private static Story overlapping(double seconds) {
        Story story = new Story().mastersFollow("n1", 5).at(5);
        return story.until(
                        5 + seconds,
                        () -> story.masters(
                                leading("n1", "term-n1"), leading("n2", "term-n2"), redirecting("n3", "n2")))
                .at(5 + seconds)
                .mastersFollow("n2", 10 + seconds);
    }

    @Test
    void oneLeaderAfterAnotherIsFine() throws InterruptedException {
        CheckResult result = masters(new Story().mastersFollow("n1", 5).at(5).mastersFollow("n2", 9));
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.reason()).contains("no two masters led at once", "1 other leader");
    }

    @Test
    void anOldLeaderThatHasNotNoticedYetIsFine() throws InterruptedException {
        CheckResult result = masters(overlapping(6));
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.reason()).contains("took themselves for the leader for 5.5 s at most");
    }

    @Test
    void anOldLeaderThatNeverGivesUpIsNot() throws InterruptedException {
        CheckResult result = masters(overlapping(12));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason())
                .contains("two masters led for 11.5 s", "the one on n1 did not give up when the one on n2 led");
    }

    @Test
    void aLeaderThatStoodStillMeanwhileClaimedNothing() throws InterruptedException {
        Story story = new Story().mastersFollow("n1", 5).at(5);
        story.until(25, () -> story.masters(dead("n1"), leading("n2", "term-n2"), redirecting("n3", "n2")))
                .at(25)
                .masters(leading("n1", "term-n1"), leading("n2", "term-n2"), redirecting("n3", "n2"))
                .at(26)
                .mastersFollow("n2", 30);
        assertThat(masters(story).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aStandbyWhoseMetricsDenyItsLeadershipIsNotTakenForALeader() throws InterruptedException {
        var pretender = new MasterMemory(
                "n1", 200, true, "term-n1", 5, 1, Optional.of(false), Optional.empty(), Optional.empty(), Set.of());
        assertThat(masters(overlapping(12).memory(pretender)).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void whereNobodyWasSeenToLeadNothingIsKnown() throws InterruptedException {
        assertThat(masters(new Story().masters(dead("n1"), dead("n2"), dead("n3")))
                        .verdict())
                .isEqualTo(Verdict.UNKNOWN);
    }

    private static Story twoMarathons() {
        Story story = new Story().marathonsFollow("n1", 5).at(5);
        return story.until(20, () -> story.marathons(marathon("n1", "n1"), marathon("n2", "n2"), marathon("n3", "n2")));
    }

    @Test
    void aMarathonThatGoesOnLeadingIsFoundLikewise() throws InterruptedException {
        CheckResult result = twoMarathons().judged(OneLeaderChecker.ofMarathons(expected()));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("two Marathons led", "n1", "n2");
    }

    @Test
    void theOldestMarathonsPromiseNothingOfTheKind() throws InterruptedException {
        assertThat(twoMarathons()
                        .judged(OneLeaderChecker.ofMarathons(expected(Profile.CLASSIC)))
                        .verdict())
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void aMarathonThatLeadsAgainAfterAnotherIsAnotherLeader() throws InterruptedException {
        Story story = new Story();
        for (String leader : List.of("n1", "n2", "n1")) {
            story.marathonsFollow(leader).marathonsFollow(leader).marathons(broken("n1"), broken("n2"), broken("n3"));
        }
        assertThat(story.judged(OneLeaderChecker.ofMarathons(expected())).details())
                .containsEntry("otherLeaders", 2L);
    }
}
