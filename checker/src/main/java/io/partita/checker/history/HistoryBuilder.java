package io.partita.checker.history;

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

    /** As many events as an array can hold. */
    static final int MOST_EVENTS = Integer.MAX_VALUE - 8;

    private final Columns columns = new Columns();
    private final Processes processes = new Processes();
    private final EventDraft draft = new EventDraft();
    private final int mostEvents;

    HistoryBuilder() {
        this(MOST_EVENTS);
    }

    HistoryBuilder(int mostEvents) {
        this.mostEvents = mostEvents;
    }

    /**
     * Appends an event; its index is replaced by its position.
     *
     * @throws HistoryException if the event breaks a rule; it is then not part of the history
     */
    public HistoryBuilder add(Op op) {
        draft.take(op);
        add(draft);
        return this;
    }

    /**
     * As {@link #add(Op)}, with the time for which the operation was meant, in ns since the run began; a time after that of
     * the event counts as that of the event.
     */
    public HistoryBuilder add(Op op, long scheduled) {
        draft.take(op);
        draft.scheduled(scheduled);
        add(draft);
        return this;
    }

    /** As {@link #add(Op)}; the draft may be used again afterwards. */
    void add(EventDraft event) {
        if (columns.size == mostEvents) {
            throw new HistoryException("a history can hold " + mostEvents
                    + " events and no more: cut the recording into" + " several, at moments when no operation is open");
        }
        columns.add(event, event.process == Op.NEMESIS ? -1 : invocationOf(event));
    }

    /** Number of events so far. */
    public int size() {
        return columns.size;
    }

    /** The history so far; the builder may be used further without changing it. */
    public History build() {
        return new History(columns.snapshot());
    }

    /** Follows the process from state to state; answers the invocation that {@code event} completes, or -1. */
    private int invocationOf(EventDraft event) {
        if (event.process < 0) {
            throw new HistoryException(where(event) + " has a negative process: clients are numbered from 0, and "
                    + Op.NEMESIS + " is the nemesis");
        }
        int state = processes.get(event.process);
        if (event.type == OpType.INVOKE) {
            refuseSecondInvocation(event, state);
            processes.put(event.process, columns.size);
            columns.operations++;
            return -1;
        }
        if (state < 0) {
            if (event.type == OpType.INFO) {
                return -1;
            }
            throw new HistoryException(where(event) + " completes " + quoted(event.f)
                    + " but the process has nothing open: an invocation is missing, or the lines are out of order");
        }
        refuseOtherOperation(event, state);
        processes.put(event.process, event.type == OpType.INFO ? Processes.CRASHED : Processes.IDLE);
        return state;
    }

    private void refuseSecondInvocation(EventDraft event, int state) {
        if (state == Processes.IDLE) {
            return;
        }
        if (state == Processes.CRASHED) {
            throw new HistoryException(where(event) + " invokes " + quoted(event.f)
                    + " after an operation of unknown outcome (info): give the client a new process number, because"
                    + " the old operation may still be running");
        }
        throw new HistoryException(where(event) + " invokes " + quoted(event.f) + " while its "
                + quoted(columns.function(state)) + " of event " + state
                + " is still open: give clients that act at the same time different process numbers");
    }

    private void refuseOtherOperation(EventDraft event, int invocation) {
        String f = columns.function(invocation);
        if (!f.equals(event.f)) {
            throw new HistoryException(where(event) + " completes " + quoted(event.f) + " but has " + quoted(f)
                    + " of event " + invocation + " open: invocation and completion must name the same function");
        }
        Object key = columns.key(invocation);
        if (event.key != null && event.key != key && !event.key.equals(key)) {
            throw new HistoryException(where(event) + " completes " + quoted(event.f) + " of key " + event.key
                    + " but event " + invocation + " invoked it for key " + key);
        }
    }

    private String where(EventDraft event) {
        return "event " + columns.size + ": process " + event.process;
    }

    private static String quoted(String f) {
        return '"' + f + '"';
    }
}
