package io.partita.workloads.mesos.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import io.partita.workloads.mesos.observe.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BalancerCheckerTests {

    private static CheckResult judge(Story story) {
        return new BalancerChecker().check(story.until(60_000), Budget.DEFAULT);
    }

    @Test
    void successAndTimesAreTakenApartByFault() {
        Story story = new Story().fault("kill-marathon-leader", 10_000, 20_000, List.of());
        for (int i = 0; i < 8; i++) {
            story.requested(1_000 + i * 100, 1_004 + i * 100, null);
        }
        story.requested(12_000, 12_010, null)
                .requested(13_000, 14_000, "timeout")
                .requested(14_500, 14_600, "http-503: x");

        CheckResult result = judge(story);

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.reason())
                .isEqualTo("81.81 % of 11 requests through the load balancer succeeded (half within 4.0 ms, 99 of 100"
                        + " within 10.0 ms), 33.33 % during the worst fault (kill-marathon-leader)");
        assertThat(Json.object(result.details(), "quiet"))
                .containsEntry("requests", 8L)
                .containsEntry("successRate", 1.0);
        Map<String, Object> fault =
                Json.object(Json.list(result.details().get("faults")).get(0));
        assertThat(fault)
                .containsEntry("requests", 3L)
                .containsEntry("succeeded", 1L)
                .containsEntry("errors", Map.of("timeout", 1L, "http-503", 1L))
                .containsEntry("longestWithoutSuccessMs", 1_600.0);
        assertThat(Json.object(fault, "latency")).containsEntry("count", 1L).containsKey("hdr");
    }

    @Test
    void withoutASingleSuccessNothingIsSaid() {
        assertThat(judge(new Story().requested(1_000, 1_010, "http-503")).verdict())
                .isEqualTo(Verdict.UNKNOWN);
    }
}
