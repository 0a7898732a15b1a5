package io.partita.control.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Verdict;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code mesos-leader} as its users run it. */
class MesosLeaderIT extends MesosRuns {

    MesosLeaderIT() {
        super("mesos-leader");
    }

    @Test
    void anElectionAfterTheLeadingMasterDiedLosesNothing() throws Exception {
        RunSummary summary = run("--nemesis", "kill-master-leader", "--time-limit", "20s", "--nemesis-interval", "8s");
        assertThat(summary.verdict()).as(summary.reason()).isEqualTo(Verdict.VALID);
        assertThat(summary.faults()).isNotEmpty().allMatch(FaultRecord::provenActive);
        assertThat((Long) summary.checkers().get("one-master").details().get("otherLeaders"))
                .isPositive();
    }

    @Test
    @Tag("nightly")
    void anEmptyListDuringAnElectionIsFound() throws Exception {
        RunSummary summary = run(
                "--nemesis",
                "kill-marathon-leader",
                "--time-limit",
                "20s",
                "--nemesis-interval",
                "8s",
                "--system",
                "testbed:bugs=B32");
        assertThat(summary.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(summary.reason()).contains("answered 200 with an empty list of apps");
    }
}
