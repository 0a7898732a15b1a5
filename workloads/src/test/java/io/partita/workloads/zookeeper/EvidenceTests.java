package io.partita.workloads.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvidenceTests {

    private final Events events = new Events();

    @Test
    void names_every_function_that_never_succeeded() {
        events.done(0, "read", 1L).invoke(0, "write").fail(0, "write");
        assertThat(evidence().successOf("read", "write", "cas").missing())
                .contains("no write succeeded; no cas succeeded");
    }

    @Test
    void wants_final_reads_through_every_node() {
        events.done(1, "read", 1L) // too early: n2 is read before the last write
                .done(0, "write", 1L)
                .done(0, "read", 1L)
                .done(2, "read", 1L);
        assertThat(evidence().finalReads(Set.of("write")).missing()).contains("no final read succeeded through n2");
        events.done(1, "read", 1L);
        assertThat(evidence().finalReads(Set.of("write")).missing()).isEmpty();
    }

    @Test
    void a_read_begun_before_the_last_change_ended_is_not_final() {
        events.invoke(0, "read").invoke(1, "write").ok(1, "write", 1L).ok(0, "read", 1L);
        events.done(1, "read", 1L).done(2, "read", 1L);
        assertThat(evidence().finalReads(Set.of("write")).missing()).contains("no final read succeeded through n1");
    }

    @Test
    void wants_successes_while_a_fault_is_active() {
        events.faultBegins("kill").done(0, "write", 1L).faultEnds("kill");
        for (int i = 0; i < 20; i++) {
            events.done(0, "write", 1L);
        }
        assertThat(duringFaults()).hasValueSatisfying(words -> assertThat(words).contains("only 1 successful"));
    }

    @Test
    void is_content_with_enough_successes_while_a_fault_is_active() {
        events.faultBegins("kill");
        for (int i = 0; i < Evidence.LEAST_DURING_FAULTS; i++) {
            events.done(0, "write", 1L);
        }
        assertThat(duringFaults()).isEmpty();
    }

    @Test
    void asks_nothing_of_a_run_without_faults() {
        assertThat(duringFaults()).isEmpty();
    }

    private Optional<String> duringFaults() {
        return evidence().successesDuringFaults(Set.of("write")).missing();
    }

    private Evidence evidence() {
        return new Evidence(events.history(), Events.settings(3));
    }
}
