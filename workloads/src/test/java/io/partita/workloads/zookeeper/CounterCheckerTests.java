package io.partita.workloads.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CounterCheckerTests {

    private final Events events = new Events();

    @Test
    void increments_in_order_and_a_final_read_are_valid() {
        CheckResult result =
                check(events.done(0, "increment", 1L).done(1, "increment", 2L).done(0, "read", 2L));
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.details()).containsEntry("acknowledged", 2L).containsEntry("finalCount", 2L);
    }

    @Test
    void two_increments_that_made_the_same_count_lost_one() {
        CheckResult result = check(events.invoke(0, "increment")
                .invoke(1, "increment")
                .ok(0, "increment", 1L)
                .ok(1, "increment", 1L)
                .done(0, "read", 1L));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason())
                .contains("an acknowledged increment is lost")
                .contains("both made the counter 1");
        assertThat(result.anomalies().get(0).opIndex()).isEqualTo(3);
        assertThat(result.anomalies().get(0).relatedIndices()).containsExactly(2L);
    }

    @Test
    void a_final_read_below_an_acknowledged_count_is_a_loss() {
        CheckResult result =
                check(events.done(0, "increment", 1L).done(0, "increment", 2L).done(1, "read", 1L));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("the counter went back: process 1 read 1 although it was 2");
    }

    @Test
    void an_increment_below_an_earlier_one_is_a_loss() {
        CheckResult result = check(events.invoke(2, "increment")
                .info(2, "increment")
                .done(0, "increment", 2L)
                .done(1, "increment", 1L));
        assertThat(result.reason()).contains("the counter went back: process 1 made it 1 although it was 2");
    }

    @Test
    void concurrent_operations_may_answer_in_any_order() {
        CheckResult result = check(events.invoke(0, "increment")
                .invoke(1, "increment")
                .invoke(2, "read")
                .ok(0, "increment", 2L)
                .ok(1, "increment", 1L)
                .ok(2, "read", 0L)
                .done(2, "read", 2L));
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void a_count_that_nobody_acknowledged_may_be_that_of_an_unknown_increment() {
        CheckResult result = check(events.invoke(0, "increment")
                .info(0, "increment")
                .done(1, "increment", 2L)
                .done(1, "read", 2L));
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.details()).containsEntry("unknown", 1L);
    }

    @Test
    void an_increment_that_never_ended_counts_as_unknown() {
        CheckResult result =
                check(events.invoke(0, "increment").done(1, "increment", 2L).done(1, "read", 2L));
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.details()).containsEntry("unknown", 1L);
    }

    @Test
    void a_count_that_failed_increments_alone_could_explain_is_invalid() {
        CheckResult result = check(events.invoke(0, "increment")
                .fail(0, "increment")
                .done(1, "increment", 2L)
                .done(1, "read", 2L));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("the counter grew by itself: it is 2 after at most 1 increments");
    }

    @Test
    void an_increment_that_fails_later_explains_nothing_meanwhile() {
        CheckResult result = check(events.invoke(0, "increment")
                .done(1, "increment", 2L)
                .fail(0, "increment")
                .done(1, "read", 2L));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void nothing_is_concluded_when_nobody_read() {
        assertThat(check(events.done(0, "increment", 1L)).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void other_operations_are_none_of_its_business() {
        CheckResult result = check(events.done(0, "increment", 1L)
                .done(1, "leader", Map.of())
                .faultBegins("kill")
                .done(0, "read", 1L));
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    }

    private static CheckResult check(Events events) {
        return new CounterChecker().check(events.history(), Budget.DEFAULT);
    }
}
