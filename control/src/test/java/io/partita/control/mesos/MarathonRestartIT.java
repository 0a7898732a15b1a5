package io.partita.control.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Verdict;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code marathon-restart} on real nodes. */
class MarathonRestartIT extends MesosRuns {

    MarathonRestartIT() {
        super("marathon-restart");
    }

    @Test
    void whatDiesWhileTheNetworkIsCutIsStartedAgain() throws Exception {
        RunSummary summary = run("--nemesis", "partition-majorities");
        assertThat(summary.verdict()).as(summary.reason()).isEqualTo(Verdict.VALID);
        assertThat(summary.faults())
                .isNotEmpty()
                .allMatch(FaultRecord::provenActive)
                .allMatch(FaultRecord::provenHealed);
        assertThat(summary.reason()).contains("killed", "was replaced", "every app had exactly its instances");
    }

    @Test
    @Tag("nightly")
    void anAppThatIsStartedAgainWithoutAPauseIsFound() throws Exception {
        RunSummary summary =
                run("--nemesis", "none", "--time-limit", "20s", "--system", "testbed:time.scale=5,bugs=B30");
        assertThat(summary.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(summary.reason())
                .contains("App /loop was started again", "although its back-off is at least 12000 ms");
    }
}
