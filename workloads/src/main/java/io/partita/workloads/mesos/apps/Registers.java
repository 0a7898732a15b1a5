package io.partita.workloads.mesos.apps;

import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Apps as registers, two for each: its token and its number of instances. A creation and a deletion write both, an update
 * one, a scaling the other; what a change leaves alone it must not undo, or one of the registers shows it.
 *
 * <p>The result is a history of its own, in which every operation is a process. Each of its events is one of the
 * original's, which {@link #origin} tells.
 */
final class Registers {

    /** What both registers hold while there is no such app, from the beginning on. */
    static final String ABSENT = "absent";

    private record Draft(int origin, Op op) {}

    private final History original;
    private final List<Draft> drafts = new ArrayList<>();
    /** Of every operation the process that performed it in the original. */
    private final List<Integer> processes = new ArrayList<>();

    private Registers(History original) {
        this.original = original;
    }

    static Registers of(History history, List<AppRecord> apps) {
        Registers registers = new Registers(history);
        for (AppRecord app : apps) {
            registers.add(app, "token", Change::setsToken, Change::token, Reading.AppState::token);
            registers.add(app, "instances", Change::setsInstances, Change::instances, Reading.AppState::instances);
        }
        registers.drafts.sort(Comparator.comparingInt(Draft::origin));
        return registers;
    }

    private void add(
            AppRecord app,
            String register,
            Predicate<Change> writes,
            Function<Change, Object> written,
            Function<Reading.AppState, Object> read) {
        String key = app.id() + " " + register;
        for (Change change : app.changes()) {
            if (writes.test(change)) {
                Object value = change.deletes() ? ABSENT : written.apply(change);
                OpType end = change.acknowledged() ? OpType.OK : OpType.INFO;
                operation(key, "write", change.invoked(), change.completed(), value, value, end);
            }
        }
        for (Reading reading : app.readings()) {
            Object value = reading.app().isAbsent() ? ABSENT : read.apply(reading.app());
            operation(key, "read", reading.invoked(), reading.completed(), null, value, OpType.OK);
        }
    }

    private void operation(
            String key, String f, int invoked, int completed, Object argument, Object result, OpType end) {
        int mine = processes.size();
        processes.add(original.process(invoked));
        drafts.add(new Draft(invoked, op(invoked, mine, OpType.INVOKE, f, key, argument)));
        if (completed != Change.NEVER) {
            drafts.add(new Draft(completed, op(completed, mine, end, f, key, result)));
        }
    }

    private Op op(int index, int mine, OpType type, String f, String key, Object value) {
        return new Op(index, original.time(index), mine, type, f, key, value, null);
    }

    History history() {
        return History.of(drafts.stream().map(Draft::op).toList());
    }

    /** The index in the original history of the event at {@code index} of this one. */
    long origin(long index) {
        return index >= 0 && index < drafts.size() ? drafts.get((int) index).origin() : index;
    }

    /** The process of the original whose operation is the process {@code mine} here. */
    int process(int mine) {
        return processes.get(mine);
    }
}
