package io.partita.checker.internal.parts;

import io.partita.checker.Spelling;
import io.partita.checker.history.History;
import io.partita.checker.history.HistoryException;
import io.partita.checker.history.OpType;
import io.partita.checker.internal.models.Register;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Cuts a history into the parts that a model judges apart (P-compositionality: Horn and Kroening, FORTE 2015). */
public final class Parts {

    private static final int PROBLEMS_SHOWN = 5;

    private final Model<?> model;
    private final History history;
    private final Map<Object, Collected> parts = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private Parts(Model<?> model, History history) {
        this.model = model;
        this.history = history;
    }

    /**
     * The parts in the order in which they first appear.
     *
     * @throws HistoryException if operations make no sense to the model; the message names the first few
     */
    public static List<Part> of(Model<?> model, History history) {
        return new Parts(model, history).cut();
    }

    /**
     * What was known of {@code part} just before the event {@code end}, and the answers that came later: whatever had not
     * returned may have happened or not, but if it answered something, it can only have happened where that fits.
     */
    public static Part before(Part part, int end, Model<?> model) {
        Collected known = new Collected();
        for (int i = 0; i < part.size() && part.invocations()[i] < end; i++) {
            Operation op = part.operations().get(i);
            if (part.returns()[i] < end) {
                known.add(op, part.invocations()[i], part.returns()[i]);
            } else if (!model.isReadOnly(op)) {
                known.add(answersForItself(op, model) ? op : unknown(op), part.invocations()[i], Part.NEVER);
            }
        }
        known.total = known.operations.size();
        return known.toPart(part.key(), model);
    }

    /** An echo of the question says no more than that the operation happened; no write to a register says more. */
    private static boolean answersForItself(Operation op, Model<?> model) {
        return op.output() != null && !op.output().equals(op.input()) && !(model instanceof Register);
    }

    private static Operation unknown(Operation op) {
        return new Operation(op.f(), op.key(), op.input(), Outcome.UNKNOWN, null);
    }

    private List<Part> cut() {
        int wrong = 0;
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) == OpType.INVOKE && history.process(i) >= 0) {
                wrong += take(i) ? 0 : 1;
            }
        }
        if (wrong > 0) {
            throw new HistoryException(
                    "the history does not fit the model " + model.name() + ": " + String.join("; ", problems)
                            + (wrong > problems.size() ? "; and " + (wrong - problems.size()) + " more" : ""));
        }
        List<Part> result = new ArrayList<>(parts.size());
        parts.forEach((key, collected) -> result.add(collected.toPart(key, model)));
        return result;
    }

    private boolean take(int invocation) {
        int completion = history.completionOf(invocation);
        Outcome outcome = outcome(completion);
        Operation op = new Operation(
                history.f(invocation),
                history.key(invocation),
                history.value(invocation),
                outcome,
                outcome == Outcome.OK ? history.value(completion) : null);
        Optional<String> problem = problemWith(op);
        if (problem.isPresent()) {
            if (problems.size() < PROBLEMS_SHOWN) {
                problems.add("event " + invocation + ": " + problem.get());
            }
            return false;
        }
        Collected part = parts.computeIfAbsent(model.partOf(op), key -> new Collected());
        part.total++;
        boolean silent = outcome == Outcome.UNKNOWN && model.isReadOnly(op)
                || outcome == Outcome.REFUSED && !model.observesRefusal(op);
        if (!silent) {
            part.add(op, invocation, outcome == Outcome.UNKNOWN ? Part.NEVER : completion);
        }
        return true;
    }

    private Outcome outcome(int completion) {
        if (completion < 0) {
            return Outcome.UNKNOWN;
        }
        return switch (history.type(completion)) {
            case OK -> Outcome.OK;
            case FAIL -> Outcome.REFUSED;
            default -> Outcome.UNKNOWN;
        };
    }

    private Optional<String> problemWith(Operation op) {
        if (!model.functions().contains(op.f())) {
            return Optional.of("unknown function \"" + op.f() + "\""
                    + Spelling.closest(op.f(), model.functions())
                            .map(close -> " (did you mean " + close + "?)")
                            .orElse("")
                    + ", expected one of " + String.join(", ", model.functions()));
        }
        return model.problemWith(op);
    }

    private static final class Collected {

        private final List<Operation> operations = new ArrayList<>();
        private final List<Integer> invocations = new ArrayList<>();
        private final List<Integer> returns = new ArrayList<>();
        private int total;

        void add(Operation op, int invocation, int completion) {
            operations.add(op);
            invocations.add(invocation);
            returns.add(completion);
        }

        Part toPart(Object key, Model<?> model) {
            Predicate<Operation> couldMatter = model.couldMatter(operations);
            Collected kept = new Collected();
            for (int i = 0; i < operations.size(); i++) {
                Operation op = operations.get(i);
                if (op.outcome() != Outcome.UNKNOWN || couldMatter.test(op)) {
                    kept.add(op, invocations.get(i), returns.get(i));
                }
            }
            return new Part(
                    key,
                    List.copyOf(kept.operations),
                    array(kept.invocations),
                    array(kept.returns),
                    total,
                    operations.size() - kept.operations.size());
        }

        private static int[] array(List<Integer> list) {
            return list.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}
