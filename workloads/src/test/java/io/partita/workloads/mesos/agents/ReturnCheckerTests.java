package io.partita.workloads.mesos.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import io.partita.provisioning.system.mesos.Profile;
import org.junit.jupiter.api.Test;

class ReturnCheckerTests {

    private final RecordedAgents run = new RecordedAgents();

    private CheckResult judged(Profile profile) {
        return run.judgedBy(new ReturnChecker(RecordedAgents.promises(profile)));
    }

    private void lostAndBackAs(String id) {
        run.allFrom(0, 10)
                .begins(10, "agent-loss", "n3", "n3")
                .allFrom(11, 26)
                .lists(26, "n1=S1", "n2=S2")
                .ends(40, "agent-loss", "n3")
                .lists(45, "n1=S1", "n2=S2", "n3=" + id);
    }

    @Test
    void anAgentThatWasLostReturnsUnderItsIdFromPartitionAwareReleasesOn() {
        lostAndBackAs("S3");
        assertThat(judged(Profile.PA).verdict()).isEqualTo(Verdict.VALID);
        assertThat(judged(Profile.MODERN).reason()).contains("1 agent came back");
    }

    @Test
    void anotherIdIsWrongThen() {
        lostAndBackAs("S9");
        assertThat(judged(Profile.MODERN).reason()).contains("the agent on n3 was S3", "is S9", "keeps its id");
    }

    @Test
    void beforeAnAgentThatWasRemovedIsAnother() {
        lostAndBackAs("S9");
        assertThat(judged(Profile.CLASSIC).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void beforeAnAgentThatWasRemovedIsNotAdmittedAgainByTheSameLeader() {
        lostAndBackAs("S3");
        assertThat(judged(Profile.LEGACY1).reason())
                .contains("agent S3 on n3, removed by the master on n1", "registered again", "same id");
    }

    @Test
    void anAgentThatIsRestartedInTimeKeepsItsIdInEveryRelease() {
        run.allFrom(0, 10)
                .begins(10, "agent-restart", null, "n3")
                .allFrom(11, 13)
                .ends(13, "agent-restart", "n3")
                .lists(15, "n1=S1", "n2=S2", "n3=S9");
        for (Profile profile : Profile.values()) {
            assertThat(judged(profile).reason()).as(profile.label()).contains("(after fault agent-restart)");
        }
    }

    @Test
    void whoIsTakenAwayForMaintenanceMayBeginAnew() {
        run.allFrom(0, 3)
                .did(3, Maintenance.DOWN, "n3")
                .lists(4, "n1=S1", "n2=S2")
                .did(8, Maintenance.UP, "n3")
                .lists(9, "n1=S1", "n2=S2", "n3=S9");
        assertThat(judged(Profile.MODERN).verdict()).isEqualTo(Verdict.VALID);
    }
}
