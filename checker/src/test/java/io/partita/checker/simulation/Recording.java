package io.partita.checker.simulation;

import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Everything that happened in a simulated run, in order. */
final class Recording {

    private final List<Call> calls = new ArrayList<>();
    /** Twice the number of a call for its invocation, one more for its completion. */
    private int[] events = new int[1024];

    private int size;

    /** All calls in the order of their invocations. */
    List<Call> calls() {
        return Collections.unmodifiableList(calls);
    }

    void invoked(Call call, long time) {
        call.invokedAt = time;
        call.invocation = size;
        append(2 * calls.size());
        calls.add(call);
    }

    void completed(Call call, OpType outcome, long time) {
        call.completedAt = time;
        call.outcome = outcome;
        call.completion = size;
        append(2 * numberOf(call) + 1);
    }

    /** Adds a call that begins and ends right after the event at {@code position}. */
    void insertAfter(int position, Call call) {
        Call there = calls.get(events[position] / 2);
        call.invokedAt = events[position] % 2 == 0 ? there.invokedAt : there.completedAt;
        call.completedAt = call.invokedAt;
        int number = calls.size();
        calls.add(call);
        append(0);
        append(0);
        System.arraycopy(events, position + 1, events, position + 3, size - position - 3);
        events[position + 1] = 2 * number;
        events[position + 2] = 2 * number + 1;
        for (int i = position + 1; i < size; i++) {
            Call moved = calls.get(events[i] / 2);
            if (events[i] % 2 == 0) {
                moved.invocation = i;
            } else {
                moved.completion = i;
            }
        }
    }

    History history() {
        HistoryBuilder history = History.builder();
        for (int i = 0; i < size; i++) {
            Call call = calls.get(events[i] / 2);
            boolean begins = events[i] % 2 == 0;
            history.add(new Op(
                    i,
                    begins ? call.invokedAt : call.completedAt,
                    call.process,
                    begins ? OpType.INVOKE : call.outcome,
                    call.f,
                    call.key,
                    begins ? call.input : call.value(),
                    null));
        }
        return history.build();
    }

    private int numberOf(Call call) {
        return events[call.invocation] / 2;
    }

    private void append(int event) {
        if (size == events.length) {
            events = Arrays.copyOf(events, 2 * size);
        }
        events[size++] = event;
    }
}
