package io.partita.workloads.mesos.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import org.junit.jupiter.api.Test;

class PortCheckerTests {

    private final RecordedAgents run = new RecordedAgents();

    private CheckResult judged() {
        return run.judgedBy(new PortChecker(RecordedAgents.modern()));
    }

    @Test
    void aPortMayBeGivenAgainWhenItsTaskIsOver() {
        run.wrote("n1", AgentApps.SPREAD, "a", 31_000, 0, 10, "TERM")
                .wrote("n1", AgentApps.SPREAD, "b", 31_000, 10.5, 20, null)
                .wrote("n2", AgentApps.SPREAD, "c", 31_000, 0, 20, null);
        assertThat(judged().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void twoTasksThatLiveTogetherDoNotHaveTheSamePortOfANode() {
        run.wrote("n1", AgentApps.SPREAD, "a", 31_000, 0, 10, "TERM")
                .wrote("n1", AgentApps.KEEPER, "b", 31_000, 9, 20, null);
        assertThat(judged().reason()).contains("port 31000 of n1 was given to two tasks", "9.0 s: a and b");
    }

    @Test
    void aTaskLivesOnce() {
        run.wrote("n1", AgentApps.SPREAD, "a", 31_000, 0, 10, null)
                .wrote("n2", AgentApps.SPREAD, "a", 31_000, 5, 20, null);
        assertThat(judged().reason()).contains("task a lived twice at 5.0 s");
    }

    @Test
    void nothingIsConcludedWithoutTasks() {
        assertThat(judged().verdict()).isEqualTo(Verdict.UNKNOWN);
    }
}
