package io.partita.workloads.mesos.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import org.junit.jupiter.api.Test;

class MaintenanceCheckerTests {

    private final RecordedAgents run = new RecordedAgents();

    private CheckResult judged() {
        return run.judgedBy(new MaintenanceChecker(RecordedAgents.modern(), true));
    }

    private RecordedAgents downFrom3To20(String... agentsMeanwhile) {
        return run.allFrom(0, 3)
                .did(3, Maintenance.DOWN, "n3")
                .lists(4, "n1=S1", "n2=S2", "n3=S3")
                .lists(9, agentsMeanwhile)
                .did(20, Maintenance.UP, "n3")
                .allFrom(22, 30);
    }

    @Test
    void aMachineThatIsDownHasNoAgent() {
        downFrom3To20("n1=S1", "n2=S2");
        assertThat(judged().verdict()).isEqualTo(Verdict.VALID);
        downFrom3To20Again();
        assertThat(judged().reason()).contains("agent S3 on n3 was registered at 39.1 s", "from 33.1 s until");
    }

    private void downFrom3To20Again() {
        run.did(33, Maintenance.DOWN, "n3").lists(39, "n1=S1", "n2=S2", "n3=S3").did(40, Maintenance.UP, "n3");
    }

    @Test
    void aMachineThatIsDownGetsNoTask() {
        downFrom3To20("n1=S1", "n2=S2").wrote("n3", AgentApps.SPREAD, "a", 31_000, 12, 13, null);
        assertThat(judged().reason()).contains("task a began on n3 at 12.0 s");
    }

    @Test
    void aMachineThatDidNotGoDownIsNotJudged() {
        run.allFrom(0, 3).failed(3, Maintenance.DOWN, "n3").allFrom(4, 8);
        assertThat(judged().verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void whereNoMachineWasToGoDownNothingIsMissed() {
        run.allFrom(0, 3);
        assertThat(run.judgedBy(new MaintenanceChecker(RecordedAgents.modern(), false))
                        .verdict())
                .isEqualTo(Verdict.VALID);
    }
}
