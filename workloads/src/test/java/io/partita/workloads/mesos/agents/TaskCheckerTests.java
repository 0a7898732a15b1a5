package io.partita.workloads.mesos.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import io.partita.provisioning.system.mesos.Profile;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskCheckerTests {

    private static final String SPREAD = AgentApps.SPREAD;
    private static final String KEEPER = AgentApps.KEEPER;

    private final RecordedAgents run = new RecordedAgents();

    private CheckResult judged() {
        return judged(Profile.MODERN);
    }

    private CheckResult judged(Profile profile) {
        return run.judgedBy(new TaskChecker(RecordedAgents.promises(profile)));
    }

    /** The agent on n3 is lost at 26 s. */
    private RecordedAgents n3IsLost() {
        return run.allFrom(0, 10)
                .begins(10, "agent-loss", "n3", "n3")
                .allFrom(11, 26)
                .lists(26, "n1=S1", "n2=S2")
                .ends(40, "agent-loss", "n3")
                .allFrom(41, 60);
    }

    /** The agent on n3 is cut off for too short a time to be lost. */
    private RecordedAgents n3Blips() {
        return run.allFrom(0, 10)
                .begins(10, "agent-blip", "n3", "n3")
                .allFrom(11, 20)
                .ends(20, "agent-blip", "n3")
                .allFrom(21, 60);
    }

    @Test
    void nothingIsConcludedWithoutTasks() {
        assertThat(judged().verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void tasksThatLiveThroughABlipAreWell() {
        n3Blips().twoOf(SPREAD, 60).twoOf(KEEPER, 60);
        assertThat(judged().verdict()).as(judged().reason()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aTaskThatIsKilledInABlipHadNoCauseToEnd() {
        n3Blips().wrote("n3", SPREAD, "a", 31_001, -5, 13, "TERM").wrote("n2", SPREAD, "b", 31_001, -5, 60, null);
        assertThat(judged().reason())
                .contains("task a of /agents-spread on n3 was ended with SIGTERM by 13.1 s")
                .contains("3.1 s after fault agent-blip began: n3", "never away for the 15.0 s");
    }

    @Test
    void aTaskOfAnAgentThatWasLostMayEnd() {
        n3IsLost().wrote("n3", SPREAD, "a", 31_001, -5, 45, "TERM").wrote("n2", SPREAD, "b", 31_001, -5, 60, null);
        assertThat(judged().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aTaskOfAnAppThatKeepsThemMayNot() {
        n3IsLost().wrote("n3", KEEPER, "a", 31_001, -5, 45, "TERM").wrote("n2", KEEPER, "b", 31_001, -5, 60, null);
        assertThat(judged().reason()).contains("its app keeps the tasks of agents that are lost");
        assertThat(judged(Profile.CLASSIC).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aLossThatNobodySawExplainsAnEndToo() {
        run.allFrom(0, 10)
                .begins(10, "agent-loss", "n3", "n3")
                .allFrom(11, 20)
                .ends(40, "agent-loss", "n3")
                .allFrom(50, 60)
                .wrote("n3", SPREAD, "a", 31_001, -5, 45, "TERM")
                .wrote("n2", SPREAD, "b", 31_001, -5, 60, null);
        assertThat(judged().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aFaultThatStrikesTheWholeNodeExplainsEveryEnd() {
        run.allFrom(0, 10)
                .begins(10, "kill", null, "n3")
                .allFrom(11, 20)
                .ends(20, "kill", "n3")
                .allFrom(21, 60)
                .wrote("n3", KEEPER, "a", 31_001, -5, 10.1, "1")
                .wrote("n2", KEEPER, "b", 31_001, -5, 60, null);
        assertThat(judged().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aFaultOfOtherServersExplainsNone() {
        run.allFrom(0, 10)
                .begins(10, "kill-master-leader", null, "n3")
                .allFrom(11, 20)
                .ends(20, "kill-master-leader", "n3")
                .allFrom(21, 60)
                .wrote("n3", KEEPER, "a", 31_001, -5, 12, "TERM")
                .wrote("n2", KEEPER, "b", 31_001, -5, 60, null);
        assertThat(judged().verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void oneOfTooManyMayEnd() {
        n3IsLost()
                .wrote("n3", SPREAD, "a", 31_001, -5, 60, null)
                .wrote("n2", SPREAD, "b", 31_001, -5, 60, null)
                .wrote("n1", SPREAD, "c", 31_001, 28, 44, "TERM");
        assertThat(judged().verdict()).as(judged().reason()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aTaskThatWasLostMayBeReplacedButNotTwice() {
        n3IsLost()
                .wrote("n3", SPREAD, "a", 31_001, -5, 60, null)
                .wrote("n2", SPREAD, "b", 31_001, -5, 60, null)
                .wrote("n1", SPREAD, "c", 31_001, 28, 60, null);
        assertThat(judged().verdict()).isEqualTo(Verdict.VALID);
        run.wrote("n2", SPREAD, "d", 31_002, 30, 60, null);
        assertThat(judged().reason()).contains("app /agents-spread got another task, d on n2");
    }

    @Test
    void aTaskOfAnAppThatKeepsThemIsNotReplaced() {
        n3IsLost()
                .wrote("n3", KEEPER, "a", 31_001, -5, 60, null)
                .wrote("n2", KEEPER, "b", 31_001, -5, 60, null)
                .wrote("n1", KEEPER, "c", 31_001, 28, 60, null);
        assertThat(judged().reason()).contains("another task, c on n1, at 28.0 s", "are not to be replaced");
    }

    @Test
    void aTaskOfAnAgentThatANewLeaderWaitsForIsNotReplaced() {
        run.allFrom(0, 10)
                .begins(10, "partition-leader", "n1", "n1")
                .said(14, "n2", "term-2", 0, Map.of(), "n2=S2", "n3=S3")
                .said(40, "n2", "term-2", 0, Map.of(), "n2=S2", "n3=S3")
                .wrote("n1", SPREAD, "a", 31_001, -5, 60, null)
                .wrote("n2", SPREAD, "b", 31_001, -5, 60, null)
                .wrote("n3", SPREAD, "c", 31_001, 20, 60, null);
        assertThat(judged().reason()).contains("another task, c on n3");
    }

    @Test
    void aTaskThatMarathonForgetsWhileItLivesHadNoCauseToBeForgotten() {
        run.allFrom(0, 10)
                .begins(10, "agent-restart", null, "n3")
                .ends(13, "agent-restart", "n3")
                .allFrom(14, 60)
                .marathon(61, SPREAD, "a", "b")
                .marathon(62, SPREAD, "b")
                .marathon(63, SPREAD, "b")
                .wrote("n3", SPREAD, "a", 31_001, -5, 70, null)
                .wrote("n2", SPREAD, "b", 31_001, -5, 70, null);
        assertThat(judged().reason()).contains("Marathon gave up task a of /agents-spread on n3 by 62.1 s");
    }

    @Test
    void oneListWithoutATaskProvesNothing() {
        n3Blips()
                .marathon(61, SPREAD, "a", "b")
                .marathon(62, SPREAD, "b")
                .marathon(63, SPREAD, "a", "b")
                .wrote("n3", SPREAD, "a", 31_001, -5, 70, null)
                .wrote("n2", SPREAD, "b", 31_001, -5, 70, null);
        assertThat(judged().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aTaskOfAMachineThatIsTakenDownMayBeReplacedBeforeItHasEnded() {
        run.allFrom(0, 3)
                .did(3, Maintenance.DOWN, "n3")
                .lists(4, "n1=S1", "n2=S2")
                .did(8, Maintenance.UP, "n3")
                .allFrom(9, 12)
                .wrote("n3", KEEPER, "a", 31_001, -5, 6, "TERM")
                .wrote("n2", KEEPER, "b", 31_001, -5, 12, null)
                .wrote("n1", KEEPER, "c", 31_001, 5, 12, null);
        assertThat(judged().verdict()).as(judged().reason()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aTaskWhoseAgentIsStillAwaitedIsNotToBeForgotten() {
        run.allFrom(0, 10)
                .begins(10, "partition-leader", "n1", "n1")
                .said(14, "n2", "term-2", 0, Map.of(), "n1=S1", "n2=S2")
                .marathon(15, SPREAD, "a", "b")
                .marathon(20, SPREAD, "b")
                .marathon(22, SPREAD, "b")
                .wrote("n3", SPREAD, "a", 31_001, -5, 40, null)
                .wrote("n2", SPREAD, "b", 31_001, -5, 40, null);
        assertThat(judged().reason()).contains("the new leader still had to wait for its agent, for 120.0 s in all");
    }

    @Test
    void anAgentThatIsNotConnectedAgainForTooLongMayBeLostWhileNobodyLooks() {
        run.allFrom(0, 10)
                .begins(10, "agent-restart", null, "n3")
                .ends(13, "agent-restart", "n3")
                .allFrom(30, 40)
                .wrote("n3", SPREAD, "a", 31_001, -5, 28, "TERM")
                .wrote("n2", SPREAD, "b", 31_001, -5, 40, null);
        assertThat(judged().verdict()).as(judged().reason()).isEqualTo(Verdict.VALID);
    }
}
