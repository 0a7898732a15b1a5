package io.partita.control.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.nemesis.FaultRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecoveryTests {

    private final HistoryBuilder history = History.builder();

    private void operation(int process, long beginMs, long endMs, OpType outcome) {
        history.add(new Op(0, beginMs * 1_000_000, process, OpType.INVOKE, "read", null, null, null));
        history.add(new Op(0, endMs * 1_000_000, process, outcome, "read", null, null, null));
    }

    private static FaultRecord fault(String id, long injected, long healed) {
        return new FaultRecord(
                id,
                "kill",
                List.of("n1"),
                "n1",
                injected,
                injected,
                healed,
                true,
                healed >= 0,
                Map.of(),
                Map.of(),
                null);
    }

    private Map<String, Long> measure(FaultRecord... faults) {
        return Recovery.measure(history.build(), List.of(faults), Optional.empty(), 2, 2);
    }

    @Test
    void aSystemHasRecoveredWhenEveryNodeServedAgain() {
        operation(0, 110, 120, OpType.OK);
        operation(1, 130, 150, OpType.FAIL);
        operation(1, 160, 170, OpType.OK);
        assertThat(measure(fault("f1", 50, 100))).containsEntry("f1", 70L);
    }

    @Test
    void aSuccessThatBeganBeforeTheHealDoesNotCount() {
        operation(0, 90, 120, OpType.OK);
        operation(1, 110, 120, OpType.OK);
        assertThat(measure(fault("f1", 50, 100))).containsEntry("f1", -1L);
    }

    @Test
    void aFaultThatIsFollowedTooSoonByAnotherWasNeverRecoveredFrom() {
        operation(0, 110, 120, OpType.OK);
        operation(1, 310, 320, OpType.OK);
        assertThat(measure(fault("f1", 50, 100), fault("f2", 200, 300)))
                .containsEntry("f1", -1L)
                .containsEntry("f2", -1L);
    }

    @Test
    void aFaultThatIsNotProvenHealedHasNoRecovery() {
        operation(0, 110, 120, OpType.OK);
        assertThat(measure(fault("f1", 50, -1))).containsEntry("f1", -1L);
    }
}
