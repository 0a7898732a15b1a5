package io.partita.checker.internal.models;

import io.partita.checker.internal.Values;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A set that only grows and is read as a whole: {@code add v}, {@code read} which answers a list in any order, every
 * element once.
 */
public final class GrowOnlySet implements Model<Set<Object>> {

    @Override
    public String name() {
        return "gset";
    }

    @Override
    public List<String> functions() {
        return List.of("add", "read");
    }

    @Override
    public Set<Object> initial() {
        return Collections.emptySet();
    }

    @Override
    public Set<Object> step(Set<Object> state, Operation op) {
        if (op.f().equals("read")) {
            return op.outcome() == Outcome.UNKNOWN || sameElements(state, (List<?>) op.output()) ? state : null;
        }
        if (state.contains(op.input())) {
            return state;
        }
        Set<Object> grown = new HashSet<>(state);
        grown.add(op.input());
        return grown;
    }

    private static boolean sameElements(Set<Object> state, List<?> read) {
        return state.size() == read.size() && state.equals(new HashSet<>(read));
    }

    @Override
    public String describe(Set<Object> state) {
        return state.stream().map(Values::show).sorted().collect(Collectors.joining(", ", "{", "}"));
    }

    @Override
    public Optional<String> problemWith(Operation op) {
        return op.f().equals("read") && op.outcome() == Outcome.OK && !(op.output() instanceof List)
                ? Optional.of("read of a set must answer a list, not " + Values.show(op.output()))
                : Optional.empty();
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.f().equals("read");
    }

    @Override
    public boolean mayLeadTo(Set<Object> state, Operation read) {
        return !(read.output() instanceof List<?> elements)
                || state.size() <= elements.size() && new HashSet<>(elements).containsAll(state);
    }

    @Override
    public Predicate<Operation> couldMatter(List<Operation> operations) {
        Set<Object> seen = new HashSet<>();
        for (Operation op : operations) {
            if (op.output() instanceof List<?> list && op.f().equals("read")) {
                seen.addAll(list);
            }
        }
        return op -> seen.contains(op.input());
    }
}
