package io.partita.control.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Verdict;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code mesos-agents} on real nodes. */
@Tag("nightly")
class MesosAgentsIT extends MesosRuns {

    MesosAgentsIT() {
        super("mesos-agents");
    }

    @Test
    void anAgentThatDiesAndIsStartedAgainKeepsItsTasks() throws Exception {
        RunSummary summary = run(
                "--nemesis",
                "agent-restart",
                "--time-limit",
                "20s",
                "--nemesis-interval",
                "6s",
                "--workload-option",
                "maintenance=false");
        assertThat(summary.verdict()).as(summary.reason()).isEqualTo(Verdict.VALID);
        assertThat(summary.faults()).isNotEmpty().allMatch(FaultRecord::provenActive);
        assertThat((Long) summary.checkers().get("tasks").details().get("tasks"))
                .as("tasks that were followed")
                .isGreaterThanOrEqualTo(8);
    }

    @Test
    void aPortThatIsGivenAwayTwiceWhileAMachineIsDownIsFound() throws Exception {
        RunSummary summary =
                run("--nemesis", "none", "--time-limit", "15s", "--system", "testbed:time.scale=5,bugs=B19");
        assertThat(summary.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(summary.reason()).contains("Port 31999", "was given to two tasks");
    }
}
