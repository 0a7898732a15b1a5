package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.control.report.Availability.NodeAvailability;
import io.partita.control.report.Availability.Outage;
import io.partita.control.store.RunSummary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AvailabilityTests {

    private final RunSummary run = new RunSummary(
            1,
            Verdict.VALID,
            "fine",
            "2026-01-01T00:00:00Z",
            1,
            "w",
            "none",
            "s",
            List.of("a", "b"),
            4,
            1,
            Map.of(),
            List.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            null,
            null);

    @Test
    void processesTalkToTheNodeOfTheirThread() {
        assertThat(Availability.node(run, 1)).isEqualTo("b");
        assertThat(Availability.node(run, 5)).isEqualTo("b");
        assertThat(Availability.node(run, 6)).isEqualTo("a");
        assertThat(Availability.node(run, Op.NEMESIS)).isNull();
    }

    @Test
    void anOutageLastsFromTheFirstUnansweredCallToTheNextSuccess() {
        List<NodeAvailability> nodes = Availability.of(
                run,
                history(
                        event(0, 0, OpType.INVOKE), event(10, 0, OpType.OK),
                        event(100, 0, OpType.INVOKE), event(150, 0, OpType.FAIL),
                        event(300, 0, OpType.INVOKE), event(400, 0, OpType.OK)));

        assertThat(Availability.worst(nodes)).contains(new Outage("a", 100, 400, true));
    }

    @Test
    void silenceWithoutClientsIsNoOutage() {
        List<NodeAvailability> nodes = Availability.of(
                run,
                history(
                        event(0, 0, OpType.INVOKE), event(5, 0, OpType.OK),
                        event(90_000, 0, OpType.INVOKE), event(90_004, 0, OpType.OK)));

        assertThat(Availability.worst(nodes))
                .hasValueSatisfying(outage -> assertThat(outage.nanos()).isEqualTo(5));
    }

    @Test
    void anOutageThatNeverEndedLastsToTheEndOfTheHistory() {
        List<NodeAvailability> nodes = Availability.of(
                run, history(event(10, 1, OpType.INVOKE), event(20, 0, OpType.INVOKE), event(70, 0, OpType.OK)));

        assertThat(nodes.get(1).worst()).isEqualTo(new Outage("b", 10, 70, false));
    }

    @Test
    void anOperationThatWaitedForAThreadWaitedForItsNodeSinceTheLastSuccess() {
        History history = History.builder()
                .add(event(0, 0, OpType.INVOKE))
                .add(event(5, 0, OpType.OK))
                .add(event(100, 0, OpType.INVOKE), 90)
                .add(event(400, 0, OpType.FAIL))
                .add(event(401, 0, OpType.INVOKE), 40)
                .add(event(410, 0, OpType.OK))
                .add(event(411, 0, OpType.INVOKE), 50)
                .add(event(412, 0, OpType.OK))
                .build();

        assertThat(Availability.worst(Availability.of(run, history))).contains(new Outage("a", 40, 410, true));
    }

    @Test
    void aNodeThatNobodyAskedHasNoOutage() {
        assertThat(Availability.worst(Availability.of(run, history()))).isEmpty();
    }

    private static History history(Op... ops) {
        return History.of(List.of(ops));
    }

    private static Op event(long time, int process, OpType type) {
        return new Op(0, time, process, type, "read", null, null, null);
    }
}
