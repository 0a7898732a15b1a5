package io.partita.checker.history;

import java.util.HashMap;
import java.util.Map;

/**
 * Collects events in order and refuses the first that breaks a rule of histories. Not thread-safe.
 *
 * <p>The rules, for every process but the nemesis:
 *
 * <ul>
 *   <li>it invokes only when nothing of its own is open, and never again after an {@code info}
 *   <li>{@code ok} and {@code fail} follow an invocation of the same function, and of the same key when they name one
 *   <li>an {@code info} with nothing open is a remark, not a completion
 * </ul>
 */
public final class HistoryBuilder {

    /** Stands for the invocation of a process that may not invoke again. */
    private static final int CRASHED = -2;

    private final Columns columns = new Columns();
    private final Map<Integer, Integer> open = new HashMap<>();

    HistoryBuilder() {}

    /**
     * Appends an event; its index is replaced by its position.
     *
     * @throws HistoryException if the event breaks a rule; it is then not part of the history
     */
    public HistoryBuilder add(Op op) {
        int invocation = op.isNemesis() ? -1 : invocationOf(op);
        columns.add(op);
        int index = columns.size - 1;
        if (invocation >= 0) {
            columns.partners[index] = invocation;
            columns.partners[invocation] = index;
        }
        return this;
    }

    /** Number of events so far. */
    public int size() {
        return columns.size;
    }

    /** The history so far; the builder may be used further without changing it. */
    public History build() {
        return new History(columns.trimmedCopy());
    }

    /** Follows the process from state to state; answers the invocation that {@code op} completes, or -1. */
    private int invocationOf(Op op) {
        if (op.process() < 0) {
            throw new HistoryException(where(op) + " has a negative process: clients are numbered from 0, and "
                    + Op.NEMESIS + " is the nemesis");
        }
        Integer state = open.get(op.process());
        if (op.type() == OpType.INVOKE) {
            refuseSecondInvocation(op, state);
            open.put(op.process(), columns.size);
            columns.operations++;
            return -1;
        }
        if (state == null || state == CRASHED) {
            if (op.type() == OpType.INFO) {
                return -1;
            }
            throw new HistoryException(where(op) + " completes " + quoted(op.f())
                    + " but the process has nothing open: an invocation is missing, or the lines are out of order");
        }
        refuseOtherOperation(op, state);
        if (op.type() == OpType.INFO) {
            open.put(op.process(), CRASHED);
        } else {
            open.remove(op.process());
        }
        return state;
    }

    private void refuseSecondInvocation(Op op, Integer state) {
        if (state == null) {
            return;
        }
        if (state == CRASHED) {
            throw new HistoryException(where(op) + " invokes " + quoted(op.f())
                    + " after an operation of unknown outcome (info): give the client a new process number, because"
                    + " the old operation may still be running");
        }
        throw new HistoryException(where(op) + " invokes " + quoted(op.f()) + " while its "
                + quoted(columns.functions.get(columns.functionIds[state])) + " of event " + state
                + " is still open: give clients that act at the same time different process numbers");
    }

    private void refuseOtherOperation(Op op, int invocation) {
        String f = columns.functions.get(columns.functionIds[invocation]);
        if (!f.equals(op.f())) {
            throw new HistoryException(where(op) + " completes " + quoted(op.f()) + " but has " + quoted(f)
                    + " of event " + invocation + " open: invocation and completion must name the same function");
        }
        Object key = columns.keys.get(columns.keyIds[invocation]);
        if (op.key() != null && !JsonValues.canonical(op.key()).equals(key)) {
            throw new HistoryException(where(op) + " completes " + quoted(op.f()) + " of key " + op.key()
                    + " but event " + invocation + " invoked it for key " + key);
        }
    }

    private String where(Op op) {
        return "event " + columns.size + ": process " + op.process();
    }

    private static String quoted(String f) {
        return '"' + f + '"';
    }
}
