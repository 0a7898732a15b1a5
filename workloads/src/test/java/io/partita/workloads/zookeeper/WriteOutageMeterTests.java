package io.partita.workloads.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WriteOutageMeterTests {

    @Test
    void finds_the_longest_time_without_an_acknowledged_increment() {
        Events events = new Events()
                .done(0, "increment", 1L) // 0 s, 1 s
                .invoke(0, "increment") // 2 s
                .fail(0, "increment")
                .invoke(0, "increment")
                .fail(0, "increment")
                .done(0, "increment", 2L) // 6 s, 7 s
                .done(0, "increment", 3L);
        assertThat(check(events).details()).containsEntry("longestMs", 6000L).containsEntry("longestFromMs", 1000L);
    }

    @Test
    void measures_around_each_fault_and_says_who_still_acknowledged() {
        Events events = new Events()
                .done(0, "increment", 1L) // 0 s, 1 s
                .faultBegins("partition-leader") // 2 s, 3 s
                .done(1, "increment", 2L) // 4 s, 5 s
                .faultEnds("partition-leader") // 6 s, 7 s
                .done(0, "increment", 3L); // 8 s, 9 s
        assertThat(check(events).details().get("faults"))
                .isEqualTo(List.of(Map.of(
                        "fault",
                        "partition-leader",
                        "description",
                        "n1 | n2",
                        "fromMs",
                        3000L,
                        "toMs",
                        6000L,
                        "outageMs",
                        4000L,
                        "acknowledged",
                        Map.of("n1", 0L, "n2", 1L, "n3", 0L))));
    }

    @Test
    void an_outage_that_never_ended_counts_to_the_last_try() {
        Events events = new Events()
                .done(0, "increment", 1L) // 0 s, 1 s
                .invoke(0, "increment")
                .fail(0, "increment")
                .invoke(0, "increment")
                .info(0, "increment"); // 5 s
        assertThat(check(events).details()).containsEntry("longestMs", 4000L);
    }

    @Test
    void has_something_to_say_about_an_empty_history() {
        assertThat(check(new Events()).reason()).isEqualTo("no increment was begun");
    }

    private static CheckResult check(Events events) {
        return new WriteOutageMeter(Events.settings(3)).check(events.history(), Budget.DEFAULT);
    }
}
