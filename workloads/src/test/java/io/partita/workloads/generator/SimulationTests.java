package io.partita.workloads.generator;

import static io.partita.workloads.generator.Sample.endless;
import static io.partita.workloads.generator.Sample.ms;
import static io.partita.workloads.generator.Sample.ops;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulationTests {

    @Test
    void quickOperationsTakeNoTime() {
        List<Op> events = Simulation.quick(2).run(ops("read", 4));
        assertThat(events).hasSize(8).allMatch(op -> op.time() == 0);
    }

    @Test
    void perfectOperationsSucceedAfterTheirLatency() {
        List<Op> events = Simulation.perfect(1, ms(3)).run(ops("read", 2));
        assertThat(Sample.millis(events)).containsExactly(0L, 3L, 3L, 6L);
        assertThat(events.get(1).type()).isEqualTo(OpType.OK);
    }

    @Test
    void aCrashedProcessIsReplacedByOneThatNeverWas() {
        List<Op> ops = Simulation.perfectInfo(2, ms(1)).invocations(ops("read", 6));
        assertThat(ops).extracting(Op::process).doesNotHaveDuplicates();
    }

    @Test
    void imperfectOperationsEndInEveryWay() {
        List<Op> events = Simulation.imperfect(3, ms(5)).run(ops("read", 300));
        for (OpType type : List.of(OpType.OK, OpType.FAIL, OpType.INFO)) {
            assertThat(events.stream().filter(op -> op.type() == type)).hasSizeBetween(70, 130);
        }
    }

    @Test
    void whatCameOfItIsAHistory() {
        assertThat(History.of(Simulation.imperfect(5, ms(5)).run(ops("read", 300)))
                        .operations())
                .isEqualTo(300);
    }

    @Test
    void aRunawayGeneratorIsEnded() {
        assertThatThrownBy(() -> Simulation.quick(1).atMost(1_000, ms(10)).run(endless("read")))
                .hasMessageContaining("more than 1000 events and no end: stream needs a limit");
        assertThatThrownBy(() -> Simulation.quick(1)
                        .atMost(1_000, Duration.ofHours(1))
                        .run(endless("read").delay(ms(60_000))))
                .hasMessageContaining("needs a time limit");
    }

    @Test
    void theBeginningOfAnEndlessRunCanBeSeen() {
        assertThat(Simulation.quick(1).first(11, endless("read"))).hasSize(11);
    }

    @Test
    void waitingForAnEventThatCannotComeIsReported() {
        Generator stuck = context -> Generator.Pending.FOR_EVENT;
        assertThatThrownBy(() -> Simulation.quick(1).run(stuck)).hasMessageContaining("nothing is under way");
    }

    @Test
    void movingOnForEverIsReported() {
        assertThatThrownBy(() -> Simulation.quick(1).run(Generators.chain(round -> Optional.of(Generators.none()))))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("moved on");
    }
}
