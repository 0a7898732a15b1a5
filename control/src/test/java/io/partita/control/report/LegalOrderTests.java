package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LegalOrderTests {

    private final List<Op> events = new ArrayList<>();

    @Test
    void everythingCompletedHasAPlaceAndTheImpossibleReadHasNone() {
        event(0, OpType.INVOKE, "write", 1L);
        event(0, OpType.OK, "write", 1L);
        event(1, OpType.INVOKE, "write", 2L);
        event(1, OpType.OK, "write", 2L);
        event(0, OpType.INVOKE, "read", null);
        event(0, OpType.OK, "read", 1L);

        assertThat(order(2)).hasValueSatisfying(order -> {
            assertThat(order.operations()).containsExactly(0, 1);
            assertThat(order.states()).hasSize(2).last().isEqualTo("2");
        });
    }

    @Test
    void aWriteOfUnknownOutcomeTakesItsPlaceWhereAReadSawIt() {
        event(0, OpType.INVOKE, "write", 1L);
        event(1, OpType.INVOKE, "write", 2L);
        event(1, OpType.OK, "write", 2L);
        event(1, OpType.INVOKE, "read", null);
        event(1, OpType.OK, "read", 1L);
        event(2, OpType.INVOKE, "read", null);
        event(2, OpType.OK, "read", 2L);

        assertThat(order(3))
                .hasValueSatisfying(order -> assertThat(order.operations()).containsExactly(1, 0, 2));
    }

    @Test
    void whereTheOthersHaveNoLegalOrderEitherNoneIsTold() {
        event(0, OpType.INVOKE, "write", 1L);
        event(0, OpType.OK, "write", 1L);
        event(0, OpType.INVOKE, "read", null);
        event(0, OpType.OK, "read", 7L);
        event(0, OpType.INVOKE, "read", null);
        event(0, OpType.OK, "read", 8L);

        assertThat(order(2)).isEmpty();
    }

    @Test
    void aModelThatNobodyKnowsHasNoOrder() {
        event(0, OpType.INVOKE, "read", null);
        event(0, OpType.OK, "read", 7L);

        assertThat(LegalOrder.before("of my own", Operations.of(History.of(events)), null, 0))
                .isEmpty();
    }

    private Optional<LegalOrder> order(int impossible) {
        return LegalOrder.before("cas-register", Operations.of(History.of(events)), null, impossible);
    }

    private void event(int process, OpType type, String f, Long value) {
        events.add(new Op(0, events.size() * 1000L, process, type, f, null, value, null));
    }
}
