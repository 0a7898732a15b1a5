package io.partita.control.report;

import io.partita.checker.Models;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A legal order of the operations on one key without the one that could not have happened: the partial linearization that
 * a reader of a counter-example wants to see. It is looked for depth first, what completed first being tried first, and
 * given up after a number of steps: the verdict does not depend on it. Immutable.
 *
 * <p>The operations completed before the impossible one completed must all have a place between their beginning and their
 * end; those still open and those of unknown outcome may have one.
 *
 * @param operations in the order in which they took effect
 * @param states what the object was after each, in words
 */
record LegalOrder(List<Integer> operations, List<String> states) {

    /** No order, where none was found. */
    static final LegalOrder NONE = new LegalOrder(List.of(), List.of());

    private static final int MOST_OPERATIONS = 20_000;
    private static final int MOST_STEPS = 200_000;

    /** So many pairs of a completion and an operation open then are looked at. */
    private static final long MOST_OPEN = 1_000_000;

    LegalOrder {
        operations = List.copyOf(operations);
        states = List.copyOf(states);
    }

    /** How far a search has come: everything completed has its place up to a number of completions. */
    private record Place<S>(Place<S> before, int operation, S state, int completed, Set<Integer> early) {}

    /** @param model the name of the model by which the operations were judged */
    static Optional<LegalOrder> before(String model, Operations operations, Object key, int impossible) {
        if (!Models.names().contains(model)) {
            return Optional.empty();
        }
        return new Search<>(Models.named(model), operations, key, impossible).order();
    }

    /** Not thread-safe. */
    private static final class Search<S> {
        private final Model<S> model;
        private final Operations operations;
        private final Map<Integer, Operation> candidates = new HashMap<>();
        private final List<Integer> completed = new ArrayList<>();
        private final List<List<Integer>> open = new ArrayList<>();

        Search(Model<S> model, Operations operations, Object key, int impossible) {
            this.model = model;
            this.operations = operations;
            long end = operations.completion(impossible).index();
            for (int i = 0; i < operations.size(); i++) {
                Op begun = operations.invocation(i);
                boolean concerns = i != impossible && Objects.equals(begun.key(), key) && begun.index() < end;
                if (concerns && operations.outcome(i) != OpType.FAIL) {
                    candidates.put(i, seen(i, end));
                }
            }
            // Writes of unknown outcome that nobody saw only make the search longer.
            Predicate<Operation> matters = model.couldMatter(List.copyOf(candidates.values()));
            candidates.values().removeIf(each -> each.outcome() == Outcome.UNKNOWN && !matters.test(each));
            candidates.keySet().stream()
                    .filter(i -> candidates.get(i).outcome() == Outcome.OK)
                    .sorted(Comparator.comparingLong(this::end))
                    .forEach(completed::add);
            if (sensible()) {
                collectOpen();
            }
        }

        private boolean sensible() {
            return candidates.size() <= MOST_OPERATIONS
                    && candidates.values().stream()
                            .allMatch(each -> model.functions().contains(each.f())
                                    && model.problemWith(each).isEmpty());
        }

        /** An operation as it looked when the impossible one completed. */
        private Operation seen(int operation, long end) {
            Op begun = operations.invocation(operation);
            Op over = operations.completion(operation);
            boolean ok = over != null && over.type() == OpType.OK && over.index() < end;
            return new Operation(
                    begun.f(), begun.key(), begun.value(), ok ? Outcome.OK : Outcome.UNKNOWN, ok ? over.value() : null);
        }

        private long end(int operation) {
            return operations.completion(operation).index();
        }

        /** For each completion, what may take effect before it: begun before it, and not over before it. */
        private void collectOpen() {
            List<Integer> begun = candidates.keySet().stream()
                    .sorted(Comparator.comparingLong(
                            i -> operations.invocation(i).index()))
                    .toList();
            TreeSet<Integer> now = new TreeSet<>();
            int next = 0;
            long room = MOST_OPEN;
            for (int over : completed) {
                room -= now.size();
                if (room < 0) {
                    return;
                }
                while (next < begun.size()
                        && operations.invocation(begun.get(next)).index() < end(over)) {
                    now.add(begun.get(next++));
                }
                // What is sure to have happened is tried before what may have, and the one that must before all others.
                open.add(now.stream()
                        .sorted(Comparator.<Integer, Boolean>comparing(
                                        i -> candidates.get(i).outcome() != Outcome.OK)
                                .thenComparing(i -> i != over))
                        .toList());
                now.remove(over);
            }
        }

        Optional<LegalOrder> order() {
            if (open.size() < completed.size()) {
                return Optional.empty();
            }
            Deque<Place<S>> untried = new ArrayDeque<>();
            Set<List<Object>> tried = new HashSet<>();
            untried.push(new Place<>(null, -1, model.initial(), 0, Set.of()));
            for (int steps = 0; steps < MOST_STEPS && !untried.isEmpty(); steps++) {
                Place<S> place = passed(untried.pop());
                if (place.completed() == completed.size()) {
                    return Optional.of(told(place));
                }
                if (tried.add(List.of(place.completed(), place.state(), place.early()))) {
                    List<Place<S>> next = next(place);
                    for (int i = next.size() - 1; i >= 0; i--) {
                        untried.push(next.get(i));
                    }
                }
            }
            return Optional.empty();
        }

        /** Passes the completions of what has its place already. */
        private Place<S> passed(Place<S> place) {
            Set<Integer> early = new HashSet<>(place.early());
            int at = place.completed();
            while (at < completed.size() && early.remove(completed.get(at))) {
                at++;
            }
            return at == place.completed()
                    ? place
                    : new Place<>(place.before(), place.operation(), place.state(), at, early);
        }

        private List<Place<S>> next(Place<S> place) {
            List<Place<S>> next = new ArrayList<>();
            for (int operation : open.get(place.completed())) {
                if (!place.early().contains(operation)) {
                    S state = model.step(place.state(), candidates.get(operation));
                    if (state != null) {
                        Set<Integer> early = new HashSet<>(place.early());
                        early.add(operation);
                        next.add(new Place<>(place, operation, state, place.completed(), early));
                    }
                }
            }
            return next;
        }

        private LegalOrder told(Place<S> last) {
            Deque<Integer> order = new ArrayDeque<>();
            Deque<String> states = new ArrayDeque<>();
            for (Place<S> place = last; place.operation() >= 0; place = place.before()) {
                order.push(place.operation());
                states.push(model.describe(place.state()));
            }
            return new LegalOrder(List.copyOf(order), List.copyOf(states));
        }
    }
}
