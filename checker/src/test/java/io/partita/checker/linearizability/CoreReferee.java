package io.partita.checker.linearizability;

import io.partita.checker.LinearizabilityResult.Core;
import io.partita.checker.LinearizabilityResult.Violation;
import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.internal.models.Register;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Judges a core by its definition alone, trying every order: the operations held stand as they were seen, all others
 * happen at any time or never.
 */
final class CoreReferee<S> {

    private enum Kind {
        /** Must happen, between its invocation and its return. */
        HELD,
        /** May happen once, at any time after its invocation, or after the core began. */
        FREE,
        /** May happen once, at any time: it was open when the core began. */
        OPEN,
        /** May happen once, before anything that is held. */
        PAST
    }

    private record Whole(Operation operation, Kind kind, int invocation, int completion) {}

    private static final Set<String> COLLECTIONS = Set.of("queue", "stack", "priority-queue", "unordered-queue");
    private static final int NEVER = Integer.MAX_VALUE;
    private static final int MOST_STARTS = 200;

    private final Model<S> model;
    private final History history;
    private final Violation violation;
    private final Core core;

    CoreReferee(Model<S> model, History history, Violation violation) {
        this.model = model;
        this.history = history;
        this.violation = violation;
        this.core = violation.core();
    }

    /** Whether the core proves the violation: what came before may have happened in part, in any order, or not at all. */
    boolean proves() {
        return !legal(model.initial(), wholes(core.operations(), true), false);
    }

    /** Whether the core without {@code dropped} has a legal order from one of the states that it may begin in. */
    boolean needs(int dropped) {
        List<Integer> rest =
                core.operations().stream().filter(op -> op != dropped).toList();
        List<Whole> wholes = wholes(rest, false);
        return starts().stream().anyMatch(start -> legal(start, wholes, true));
    }

    private List<Whole> wholes(List<Integer> held, boolean withPast) {
        List<Whole> wholes = new ArrayList<>();
        int end = core.to();
        for (int i = 0; i < end; i++) {
            if (history.type(i) != OpType.INVOKE || !isOnPart(operation(i))) {
                continue;
            }
            Operation op = operation(i);
            int completion = op.outcome() == Outcome.UNKNOWN ? NEVER : history.completionOf(i);
            Operation free = takesAnother(op) ? op : new Operation(op.f(), op.key(), op.input(), Outcome.UNKNOWN, null);
            boolean changes = op.outcome() != Outcome.REFUSED && !model.isReadOnly(op) && !model.isReadOnly(free);
            if (held.contains(i)) {
                boolean returned = completion <= end;
                wholes.add(returned ? new Whole(op, Kind.HELD, i, completion) : new Whole(free, Kind.FREE, i, NEVER));
            } else if (changes && completion < core.from()) {
                if (withPast) {
                    wholes.add(new Whole(free, Kind.PAST, -1, NEVER));
                }
            } else if (changes) {
                wholes.add(new Whole(free, i < core.from() ? Kind.OPEN : Kind.FREE, -1, NEVER));
            }
        }
        return wholes;
    }

    /** What is known to have taken an element that the core does not speak of did not take one of which it does. */
    private boolean takesAnother(Operation op) {
        return COLLECTIONS.contains(model.name())
                && op.input() == null
                && op.output() != null
                && core.operations().stream()
                        .map(this::operation)
                        .noneMatch(other ->
                                op.output().equals(other.input()) || op.output().equals(other.output()));
    }

    private boolean isOnPart(Operation op) {
        return Objects.equals(model.partOf(op), violation.key());
    }

    private Operation operation(int invocation) {
        int end = history.completionOf(invocation);
        OpType how = end < 0 ? OpType.INFO : history.type(end);
        Outcome outcome = how == OpType.OK ? Outcome.OK : how == OpType.FAIL ? Outcome.REFUSED : Outcome.UNKNOWN;
        return new Operation(
                history.f(invocation),
                history.key(invocation),
                history.value(invocation),
                outcome,
                outcome == Outcome.OK ? history.value(end) : null);
    }

    /** Every state that the operations begun before the core might have left; of too many, those that few leave. */
    private Set<S> starts() {
        Set<S> found = new LinkedHashSet<>(List.of(model.initial()));
        if (core.start().isPresent()) {
            return found;
        }
        Deque<S> fresh = new ArrayDeque<>(found);
        while (!fresh.isEmpty() && found.size() < MOST_STARTS) {
            S state = fresh.remove();
            for (int i = 0; i < core.from(); i++) {
                if (history.type(i) == OpType.INVOKE && isOnPart(operation(i))) {
                    S next = leaves(state, operation(i));
                    if (next != null && found.add(next)) {
                        fresh.add(next);
                    }
                }
            }
        }
        return found;
    }

    /** A compare-and-set may have succeeded, whatever was there. */
    @SuppressWarnings("unchecked")
    private S leaves(S state, Operation op) {
        if (op.outcome() == Outcome.REFUSED || model.isReadOnly(op)) {
            return null;
        }
        return model instanceof Register && op.f().equals("cas")
                ? (S) new Register.Held(Register.replacement(op))
                : model.step(state, new Operation(op.f(), op.key(), op.input(), Outcome.UNKNOWN, null));
    }

    private boolean legal(S state, List<Whole> left, boolean begun) {
        int firstReturn = left.stream().mapToInt(Whole::completion).min().orElse(NEVER);
        if (firstReturn == NEVER) {
            return true;
        }
        for (int i = 0; i < left.size(); i++) {
            Whole next = left.get(i);
            if (next.invocation() > firstReturn || next.kind() == Kind.PAST && begun) {
                continue;
            }
            S after = model.step(state, next.operation());
            if (after != null) {
                List<Whole> rest = new ArrayList<>(left);
                rest.remove(i);
                if (legal(after, rest, begun || next.kind() == Kind.HELD || next.kind() == Kind.FREE)) {
                    return true;
                }
            }
        }
        return false;
    }
}
