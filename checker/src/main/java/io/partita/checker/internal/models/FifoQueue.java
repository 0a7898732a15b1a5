package io.partita.checker.internal.models;

import java.util.ArrayList;
import java.util.List;

/** A first-in first-out queue: {@code enqueue v}, {@code dequeue} which answers the oldest value. */
public final class FifoQueue extends Container<List<Object>> {

    public FifoQueue() {
        super("queue", "enqueue", "dequeue");
    }

    /** The values, oldest first. */
    @Override
    public List<Object> initial() {
        return List.of();
    }

    @Override
    List<Object> put(List<Object> state, Object value) {
        List<Object> longer = new ArrayList<>(state.size() + 1);
        longer.addAll(state);
        longer.add(value);
        return longer;
    }

    @Override
    List<Object> take(List<Object> state, Object value) {
        return !state.isEmpty() && state.get(0).equals(value) ? takeUnknown(state) : null;
    }

    @Override
    List<Object> takeUnknown(List<Object> state) {
        return state.isEmpty() ? null : new ArrayList<>(state.subList(1, state.size()));
    }

    @Override
    List<Object> whenEmpty(List<Object> state) {
        return state.isEmpty() ? state : null;
    }

    @Override
    public String describe(List<Object> state) {
        return show(state);
    }
}
