package io.partita.workloads.mesos.leader;

import static io.partita.workloads.mesos.leader.Story.expected;
import static io.partita.workloads.mesos.leader.Story.leaderless;
import static io.partita.workloads.mesos.leader.Story.leading;
import static io.partita.workloads.mesos.leader.Story.marathon;
import static io.partita.workloads.mesos.leader.Story.redirecting;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import io.partita.provisioning.system.mesos.Profile;
import io.partita.workloads.mesos.observe.MarathonView;
import io.partita.workloads.mesos.observe.MasterView;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnswersTests {

    private static final MasterView OWN_VIEW = new MasterView("n2", 200, null, false, "n1", Optional.empty());

    private static Story withOwnView() {
        return new Story().masters(leading("n1", "term-n1"), OWN_VIEW, redirecting("n3", "n1"));
    }

    @Test
    void aStandbyRedirects() throws InterruptedException {
        CheckResult result = new Story().mastersFollow("n1").judged(new StandbyChecker(expected()));
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.reason()).contains("2 answers");
    }

    @Test
    void aStandbyThatShowsAStateIsWrongFromOneDotZeroOn() throws InterruptedException {
        CheckResult result = withOwnView().judged(new StandbyChecker(expected()));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("the standby master on n2 answered 200");
        assertThat(withOwnView()
                        .judged(new StandbyChecker(expected(Profile.CLASSIC)))
                        .verdict())
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void aStandbyThatShowsAgentsIsWrongInTheOldestReleases() throws InterruptedException {
        var full = new MasterMemory(
                "n2", 200, false, "term-n2", 5, 1, Optional.empty(), Optional.empty(), Optional.empty(), Set.of());
        CheckResult result = withOwnView().memory(full).judged(new StandbyChecker(expected(Profile.CLASSIC)));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("n2 showed agents or frameworks");
    }

    @Test
    void aStandbyThatCopiesTheLeaderIsCaughtByItsMetrics() throws InterruptedException {
        var copy = new MasterMemory(
                "n2", 200, true, "term-n2", 5, 1, Optional.of(false), Optional.empty(), Optional.empty(), Set.of());
        CheckResult result = new Story().mastersFollow("n1").memory(copy).judged(new StandbyChecker(expected()));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("n2 answered as if it led, with a copy of a leader's state");
    }

    @Test
    void aListWithTheAppIsFine() throws InterruptedException {
        CheckResult result = new Story().apps("n1", "/standing").judged(new AppListChecker(expected()));
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void anEmptyListIsNot() throws InterruptedException {
        Story story = new Story().apps("n1", "/standing").at(5).apps("n2");
        CheckResult result = story.judged(new AppListChecker(expected()));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("Marathon on n2 answered 200 with an empty list of apps at 5.0 s");
        assertThat(story.judged(new AppListChecker(expected(Profile.CLASSIC))).verdict())
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void aListOfAClusterThatWasNotReadyIsNotJudged() throws InterruptedException {
        CheckResult result = new Story().run("start-phase", false).apps("n2").judged(new AppListChecker(expected()));
        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    private static Story agreed() {
        return new Story().run("final-phase", true).mastersFollow("n2").marathonsFollow("n3");
    }

    @Test
    void inTheEndAllAgree() throws InterruptedException {
        assertThat(agreed().judged(new EndChecker(expected())).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aMasterThatIsLeftWithoutALeaderIsNamed() throws InterruptedException {
        CheckResult result = agreed().masters(leading("n1", "term-n1"), redirecting("n2", "n1"), leaderless("n3"))
                .judged(new EndChecker(expected()));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("the master on n3 answered 503 without a leader");
    }

    @Test
    void aMarathonThatNeitherLeadsNorLeadsTheWayIsNamed() throws InterruptedException {
        CheckResult result = agreed().marathons(
                        marathon("n1", "n1"),
                        marathon("n2", "n1"),
                        new MarathonView("n3", 502, "no-leader", false, null, null))
                .judged(new EndChecker(expected()));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("the Marathon on n3 answered 502 without a leader");
    }

    @Test
    void whatWasSeenBeforeTheEndIsNotTheEnd() throws InterruptedException {
        CheckResult result = new Story()
                .mastersFollow("n2")
                .marathonsFollow("n3")
                .run("final-phase", true)
                .judged(new EndChecker(expected()));
        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    }
}
