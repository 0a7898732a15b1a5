package io.partita.control.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Verdict;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code marathon-apps} on real nodes. */
@Tag("nightly")
class MarathonAppsIT extends MesosRuns {

    MarathonAppsIT() {
        super("marathon-apps");
    }

    private RunSummary runWithKills(String... more) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("--nemesis", "kill-marathon-leader", "--nemesis-interval", "8s"));
        arguments.addAll(List.of("--workload-option", "ops-per-app=15", "--workload-option", "interval-ms=200"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void whatMarathonAcknowledgedOutlivesItsLeader() throws Exception {
        RunSummary summary = runWithKills("--time-limit", "30s");
        assertThat(summary.verdict()).as(summary.reason()).isEqualTo(Verdict.VALID);
        assertThat(summary.faults()).isNotEmpty().allMatch(FaultRecord::provenActive);
        assertThat((Long) summary.checkers().get("linearizability").details().get("changesAcknowledged"))
                .isGreaterThan(20);
        assertThat((Long) summary.checkers().get("versions").details().get("versionsCompared"))
                .isPositive();
    }

    @Test
    void anEmptyAnswerToAChangeIsFound() throws Exception {
        RunSummary summary = runWithKills("--time-limit", "18s", "--system", "testbed:bugs=B31");
        assertThat(summary.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(summary.checkers().get("answers").reason())
                .contains("an empty body (empty-200); whether anybody made the change is unknown");
    }
}
