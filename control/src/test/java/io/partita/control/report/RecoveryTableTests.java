package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecoveryTableTests {

    @Test
    void eachKindOfFaultHasItsTimesInFiguresAndAsAHistogram() {
        String table = RecoveryTable.of(run(
                Map.of("f1", 100L, "f2", 500L, "f3", 300L, "f4", 40L),
                fault("f1", "kill"),
                fault("f2", "kill"),
                fault("f3", "kill"),
                fault("f4", "pause")));

        assertThat(table)
                .containsSubsequence(
                        "Spread, from 0 to 500 ms",
                        "<th scope=\"row\">kill</th><td class=\"num\">3</td><td class=\"num\">0</td>",
                        ">300 ms<",
                        ">300 ms<",
                        ">500 ms<",
                        "<svg class=\"spread\"",
                        "<th scope=\"row\">pause</th><td class=\"num\">1</td>",
                        "<svg class=\"spread\"");
        assertThat(table.split("<title>1 up to", -1)).hasSize(5);
    }

    @Test
    void aRecoveryThatWasNotSeenIsCountedApart() {
        assertThat(RecoveryTable.of(run(
                        Map.of("f1", 100L, "f2", -1L, "f3", -1L),
                        fault("f1", "kill"),
                        fault("f2", "kill"),
                        fault("f3", "pause"))))
                .contains(
                        "<th scope=\"row\">kill</th><td class=\"num\">1</td><td class=\"num\">1</td>",
                        "<th scope=\"row\">pause</th><td class=\"num\">0</td><td class=\"num\">1</td>",
                        "never in time");
    }

    @Test
    void withoutARecoveryThereIsNoTable() {
        assertThat(RecoveryTable.of(run(Map.of(), fault("f1", "kill")))).isEmpty();
        assertThat(RecoveryTable.of(run(Map.of("f1", -1L), fault("f1", "kill"))))
                .isEmpty();
    }

    private static FaultRecord fault(String id, String name) {
        return new FaultRecord(id, name, List.of("n1"), "", 0, 1, 2, true, true, Map.of(), Map.of(), null);
    }

    private static RunSummary run(Map<String, Long> recovery, FaultRecord... faults) {
        return Altered.of(SampleRun.valid(1).summary())
                .under(faults)
                .recovered(recovery)
                .run();
    }
}
