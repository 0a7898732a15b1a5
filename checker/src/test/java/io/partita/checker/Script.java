package io.partita.checker;

import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.util.HashMap;
import java.util.Map;

/** Writes small histories by hand. */
public final class Script {

    private final HistoryBuilder builder = History.builder();
    private final Map<Integer, Op> open = new HashMap<>();
    private Object key;
    private long time;

    private Script(Object key) {
        this.key = key;
    }

    public static Script script() {
        return new Script(null);
    }

    /** Every operation is on {@code key}. */
    public static Script on(Object key) {
        return new Script(key);
    }

    /** The operations that follow are on {@code key}. */
    public Script key(Object key) {
        this.key = key;
        return this;
    }

    /** The time of the events that follow, in ms. */
    public Script at(long millis) {
        time = millis * 1_000_000;
        return this;
    }

    public Script invoke(int process, String f, Object value) {
        Op op = new Op(0, time, process, OpType.INVOKE, f, key, value, null);
        open.put(process, op);
        builder.add(op);
        return this;
    }

    public Script ok(int process, Object value) {
        return complete(process, OpType.OK, value);
    }

    public Script fail(int process) {
        return complete(process, OpType.FAIL, open.get(process).value());
    }

    public Script info(int process) {
        return complete(process, OpType.INFO, open.get(process).value());
    }

    /** Ends as {@code type} because of {@code error}. */
    public Script ended(int process, OpType type, String error) {
        return complete(process, type, open.get(process).value(), error);
    }

    /** An operation that succeeds, with nothing between its two events. */
    public Script did(int process, String f, Object input, Object output) {
        return invoke(process, f, input).ok(process, output);
    }

    public History history() {
        return builder.build();
    }

    private Script complete(int process, OpType type, Object value) {
        return complete(process, type, value, null);
    }

    private Script complete(int process, OpType type, Object value, String error) {
        Op op = open.get(process);
        builder.add(new Op(0, time, process, type, op.f(), op.key(), value, error));
        return this;
    }
}
