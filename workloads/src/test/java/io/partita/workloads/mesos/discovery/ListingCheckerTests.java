package io.partita.workloads.mesos.discovery;

import static io.partita.workloads.mesos.discovery.Story.DISCOVERY;
import static io.partita.workloads.mesos.discovery.Story.MARATHON;
import static io.partita.workloads.mesos.discovery.Story.MASTER;
import static io.partita.workloads.mesos.discovery.Story.OTHER_MARATHON;
import static io.partita.workloads.mesos.discovery.Story.instance;
import static io.partita.workloads.mesos.discovery.Story.silent;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.workloads.mesos.observe.ClusterState;
import io.partita.workloads.mesos.observe.MasterView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListingCheckerTests {

    private static CheckResult judge(History history) {
        return judge(history, Story.FACTS);
    }

    private static CheckResult judge(History history, Facts facts) {
        return new ListingChecker(facts).check(history, Budget.DEFAULT);
    }

    private static Story calm() {
        return new Story().led(0, 60_000);
    }

    @Test
    void answersThatNameTheLivingAreTrue() {
        CheckResult result = judge(calm().lived(1, "n3", 100, 60_000, false)
                .telling(1_000, 50_000, MARATHON, instance(1, "n3"))
                .until(61_000));
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aTaskMayBeNamedForAsLongAsNewsOfItsEndTakes() {
        CheckResult result = judge(calm().lived(1, "n3", 100, 20_000, true)
                .lived(2, "n4", 100, 60_000, false)
                .told(27_000, MARATHON, silent(1, "n3"), instance(2, "n4"))
                .told(50_900, DISCOVERY, silent(1, "n3"), instance(2, "n4"))
                .until(61_000));
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.VALID);
        assertThat(result.details()).containsEntry("namedAfterTheirEnd", 2L);
    }

    @Test
    void aTaskThatIsNamedLongAfterItsEndIsStale() {
        CheckResult result = judge(calm().lived(1, "n3", 100, 20_000, true)
                .lived(2, "n4", 100, 60_000, false)
                .told(27_500, MARATHON, silent(1, "n3"), instance(2, "n4"))
                .told(27_900, MARATHON, silent(1, "n3"), instance(2, "n4"))
                .until(61_000));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.anomalies()).hasSize(1);
        assertThat(result.reason())
                .contains("the Marathon on n1 named task t1 at n3:31001 at 27.520 s, which had been dead for 7.5 s")
                .contains("refused");
    }

    @Test
    void aDiscoveryServerThatKeepsItsRecordsForTooLongIsCaught() {
        CheckResult result = judge(calm().lived(1, "n3", 100, 20_000, true)
                .lived(2, "n4", 100, 60_000, false)
                .told(51_500, DISCOVERY, silent(1, "n3"), instance(2, "n4"))
                .until(61_000));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).startsWith("the discovery server on n1 named task t1");
    }

    @Test
    void newsThatNobodyCouldPassOnIsNotOwedAndHasAsLongAgainAfterwards() {
        Story story = new Story()
                .led(0, 19_000)
                .leaderless(20_000, 29_500)
                .led("n2", 30_000, 80_000)
                .lived(1, "n3", 100, 20_000, true)
                .lived(2, "n4", 100, 80_000, false);
        // A leader that has been elected needs some time to settle; then news comes as late as it was held up.
        CheckResult result = judge(story.told(49_000, OTHER_MARATHON, silent(1, "n3"), instance(2, "n4"))
                .until(81_000));
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.VALID);
        result = judge(story.told(75_000, OTHER_MARATHON, silent(1, "n3"), instance(2, "n4"))
                .until(81_100));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void aTaskThatDiedOutOfReachMayBeNamedUntilItsAgentIsBack() {
        CheckResult result = judge(new Story()
                .led(0, 19_500)
                .led("n1", 20_000, 60_000, "n3")
                .lived(1, "n3", 100, 21_000, true)
                .lived(2, "n4", 100, 60_000, false)
                .told(40_000, MARATHON, silent(1, "n3"), instance(2, "n4"))
                .until(61_000));
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aTaskThatIsNamedAtAPlaceWhereItIsNotIsCaught() {
        CheckResult result = judge(calm().lived(1, "n3", 100, 60_000, false)
                .told(30_000, MARATHON, silent(1, "n4"))
                .until(61_000));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("named task t1 at n4:31001", "although it lived at n3:31001");
    }

    @Test
    void aTaskThatNeverRanIsCaughtOnceItIsNamedForTooLong() {
        Story story = calm().lived(1, "n3", 100, 60_000, false)
                .told(30_000, MARATHON, instance(1, "n3"), silent(9, "n4"))
                .told(36_000, MARATHON, instance(1, "n3"), silent(9, "n4"));
        assertThat(judge(story.until(61_000)).verdict()).isEqualTo(Verdict.VALID);
        CheckResult result = judge(
                story.told(38_000, MARATHON, instance(1, "n3"), silent(9, "n4")).until(61_100));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("t9", "where nothing listened, and no such task ever ran");
        assertThat(judge(story.until(61_200, Set.of("n4"))).verdict())
                .as("what ran on n4 is not known")
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void anEmptyAnswerOfAMarathonDuringAnElectionIsCaught() {
        CheckResult result = judge(new Story()
                .led(0, 20_000)
                .leaderless(20_500, 29_500)
                .lived(1, "n3", 100, 60_000, false)
                .told(10_000, MARATHON, instance(1, "n3"))
                .told(25_000, OTHER_MARATHON)
                .told(25_400, OTHER_MARATHON)
                .until(61_000));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.anomalies()).hasSize(1);
        assertThat(result.reason())
                .isEqualTo("the Marathon on n2 answered at 25.020 s with an empty list of instances of /web while no"
                        + " Marathon was seen to lead, although 1 lived, such as task t1 on n3, which had been listed"
                        + " before");
    }

    @Test
    void oldReleasesMayAnswerWithNothingWhileTheyKnowNoLeader() {
        CheckResult result = judge(
                calm().lived(1, "n3", 100, 60_000, false)
                        .told(10_000, MARATHON, instance(1, "n3"))
                        .told(25_000, OTHER_MARATHON)
                        .until(61_000),
                Story.facts(true));
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void anEmptyAnswerIsRightWhenNothingLivesOrNothingWasKnown() {
        CheckResult result = judge(calm().lived(1, "n3", 100, 20_000, true)
                .lived(2, "n4", 24_000, 60_000, false)
                .told(10_000, MARATHON, instance(1, "n3"))
                .told(22_000, MARATHON)
                .told(25_000, MARATHON)
                .until(61_000));
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.VALID);
        assertThat(result.details()).containsEntry("emptyAnswers", 2L);
    }

    @Test
    void anEmptyAnswerIsRightWhenAllTasksMayHaveBeenGivenUp() {
        CheckResult result = judge(new Story()
                .led(0, 19_500)
                .led("n1", 20_000, 60_000, "n3")
                .lived(1, "n3", 100, 60_000, false)
                .told(10_000, MARATHON, instance(1, "n3"))
                .told(45_000, MARATHON)
                .until(61_000));
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aMasterThatWasJustElectedMayKnowNothingYetButOneThatHasSettledMustKnow() {
        Story story = new Story()
                .led(0, 20_000)
                .led("n2", 20_500, 60_000)
                .lived(1, "n3", 100, 60_000, false)
                .told(10_000, MASTER, instance(1, "n3"))
                .told(22_000, new Source(MASTER.role(), "n2"));
        assertThat(judge(story.until(61_000)).verdict()).isEqualTo(Verdict.VALID);
        CheckResult result =
                judge(story.told(50_000, new Source(MASTER.role(), "n2")).until(61_100));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).startsWith("the master on n2 answered at 50.020 s with an empty list");
    }

    @Test
    void aStandbyMasterThatPassesForTheLeaderIsCaught() {
        var state = new ClusterState("term-1", Map.of(), 0, List.of(), Map.of(), Map.of());
        CheckResult result = judge(calm().lived(1, "n3", 100, 60_000, false)
                .told(10_000, MARATHON, instance(1, "n3"))
                .masters(
                        30_000,
                        Map.of(
                                "n1", new MasterView("n1", 200, null, true, "n1", Optional.of(state)),
                                "n2", new MasterView("n2", 200, null, true, "n2", Optional.of(state))))
                .until(61_000));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("a standby passes a copy of the leader's state off as its own");
    }

    @Test
    void twoLeadersWithIdsOfTheirOwnAreNoCopies() {
        CheckResult result = judge(calm().lived(1, "n3", 100, 60_000, false)
                .told(10_000, MARATHON, instance(1, "n3"))
                .masters(30_000, Map.of("n1", leading("n1", "term-1"), "n2", leading("n2", "term-2")))
                .until(61_000));
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    }

    private static MasterView leading(String node, String id) {
        var state = new ClusterState(id, Map.of(), 0, List.of(), Map.of(), Map.of());
        return new MasterView(node, 200, null, true, node, Optional.of(state));
    }

    @Test
    void withoutAnyAnswerNothingIsKnown() {
        assertThat(judge(calm().silentSource(10_000, MARATHON).until(61_000)).verdict())
                .isEqualTo(Verdict.UNKNOWN);
    }
}
