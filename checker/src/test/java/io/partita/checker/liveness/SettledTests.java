package io.partita.checker.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Times in nanoseconds. */
class SettledTests {

    private final List<Op> ops = new ArrayList<>();

    private void add(long time, int process, OpType type, Object value) {
        ops.add(new Op(0, time, process, type, "f", null, value, null));
    }

    private void nemesis(long time, Map<String, Object> value) {
        add(time, Op.NEMESIS, OpType.INFO, value);
    }

    private long until() {
        return Settled.until(History.of(ops));
    }

    @Test
    void whereNothingIsUnderWayAllIsSaid() {
        add(3, 0, OpType.INVOKE, null);
        add(5, 0, OpType.OK, 1L);
        assertThat(until()).isEqualTo(5);
    }

    @Test
    void anOperationUnderWayMayTellOfAllThatCameAfterItsBeginning() {
        add(3, 0, OpType.INVOKE, null);
        add(4, 1, OpType.INVOKE, null);
        add(9, 1, OpType.INFO, null);
        assertThat(until()).isEqualTo(3);
    }

    @Test
    void aFaultMayBeAnythingUntilItsOutcomeNamesIt() {
        nemesis(3, Map.of("step", 1L, "action", "inject"));
        add(9, 0, OpType.INVOKE, null);
        assertThat(until()).isEqualTo(3);
        nemesis(10, Map.of("step", 1L, "action", "inject", "id", "f1", "provenActive", true));
        assertThat(until()).isEqualTo(9);
    }

    @Test
    void aFaultThatWasNeverNamedKeepsTheRestInDoubt() {
        nemesis(3, Map.of("step", 1L, "action", "inject"));
        nemesis(4, Map.of("step", 1L, "action", "inject", "error", "the nemesis itself failed"));
        nemesis(8, Map.of("step", 2L, "action", "recover"));
        nemesis(9, Map.of("step", 2L, "action", "recover", "error", "the nemesis itself failed"));
        assertThat(until()).isEqualTo(3);
    }

    @Test
    void whatTheRunSaysOfItselfChangesNothing() {
        nemesis(3, Map.of("ready", true));
        assertThat(until()).isEqualTo(3);
    }
}
