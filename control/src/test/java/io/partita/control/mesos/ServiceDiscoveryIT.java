package io.partita.control.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Verdict;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import io.partita.provisioning.cluster.LocalService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code service-discovery} on real nodes. */
@Tag("nightly")
class ServiceDiscoveryIT extends MesosRuns {

    ServiceDiscoveryIT() {
        super("service-discovery");
    }

    private static String balancer() {
        return "balancer=" + (LocalService.program("haproxy").isPresent() ? "haproxy" : "none");
    }

    @Test
    void whatSourcesTellIsTrueAlsoWhileMarathonHasNoLeader() throws Exception {
        RunSummary summary = run(
                "--nemesis",
                "kill-marathon-leader",
                "--time-limit",
                "25s",
                "--nemesis-interval",
                "8s",
                "--workload-option",
                balancer());
        assertThat(summary.verdict()).as(summary.reason()).isEqualTo(Verdict.VALID);
        assertThat(summary.faults()).isNotEmpty().allMatch(FaultRecord::provenActive);
    }

    @Test
    void anEmptyListDuringAnElectionIsFound() throws Exception {
        RunSummary summary = run(
                "--nemesis",
                "kill-marathon-leader",
                "--time-limit",
                "15s",
                "--nemesis-interval",
                "6s",
                "--workload-option",
                balancer(),
                "--system",
                "testbed:time.scale=5,bugs=B32");
        assertThat(summary.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(summary.reason()).contains("with an empty list of instances of /web");
    }
}
