package io.partita.workloads.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeaderCheckerTests {

    private final Events events = new Events();

    @Test
    void says_who_led_when() {
        see(Map.of("n1", 1L)).see(Map.of("n1", 1L)).see(Map.of()).see(Map.of("n2", 2L));
        CheckResult result = check();
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.details())
                .containsEntry("changes", 2L)
                .containsEntry("withoutLeaderMs", 2000L)
                .containsEntry("withTwoLeadersMs", 0L);
        assertThat(result.details().get("timeline"))
                .isEqualTo(List.of(
                        Map.of("fromMs", 1000L, "toMs", 5000L, "epochs", Map.of("n1", 1L)),
                        Map.of("fromMs", 5000L, "toMs", 7000L, "epochs", Map.of()),
                        Map.of("fromMs", 7000L, "toMs", 7000L, "epochs", Map.of("n2", 2L))));
    }

    @Test
    void an_old_leader_that_has_not_noticed_its_successor_is_no_violation() {
        see(Map.of("n1", 1L, "n2", 2L)).see(Map.of("n1", 1L, "n2", 2L)).see(Map.of("n2", 2L));
        CheckResult result = check();
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.details()).containsEntry("withTwoLeadersMs", 4000L);
    }

    @Test
    void two_leaders_of_one_epoch_are_a_violation() {
        see(Map.of("n1", 2L, "n2", 2L)).see(Map.of("n1", 2L, "n2", 2L));
        CheckResult result = check();
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("one epoch, two leaders");
    }

    @Test
    void a_single_observation_accuses_nobody() {
        see(Map.of("n1", 2L, "n2", 2L)).see(Map.of("n1", 2L, "n2", 3L));
        assertThat(check().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void nothing_is_concluded_without_observations() {
        assertThat(check().verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    private LeaderCheckerTests see(Map<String, Object> epochs) {
        events.done(0, "leader", Map.of("leaders", epochs, "serving", List.of()));
        return this;
    }

    private CheckResult check() {
        return new LeaderChecker().check(events.history(), Budget.DEFAULT);
    }
}
