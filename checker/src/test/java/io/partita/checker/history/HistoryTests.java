package io.partita.checker.history;

import static io.partita.checker.Script.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTests {

    @Test
    void invocationsAndCompletionsFindEachOther() {
        History history = script().invoke(0, "write", 1)
                .invoke(1, "read", null)
                .ok(0, 1)
                .invoke(2, "write", 3)
                .info(2)
                .history();

        assertThat(history.completionOf(0)).isEqualTo(2);
        assertThat(history.invocationOf(2)).isZero();
        assertThat(history.completionOf(1)).isEqualTo(-1);
        assertThat(history.completionOf(3)).isEqualTo(4);
        assertThat(history.invocationOf(0)).isEqualTo(-1);
        assertThat(history.operations()).isEqualTo(3);
    }

    @Test
    void eventsKeepTheirFieldsWhateverTheirNumber() {
        HistoryBuilder builder = History.builder();
        for (int i = 0; i < 1_000; i++) {
            builder.add(new Op(
                    0, i, i, OpType.INVOKE, "f" + i % 7, "k" + i % 5, i % 2 == 0 ? (Object) (long) i : "v" + i, null));
        }
        History history = builder.build();

        assertThat(history.size()).isEqualTo(1_000);
        assertThat(history.op(998)).isEqualTo(new Op(998, 998, 998, OpType.INVOKE, "f4", "k3", 998L, null));
        assertThat(history.op(999)).isEqualTo(new Op(999, 999, 999, OpType.INVOKE, "f5", "k4", "v999", null));
        assertThatThrownBy(() -> history.type(1_000)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aHistoryDoesNotChangeWhenItsBuilderGoesOn() {
        HistoryBuilder builder = History.builder().add(event(0, OpType.INVOKE));
        History before = builder.build();

        builder.add(event(0, OpType.OK));

        assertThat(before.size()).isEqualTo(1);
        assertThat(before.completionOf(0)).isEqualTo(-1);
    }

    @Test
    void wholeNumbersAreEqualWhateverTheirJavaType() {
        History history =
                script().did(0, "cas", List.of(1, (short) 2), List.of(1L, 2L)).history();

        assertThat(history.value(0)).isEqualTo(history.value(1)).isEqualTo(List.of(1L, 2L));
    }

    @Test
    void theNemesisMaySayWhatItLikes() {
        History history = History.of(List.of(event(Op.NEMESIS, OpType.INFO), event(Op.NEMESIS, OpType.INFO)));

        assertThat(history.operations()).isZero();
    }

    @Test
    void aRemarkOfAnIdleProcessCompletesNothing() {
        assertThat(History.of(List.of(event(3, OpType.INFO))).invocationOf(0)).isEqualTo(-1);
    }

    @Test
    void aProcessWithTwoOpenOperationsIsRefused() {
        refuses(
                "event 1: process 3 invokes \"read\" while its \"read\" of event 0 is still open: give clients that act at"
                        + " the same time different process numbers",
                event(3, OpType.INVOKE),
                event(3, OpType.INVOKE));
    }

    @Test
    void aCompletionWithoutInvocationIsRefused() {
        refuses(
                "event 0: process 3 completes \"read\" but the process has nothing open: an invocation is missing, or the"
                        + " lines are out of order",
                event(3, OpType.OK));
    }

    @Test
    void aProcessThatCrashedMayNotGoOn() {
        refuses(
                "event 2: process 3 invokes \"read\" after an operation of unknown outcome (info): give the client a new"
                        + " process number, because the old operation may still be running",
                event(3, OpType.INVOKE),
                event(3, OpType.INFO),
                event(3, OpType.INVOKE));
    }

    @Test
    void aCompletionOfAnotherFunctionIsRefused() {
        refuses(
                "event 1: process 3 completes \"write\" but has \"read\" of event 0 open: invocation and completion must"
                        + " name the same function",
                event(3, OpType.INVOKE),
                new Op(0, 0, 3, OpType.OK, "write", null, null, null));
    }

    @Test
    void aCompletionOfAnotherKeyIsRefused() {
        refuses(
                "event 1: process 3 completes \"read\" of key b but event 0 invoked it for key a",
                new Op(0, 0, 3, OpType.INVOKE, "read", "a", null, null),
                new Op(0, 0, 3, OpType.OK, "read", "b", null, null));
    }

    @Test
    void aHistoryThatIsFullSaysWhatToDo() {
        HistoryBuilder builder = new HistoryBuilder(1).add(event(3, OpType.INVOKE));

        assertThatThrownBy(() -> builder.add(event(3, OpType.OK)))
                .isInstanceOf(HistoryException.class)
                .hasMessage(
                        "a history can hold 1 events and no more: cut the recording into several, at moments when no"
                                + " operation is open");
        assertThat(builder.build().size()).isEqualTo(1);
    }

    @Test
    void processesMayHaveAnyNumber() {
        HistoryBuilder builder = History.builder();
        for (int i = 0; i < 10_000; i++) {
            builder.add(event(Integer.MAX_VALUE - 37 * i, OpType.INVOKE));
        }
        for (int i = 0; i < 10_000; i++) {
            builder.add(event(Integer.MAX_VALUE - 37 * i, i % 2 == 0 ? OpType.OK : OpType.INFO));
        }
        History history = builder.build();

        for (int i = 0; i < 10_000; i++) {
            assertThat(history.completionOf(i)).isEqualTo(10_000 + i);
        }
    }

    @Test
    void aCompletionThatRepeatsTheValueSharesIt() {
        History history = script().did(0, "write", "a long text", new String("a long text"))
                .history();

        assertThat(history.value(1)).isSameAs(history.value(0));
    }

    /** More than fits into the first chunks, with values that are shared across their borders. */
    @Test
    void eventsFindEachOtherAcrossChunks() {
        HistoryBuilder builder = History.builder();
        int operations = 50_000;
        for (int i = 0; i < operations; i++) {
            builder.add(new Op(0, i, i, OpType.INVOKE, "write", (long) i % 7, "v" + i, null));
        }
        History before = builder.build();
        for (int i = 0; i < operations; i++) {
            builder.add(new Op(0, operations + i, i, OpType.OK, "write", null, "v" + i, null));
        }
        History history = builder.build();

        assertThat(before.size()).isEqualTo(operations);
        assertThat(history.size()).isEqualTo(2 * operations);
        for (int i = 0; i < operations; i++) {
            assertThat(history.completionOf(i)).isEqualTo(operations + i);
            assertThat(history.invocationOf(operations + i)).isEqualTo(i);
            assertThat(history.value(operations + i)).isSameAs(history.value(i)).isEqualTo("v" + i);
            assertThat(before.completionOf(i)).isEqualTo(-1);
        }
        assertThat(history.byKey().get(3L).size())
                .isEqualTo(2 * history.byKey().get(3L).operations());
    }

    @Test
    void aLatencyCountsFromTheTimeForWhichTheOperationWasMeant() {
        History history = History.builder()
                .add(new Op(0, 100, 0, OpType.INVOKE, "read", null, null, null), 30)
                .add(new Op(1, 150, 0, OpType.OK, "read", null, null, null))
                .build();

        assertThat(history.hasSchedule()).isTrue();
        assertThat(history.scheduled(0)).isEqualTo(30);
        assertThat(history.latency(1)).isEqualTo(120);
        assertThat(history.serviceTime(1)).isEqualTo(50);
    }

    @Test
    void withoutAScheduleAnOperationWasMeantForWhenItBegan() {
        History history = History.of(List.of(event(0, OpType.INVOKE), event(0, OpType.OK)));

        assertThat(history.hasSchedule()).isFalse();
        assertThat(history.scheduled(0)).isEqualTo(history.time(0));
    }

    private static void refuses(String message, Op... ops) {
        assertThatThrownBy(() -> History.of(List.of(ops)))
                .isInstanceOf(HistoryException.class)
                .hasMessage(message);
    }

    private static Op event(int process, OpType type) {
        return new Op(0, 0, process, type, "read", null, null, null);
    }
}
