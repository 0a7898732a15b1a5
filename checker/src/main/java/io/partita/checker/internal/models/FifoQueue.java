package io.partita.checker.internal.models;

import io.partita.checker.internal.Values;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A first-in first-out queue: {@code enqueue v}, {@code dequeue} which answers the oldest element, or null when there
 * is none. A dequeue of unknown outcome may have taken whatever was oldest.
 */
public final class FifoQueue implements Model<List<Object>> {

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public List<String> functions() {
        return List.of("enqueue", "dequeue");
    }

    @Override
    public List<Object> initial() {
        return List.of();
    }

    @Override
    public List<Object> step(List<Object> state, Operation op) {
        if (op.f().equals("enqueue")) {
            List<Object> longer = new ArrayList<>(state.size() + 1);
            longer.addAll(state);
            longer.add(op.input());
            return longer;
        }
        if (state.isEmpty()) {
            return op.outcome() == Outcome.OK && op.output() == null ? state : null;
        }
        boolean taken = op.outcome() == Outcome.UNKNOWN || state.get(0).equals(op.output());
        return taken ? new ArrayList<>(state.subList(1, state.size())) : null;
    }

    @Override
    public String describe(List<Object> state) {
        return state.isEmpty() ? "empty" : Values.show(state);
    }

    @Override
    public Optional<String> problemWith(Operation op) {
        return op.f().equals("enqueue") && op.input() == null
                ? Optional.of("enqueue needs a value: null would look like an empty queue")
                : Optional.empty();
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.f().equals("dequeue") && op.outcome() == Outcome.OK && op.output() == null;
    }

    @Override
    public Predicate<Operation> couldMatter(List<Operation> operations) {
        Set<Object> taken = new HashSet<>();
        for (Operation op : operations) {
            if (op.f().equals("dequeue") && op.outcome() == Outcome.OK) {
                taken.add(op.output());
            }
        }
        return op -> op.f().equals("dequeue") || taken.contains(op.input());
    }
}
