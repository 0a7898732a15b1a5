package io.partita.checker.linearizability;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Tries every order of whole operations, with no idea beyond the definition. For small histories only. */
final class TextbookSearch {

    private record Whole(Operation operation, int invocation, int completion) {}

    private static final int NEVER = Integer.MAX_VALUE;

    private TextbookSearch() {}

    static <S> boolean linearizable(Model<S> model, History history) {
        return linearizable(model, history, NEVER - 1, any -> true);
    }

    /** Whether the operations on some parts could still be explained when event {@code last} had happened. */
    static <S> boolean linearizable(Model<S> model, History history, int last, Predicate<Object> parts) {
        List<Whole> operations = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) == OpType.INVOKE) {
                int end = history.completionOf(i);
                OpType how = end < 0 ? OpType.INFO : history.type(end);
                Outcome outcome =
                        how == OpType.OK ? Outcome.OK : how == OpType.FAIL ? Outcome.REFUSED : Outcome.UNKNOWN;
                Operation op = new Operation(
                        history.f(i),
                        history.key(i),
                        history.value(i),
                        outcome,
                        outcome == Outcome.OK ? history.value(end) : null);
                boolean says = outcome != Outcome.REFUSED || model.observesRefusal(op);
                if (says && i <= last && parts.test(model.partOf(op))) {
                    operations.add(new Whole(op, i, outcome == Outcome.UNKNOWN || end > last ? NEVER : end));
                }
            }
        }
        return extend(model, operations, new HashMap<>());
    }

    private static <S> boolean extend(Model<S> model, List<Whole> left, Map<Object, S> states) {
        int firstReturn = left.stream().mapToInt(Whole::completion).min().orElse(NEVER);
        if (firstReturn == NEVER) {
            return true;
        }
        for (int i = 0; i < left.size(); i++) {
            Whole next = left.get(i);
            if (next.invocation() > firstReturn) {
                continue;
            }
            Object part = model.partOf(next.operation());
            S after = model.step(states.getOrDefault(part, model.initial()), next.operation());
            if (after != null) {
                List<Whole> rest = new ArrayList<>(left);
                rest.remove(i);
                Map<Object, S> changed = new HashMap<>(states);
                changed.put(part, after);
                if (extend(model, rest, changed)) {
                    return true;
                }
            }
        }
        return false;
    }
}
