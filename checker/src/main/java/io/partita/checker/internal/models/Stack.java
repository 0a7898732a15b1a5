package io.partita.checker.internal.models;

import java.util.ArrayList;
import java.util.List;

/** A last-in first-out stack: {@code push v}, {@code pop} which answers the newest value. */
public final class Stack extends Container<List<Object>> {

    public Stack() {
        super("stack", "push", "pop");
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
        return !state.isEmpty() && state.get(state.size() - 1).equals(value) ? takeUnknown(state) : null;
    }

    @Override
    List<Object> takeUnknown(List<Object> state) {
        return state.isEmpty() ? null : new ArrayList<>(state.subList(0, state.size() - 1));
    }

    @Override
    List<Object> whenEmpty(List<Object> state) {
        return state.isEmpty() ? state : null;
    }

    @Override
    public String describe(List<Object> state) {
        return show(state) + (state.size() > 1 ? " with the newest last" : "");
    }

    @Override
    String noun() {
        return "stack";
    }
}
