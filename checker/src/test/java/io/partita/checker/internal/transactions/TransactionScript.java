package io.partita.checker.internal.transactions;

import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes histories of transactions by hand. */
final class TransactionScript {

    private final HistoryBuilder builder = History.builder();
    private final Map<Integer, List<Object>> open = new HashMap<>();

    /** One step of a transaction, with its answer. */
    record Step(String f, String key, Object value) {}

    static Step append(String key, Object value) {
        return new Step("append", key, value);
    }

    static Step write(String key, Object value) {
        return new Step("w", key, value);
    }

    /** A read that showed these elements. */
    static Step list(String key, Object... elements) {
        return new Step("r", key, Arrays.asList(elements));
    }

    /** A read of a register. */
    static Step read(String key, Object value) {
        return new Step("r", key, value);
    }

    /** Begins a transaction; its reads are invoked without their answers. */
    TransactionScript begin(int process, Step... steps) {
        List<Object> asked = new ArrayList<>();
        List<Object> answered = new ArrayList<>();
        for (Step step : steps) {
            asked.add(Arrays.asList(step.f(), step.key(), step.f().equals("r") ? null : step.value()));
            answered.add(Arrays.asList(step.f(), step.key(), step.value()));
        }
        open.put(process, answered);
        return event(process, OpType.INVOKE, asked);
    }

    /** Ends the transaction of {@code process}, with the answers given at its beginning. */
    TransactionScript ok(int process) {
        return event(process, OpType.OK, open.get(process));
    }

    TransactionScript fail(int process) {
        return event(process, OpType.FAIL, null);
    }

    TransactionScript info(int process) {
        return event(process, OpType.INFO, null);
    }

    /** A transaction that succeeds, with nothing between its two events. */
    TransactionScript did(int process, Step... steps) {
        return begin(process, steps).ok(process);
    }

    History history() {
        return builder.build();
    }

    private TransactionScript event(int process, OpType type, Object value) {
        builder.add(new Op(0, 0, process, type, "txn", null, value, null));
        return this;
    }
}
