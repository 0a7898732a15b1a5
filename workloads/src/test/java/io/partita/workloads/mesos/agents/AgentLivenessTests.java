package io.partita.workloads.mesos.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentLivenessTests {

    private final RecordedAgents run = new RecordedAgents();

    private CheckResult judged() {
        return run.judgedBy(AgentLiveness.checker(RecordedAgents.modern(), Duration.ofSeconds(2)));
    }

    @Test
    void anAgentThatCannotAnswerIsGivenUpInTimeAndComesBack() {
        run.allFrom(0, 10)
                .begins(10, "agent-loss", "n3", "n3")
                .allFrom(11, 27)
                .lists(27, "n1=S1", "n2=S2")
                .ends(40, "agent-loss", "n3")
                .allFrom(43, 50)
                .healed(51)
                .allFrom(52, 53);
        CheckResult result = judged();
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.VALID);
        assertThat(result.reason()).contains("5 of 5 obligations", "loss in 16.605 s", "return in 2.601 s");
        assertThat(result.details().get("faults").toString()).contains("detectMs=17100", "recoverMs=3100");
    }

    @Test
    void anAgentThatIsNeverGivenUpIsMissed() {
        run.allFrom(0, 10).begins(10, "agent-loss", "n3", "n3").allFrom(11, 60).ends(60, "agent-loss", "n3");
        CheckResult result = judged();
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason())
                .contains("the agent on n3, which could not answer because of fault agent-loss", "was not given up");
    }

    @Test
    void nobodyOwesThatForABlip() {
        run.allFrom(0, 10)
                .begins(10, "agent-blip", "n3", "n3")
                .allFrom(11, 20)
                .ends(20, "agent-blip", "n3")
                .allFrom(21, 30)
                .healed(30);
        assertThat(judged().verdict()).isNotEqualTo(Verdict.INVALID);
    }

    @Test
    void aNewLeaderDoesNotOweWhatTheOldOneDid() {
        run.allFrom(0, 10)
                .begins(10, "kill", null, "n1", "n3")
                .allFrom(11, 12)
                .said(15, "n2", "term-2", 0, Map.of(), "n2=S2")
                .said(60, "n2", "term-2", 0, Map.of(), "n2=S2")
                .ends(70, "kill", "n1", "n3");
        assertThat(judged().verdict()).isNotEqualTo(Verdict.INVALID);
    }

    @Test
    void anAgentThatDoesNotComeBackIsMissed() {
        run.allFrom(0, 10)
                .begins(10, "agent-restart", null, "n3")
                .ends(13, "agent-restart", "n3")
                .lists(14, "n1=S1", "n2=S2")
                .lists(80, "n1=S1", "n2=S2");
        assertThat(judged().reason()).contains("the agent on n3 was not registered again after fault agent-restart");
    }
}
