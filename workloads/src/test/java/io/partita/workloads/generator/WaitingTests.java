package io.partita.workloads.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Generators that wait: for faults, for time, for what never comes. */
class WaitingTests {

    private static final Generator WRITES = Generators.stream(1, (number, random) -> Template.of("write", number));
    private static final Generator READS = Generators.stream(2, (number, random) -> Template.of("read"));
    private static final Generator NEVER = Generators.promised(new CompletableFuture<>());

    private static final Simulation CUT = Simulation.perfect(2, Duration.ofMillis(10))
            .fault("partition-leader", Duration.ofMillis(105), Duration.ofMillis(205))
            .fault("kill", Duration.ofMillis(305), Duration.ofMillis(405));

    @Test
    void writesEndWhenAFaultIsActive() {
        List<Op> events = CUT.run(WRITES.until(Faults.active()));

        assertThat(events.stream().filter(op -> op.type() == OpType.INVOKE))
                .isNotEmpty()
                .allSatisfy(op -> assertThat(op.time()).isLessThanOrEqualTo(105_000_000));
        assertThat(events).anySatisfy(op -> assertThat(op.isNemesis()).isTrue());
    }

    @Test
    void whatAwaitsAFaultBeginsWithItAndKnowsItByName() {
        Generator burst = Generators.await(Faults.active("kill")).concat(WRITES.until(Faults.healed("kill")));

        assertThat(CUT.invocations(burst))
                .isNotEmpty()
                .allSatisfy(op -> assertThat(op.time()).isBetween(305_000_000L, 405_000_000L));
    }

    @Test
    void faultsReachEveryBranchAndEveryThread() {
        Generator load = Generators.any(List.of(
                WRITES.until(Faults.active()).eachThread(),
                Generators.await(Faults.healed()).concat(READS.limit(4)).onThreads(0, 1)));

        List<Op> invocations = CUT.invocations(load);

        assertThat(invocations.stream().filter(op -> op.f().equals("write")).map(Op::time))
                .allSatisfy(time -> assertThat(time).isLessThanOrEqualTo(105_000_000));
        assertThat(invocations.stream().filter(op -> op.f().equals("read")))
                .hasSize(4)
                .allSatisfy(op -> assertThat(op.time()).isGreaterThanOrEqualTo(205_000_000));
    }

    @Test
    void theSameSeedAndFaultsGiveTheSameHistory() {
        Generator load = Generators.mix(List.of(WRITES, READS)).until(Faults.healed("kill"));

        assertThat(CUT.seed(5).run(load)).isEqualTo(CUT.seed(5).run(load));
    }

    @Test
    void whoeverMakesNoProgressIsNamedWithItsPlace() {
        Generator load = Generators.phases(List.of(
                        READS.limit(3),
                        Generators.any(List.of(Generators.none(), NEVER)).timeLimit(Duration.ofDays(2))))
                .requireProgress(Duration.ofSeconds(5));

        assertThatThrownBy(() -> Simulation.quick(2).run(load))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining(
                        "generator requireProgress > phases[1] > timeLimit > any[1] > promised: has offered nothing for 5.0 s");
    }

    @Test
    void whatWaitsForAnEventThatCannotComeIsNamedBySimulation() {
        assertThatThrownBy(() -> Simulation.quick(2).run(READS.limit(1).concat(Generators.await(Faults.active()))))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("concat[1] > await: waits for an event");
    }

    @Test
    void aPauseIsProgress() {
        Generator load =
                Generators.sleep(Duration.ofHours(1)).concat(READS.limit(1)).requireProgress(Duration.ofSeconds(1));

        assertThat(Simulation.quick(1).invocations(load)).hasSize(1);
    }

    @Test
    void anOperationUnderWayMayTakeAsLongAsItLikes() {
        Generator load = READS.limit(1).then(WRITES.limit(1)).requireProgress(Duration.ofSeconds(1));

        assertThat(Simulation.perfect(1, Duration.ofMinutes(5)).invocations(load))
                .hasSize(2);
    }
}
