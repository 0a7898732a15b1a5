package io.partita.checker.internal.explain;

import io.partita.checker.internal.models.Register;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * In which states an object could be at a moment: those that the operations begun before could leave, in whatever order
 * and however often. Few for a lock, an element or a small register; without limit for a queue.
 */
final class StartStates<S> {

    private static final int MOST_STATES = 32;
    private static final int MOST_KINDS = 64;

    /** A value that no operation speaks of; all such values are alike. */
    private static final Object ANOTHER = new Object() {
        @Override
        public String toString() {
            return "another value";
        }
    };

    private final Model<S> model;
    private final Part part;

    StartStates(Model<S> model, Part part) {
        this.model = model;
        this.part = part;
    }

    /**
     * States of which one is as good as whatever the object was in when {@code stretch} began; empty if they are too
     * many.
     */
    Optional<List<S>> of(Relaxation stretch) {
        if (stretch.before() == 0) {
            return Optional.of(List.of(model.initial()));
        }
        if (model instanceof Register register) {
            @SuppressWarnings("unchecked") // a register's state
            List<S> values = (List<S>) registerValues(register, stretch);
            return Optional.of(values);
        }
        return reachable(stretch.before());
    }

    /** Whether {@link #of} always has an answer, and few states. */
    boolean areTold() {
        return model instanceof Register;
    }

    /** The state when {@code stretch} began, if it could be only one. */
    Optional<S> certain(Relaxation stretch) {
        List<S> states = of(stretch).orElseThrow();
        boolean one = states.size() == 1 && !states.get(0).equals(new Register.Held(ANOTHER));
        return one ? Optional.of(states.get(0)) : Optional.empty();
    }

    private List<Register.Held> registerValues(Register register, Relaxation stretch) {
        Set<Object> looked = new HashSet<>();
        for (int i : stretch.all()) {
            Operation op = part.operations().get(i);
            if (op.f().equals("cas")) {
                looked.add(Register.expected(op));
            } else if (op.f().equals("read")) {
                looked.add(op.output());
            }
        }
        Set<Object> held = new LinkedHashSet<>();
        held.add(
                looked.contains(register.initial().value()) ? register.initial().value() : ANOTHER);
        for (int i = 0; i < stretch.before() && held.size() <= looked.size(); i++) {
            Operation op = part.operations().get(i);
            if (!op.f().equals("read") && op.outcome() != Outcome.REFUSED) {
                Object value = op.f().equals("cas") ? Register.replacement(op) : op.input();
                held.add(looked.contains(value) ? value : ANOTHER);
            }
        }
        return held.stream().map(Register.Held::new).toList();
    }

    private Optional<List<S>> reachable(int before) {
        Optional<Collection<Operation>> kinds = kinds(before);
        if (kinds.isEmpty()) {
            return Optional.empty();
        }
        Set<S> found = new LinkedHashSet<>(List.of(model.initial()));
        Deque<S> fresh = new ArrayDeque<>(found);
        while (!fresh.isEmpty()) {
            S state = fresh.remove();
            for (Operation kind : kinds.get()) {
                S next = model.step(state, kind);
                if (next != null && found.add(next)) {
                    fresh.add(next);
                }
            }
            if (found.size() > MOST_STATES) {
                return Optional.empty();
            }
        }
        return Optional.of(List.copyOf(found));
    }

    /** All different ones among the first operations that may change the state; empty if they are too many. */
    private Optional<Collection<Operation>> kinds(int before) {
        Set<Operation> kinds = new HashSet<>();
        for (Operation op : part.operations().subList(0, before)) {
            if (op.outcome() != Outcome.REFUSED && !model.isReadOnly(op)) {
                kinds.add(new Operation(op.f(), null, op.input(), Outcome.UNKNOWN, null));
                if (kinds.size() > MOST_KINDS) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(kinds);
    }
}
