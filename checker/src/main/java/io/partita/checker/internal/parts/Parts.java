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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Cuts a history into the parts that a model judges apart (P-compositionality: Horn and Kroening, FORTE 2015). */
public final class Parts {

    private static final int PROBLEMS_SHOWN = 5;

    private final Model<?> model;
    private final History history;
    private final Map<Object, Collected> parts = new LinkedHashMap<>();
    /** The part without a key, which is mostly the only one. */
    private Collected whole;

    private final Set<String> functions;
    private final List<String> problems = new ArrayList<>();

    private Parts(Model<?> model, History history) {
        this.model = model;
        this.history = history;
        this.functions = Set.copyOf(model.functions());
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
        known.total = known.size;
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
        for (Map.Entry<Object, Collected> part : parts.entrySet()) {
            result.add(part.getValue().toPart(part.getKey(), model));
            part.setValue(null); // so that what was collected is not held twice
        }
        return result;
    }

    private boolean take(int invocation) {
        int completion = history.completionOf(invocation);
        Outcome outcome = outcome(completion);
        Object input = history.value(invocation);
        Operation op = new Operation(
                history.f(invocation),
                history.key(invocation),
                input,
                outcome,
                outcome == Outcome.OK ? output(completion, input) : null);
        Optional<String> problem = problemWith(op);
        if (problem.isPresent()) {
            if (problems.size() < PROBLEMS_SHOWN) {
                problems.add("event " + invocation + ": " + problem.get());
            }
            return false;
        }
        Collected part = part(model.partOf(op));
        part.total++;
        boolean silent = outcome == Outcome.UNKNOWN && model.isReadOnly(op)
                || outcome == Outcome.REFUSED && !model.observesRefusal(op);
        if (!silent) {
            part.add(op, invocation, outcome == Outcome.UNKNOWN ? Part.NEVER : completion);
        }
        return true;
    }

    /** What the completion answered; the very input if it repeats that, as answers to writes do. */
    private Object output(int completion, Object input) {
        Object output = history.value(completion);
        return output != null && output.equals(input) ? input : output;
    }

    private Collected part(Object key) {
        if (key == null) {
            if (whole == null) {
                whole = new Collected();
                parts.put(null, whole);
            }
            return whole;
        }
        Collected part = parts.get(key);
        if (part == null) {
            part = new Collected();
            parts.put(key, part);
        }
        return part;
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
        if (!functions.contains(op.f())) {
            return Optional.of("unknown function \"" + op.f() + "\""
                    + Spelling.closest(op.f(), model.functions())
                            .map(close -> " (did you mean " + close + "?)")
                            .orElse("")
                    + ", expected one of " + String.join(", ", model.functions()));
        }
        return model.problemWith(op);
    }

    /** The columns of a part while it grows. */
    private static final class Collected {

        private Operation[] operations = new Operation[4];
        private int[] invocations = new int[4];
        private int[] returns = new int[4];
        private int size;
        private int total;
        private boolean anyUnknown;

        void add(Operation op, int invocation, int completion) {
            if (size == operations.length) {
                resize(size + (size >> 1));
            }
            operations[size] = op;
            invocations[size] = invocation;
            returns[size] = completion;
            size++;
            anyUnknown |= op.outcome() == Outcome.UNKNOWN;
        }

        Part toPart(Object key, Model<?> model) {
            int collected = size;
            if (anyUnknown) {
                leaveOutTheUnseen(model);
            }
            resize(size);
            return new Part(key, List.of(operations), invocations, returns, total, collected - size);
        }

        private void leaveOutTheUnseen(Model<?> model) {
            Predicate<Operation> couldMatter = model.couldMatter(List.of(Arrays.copyOf(operations, size)));
            int kept = 0;
            for (int i = 0; i < size; i++) {
                Operation op = operations[i];
                if (op.outcome() != Outcome.UNKNOWN || couldMatter.test(op)) {
                    operations[kept] = op;
                    invocations[kept] = invocations[i];
                    returns[kept] = returns[i];
                    kept++;
                }
            }
            size = kept;
        }

        private void resize(int capacity) {
            if (capacity != operations.length) {
                operations = Arrays.copyOf(operations, capacity);
                invocations = Arrays.copyOf(invocations, capacity);
                returns = Arrays.copyOf(returns, capacity);
            }
        }
    }
}
