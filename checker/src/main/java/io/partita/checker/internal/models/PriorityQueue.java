package io.partita.checker.internal.models;

import io.partita.checker.internal.Values;
import io.partita.checker.model.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A priority queue of whole numbers: {@code insert v}, {@code delete-min} which answers the least value, as the
 * literature calls them since Gibbons, Bruno and Phillips.
 */
public final class PriorityQueue extends Container<List<Long>> {

    public PriorityQueue() {
        super("priority-queue", "insert", "delete-min");
    }

    /** The values, least first. */
    @Override
    public List<Long> initial() {
        return List.of();
    }

    @Override
    List<Long> put(List<Long> state, Object value) {
        Long number = (Long) value;
        int place = Collections.binarySearch(state, number);
        List<Long> longer = new ArrayList<>(state.size() + 1);
        longer.addAll(state);
        longer.add(place < 0 ? -place - 1 : place, number);
        return longer;
    }

    @Override
    List<Long> take(List<Long> state, Object value) {
        return !state.isEmpty() && state.get(0).equals(value) ? takeUnknown(state) : null;
    }

    @Override
    List<Long> takeUnknown(List<Long> state) {
        return state.isEmpty() ? null : new ArrayList<>(state.subList(1, state.size()));
    }

    @Override
    List<Long> whenEmpty(List<Long> state) {
        return state.isEmpty() ? state : null;
    }

    @Override
    public String describe(List<Long> state) {
        return show(state);
    }

    @Override
    public Optional<String> problemWith(Operation op) {
        return op.f().equals(put()) && !(op.input() instanceof Long)
                ? Optional.of("insert needs a whole number, not " + Values.show(op.input()))
                : Optional.empty();
    }
}
