package io.partita.checker.internal.models;

import io.partita.checker.internal.Values;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What values are put into and taken from, one at a time: queues and stacks. They differ in which value a take gets. A
 * take from an empty container answers null; a take of unknown outcome may have taken whatever it would have got.
 *
 * @param <S> the states
 */
public abstract sealed class Container<S> implements Model<S> permits FifoQueue, PriorityQueue, Stack, UnorderedQueue {

    private final String name;
    private final String put;
    private final String take;

    Container(String name, String put, String take) {
        this.name = Objects.requireNonNull(name, "name is null");
        this.put = Objects.requireNonNull(put, "put is null");
        this.take = Objects.requireNonNull(take, "take is null");
    }

    /** The state with one more value. */
    abstract S put(S state, Object value);

    /** The state after a take that got {@code value}, or null if it can't have got that. */
    abstract S take(S state, Object value);

    /** The state after a take that nobody knows the answer of, in a container that can't be empty. */
    abstract S takeUnknown(S state);

    /** The state in which the container is empty, if {@code state} allows that, else null. */
    abstract S whenEmpty(S state);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<String> functions() {
        return List.of(put, take);
    }

    /** The function that puts a value in; the other one takes it out. */
    public final String put() {
        return put;
    }

    @Override
    public final S step(S state, Operation op) {
        if (op.f().equals(put)) {
            return put(state, op.input());
        }
        if (op.outcome() == Outcome.UNKNOWN) {
            return takeUnknown(state);
        }
        return op.output() == null ? whenEmpty(state) : take(state, op.output());
    }

    @Override
    public Optional<String> problemWith(Operation op) {
        return op.f().equals(put) && op.input() == null
                ? Optional.of(put + " needs a value: null would look like an empty " + noun())
                : Optional.empty();
    }

    /** What people call it. */
    String noun() {
        return "queue";
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.f().equals(take) && op.outcome() == Outcome.OK && op.output() == null;
    }

    @Override
    public Predicate<Operation> couldMatter(List<Operation> operations) {
        Set<Object> taken = new HashSet<>();
        for (Operation op : operations) {
            if (op.f().equals(take) && op.outcome() == Outcome.OK) {
                taken.add(op.output());
            }
        }
        return op -> op.f().equals(take) || taken.contains(op.input());
    }

    static String show(List<?> values) {
        return values.isEmpty() ? "empty" : Values.show(values);
    }
}
