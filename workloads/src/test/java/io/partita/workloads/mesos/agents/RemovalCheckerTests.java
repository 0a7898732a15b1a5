package io.partita.workloads.mesos.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemovalCheckerTests {

    private final RecordedAgents run = new RecordedAgents();

    private CheckResult judged() {
        return run.judgedBy(new RemovalChecker(RecordedAgents.modern()));
    }

    @Test
    void nothingIsConcludedWithoutALeaderThatWasObserved() {
        assertThat(judged().verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void anAgentThatIsGivenUpAfterItsTimeIsLostRightly() {
        run.allFrom(0, 10).begins(10, "agent-loss", "n3", "n3").allFrom(11, 25).lists(26, "n1=S1", "n2=S2");
        CheckResult result = judged();
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.VALID);
        assertThat(result.reason()).contains("1 removal of an agent");
    }

    @Test
    void anAgentThatIsGivenUpAfterHalfItsTimeIsLostTooEarly() {
        run.allFrom(0, 10).begins(10, "agent-loss", "n3", "n3").allFrom(11, 18).lists(18, "n1=S1", "n2=S2");
        CheckResult result = judged();
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason())
                .contains("agent S3 on n3", "until 10.0 s, 8.1 s before (fault agent-loss)", "15.0 s");
    }

    @Test
    void anAgentThatNothingKeptFromAnsweringIsLostTooEarly() {
        run.allFrom(0, 10).lists(10, "n1=S1", "n2=S2");
        assertThat(judged().reason()).contains("nothing had kept it from answering");
    }

    @Test
    void cutsAddUpOnlyIfTheAgentCouldNotAnswerBetweenThem() {
        run.allFrom(0, 10)
                .begins(10, "agent-blip", "n3", "n3")
                .allFrom(11, 20)
                .ends(20, "agent-blip", "n3")
                .allFrom(21, 24)
                .begins(24, "agent-blip", "n3", "n3")
                .allFrom(25, 30)
                .lists(30, "n1=S1", "n2=S2");
        // What the first cut held up may have arrived only while the second one was active.
        assertThat(judged().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void missedPingsOfAnEarlierCutDoNotCount() {
        run.allFrom(0, 10)
                .begins(10, "agent-blip", "n3", "n3")
                .allFrom(11, 20)
                .ends(20, "agent-blip", "n3")
                .allFrom(21, 40)
                .begins(40, "agent-blip", "n3", "n3")
                .allFrom(41, 45)
                .lists(45, "n1=S1", "n2=S2");
        assertThat(judged().reason()).contains("until 40.0 s, 5.1 s before");
    }

    @Test
    void aCutThatDoesNotSeparateTheAgentFromItsMasterIsNoExcuse() {
        run.allFrom(0, 10)
                .begins(10, "partition-random-node", "n2", "n2")
                .allFrom(11, 40)
                .lists(40, "n1=S1", "n2=S2");
        assertThat(judged().verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void aPartitionWhoseCutIsNotKnownExcusesEveryAgentButTheOneBesideTheMaster() {
        run.allFrom(0, 10).begins(10, "partition-halves", null).allFrom(11, 26).lists(26, "n1=S1", "n2=S2");
        assertThat(judged().verdict()).isEqualTo(Verdict.VALID);
        run.lists(27, "n2=S2");
        assertThat(judged().reason()).contains("agent S1 on n1");
    }

    @Test
    void anAgentThatIsTakenAwayForMaintenanceIsNotJudged() {
        run.allFrom(0, 3)
                .did(3, Maintenance.DOWN, "n3")
                .lists(4, "n1=S1", "n2=S2")
                .did(8, Maintenance.UP, "n3")
                .allFrom(9, 12);
        assertThat(judged().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aNewLeaderWaitsForAgentsThatItOnlyKnowsFromTheRegistry() {
        run.allFrom(0, 10)
                .begins(10, "partition-leader", "n1", "n1")
                .said(14, "n2", "term-2", 0, Map.of(), "n2=S2", "n3=S3")
                .said(60, "n2", "term-2", 0, Map.of(), "n2=S2", "n3=S3");
        assertThat(judged().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aNewLeaderThatGivesThemUpAtOnceIsTooEarly() {
        run.allFrom(0, 10)
                .begins(10, "partition-leader", "n1", "n1")
                .said(14, "n2", "term-2", 1, Map.of(), "n2=S2", "n3=S3");
        CheckResult result = judged();
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason())
                .contains("the new leader on n2 gave up 1 agent of [n1]", "5.1 s after it took over", "120.0 s");
    }

    @Test
    void agentsThatTheLeaderBeforeHadLostAreNotHeldAgainstTheNewOne() {
        run.allFrom(0, 10)
                .begins(10, "agent-loss", "n3", "n3")
                .allFrom(11, 26)
                .said(26, "n1", "term-1", 1, Map.of(), "n1=S1", "n2=S2")
                .said(30, "n2", "term-2", 1, Map.of(), "n1=S1", "n2=S2");
        assertThat(judged().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void afterTheReregistrationTimeMissingAgentsMayBeGivenUp() {
        run.allFrom(0, 10)
                .begins(10, "partition-leader", "n1", "n1")
                .said(14, "n2", "term-2", 0, Map.of(), "n2=S2", "n3=S3")
                .said(131, "n2", "term-2", 1, Map.of(), "n2=S2", "n3=S3");
        assertThat(judged().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void removalsKeepTheDistanceThatTheirRateDemands() {
        run.allFrom(0, 10)
                .begins(10, "kill", null, "n2", "n3")
                .allFrom(11, 26)
                .lists(26, "n1=S1", "n2=S2")
                .lists(27, "n1=S1", "n2=S2")
                .lists(28, "n1=S1");
        Promises slow = RecordedAgents.limited(RecordedAgents.modern(), Duration.ofSeconds(12));
        CheckResult result = run.judgedBy(new RemovalChecker(slow));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("agents on n3 and n2", "one in 12.0 s");
        Promises fast = RecordedAgents.limited(RecordedAgents.modern(), Duration.ofSeconds(2));
        assertThat(run.judgedBy(new RemovalChecker(fast)).verdict()).isEqualTo(Verdict.VALID);
    }
}
