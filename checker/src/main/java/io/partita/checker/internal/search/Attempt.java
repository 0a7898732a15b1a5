package io.partita.checker.internal.search;

import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import io.partita.checker.internal.search.Timeline.Role;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One search for an order that explains all returns before a goal. The most promising configuration is looked at first;
 * see {@link Search} for the rules. Not thread-safe.
 */
final class Attempt<S> {

    private static final int STEPS_BETWEEN_TIME_CHECKS = 16;

    /** What counts as much as one more return explained. */
    private static final int RETURN = 4;

    private static final int OWED = 1;
    private static final int USED_UP = 1;
    private static final int NOT_YET_DONE = 4;
    private static final int CRASHED = 8;

    private final Setting<S> setting;
    private final States<S> states;
    private final Kinds kinds;
    private final Timeline timeline;
    private final Layout layout;
    private final CrashClasses crashed;
    private final Account account;
    private final int goal;
    private final int horizon;
    private final Configurations met;
    private final Agenda agenda;
    private final long[] current;
    private final long[] child;

    /**
     * Per kind: the open operation that returns first; per question: a state that one leads to. Valid in the step noted
     * beside it.
     */
    private final int[] firstOfKind;

    private final long[] firstOfKindStep;
    private final long[] askedStep;
    private final int[] askedNext;
    private long steps;
    private int deepest;
    private boolean reached;
    private int latestDeadline = -1;

    /** The configuration being looked at: its return and state, the slot of what returns, and whether that is owed. */
    private int n;

    private int state;
    private int returning;
    private boolean owed;

    /** @param goal number of the first return that need not be explained */
    Attempt(Setting<S> setting, int goal, Account account) throws ExhaustedException {
        this.setting = setting;
        this.states = setting.states;
        this.kinds = setting.kinds;
        this.timeline = setting.timeline;
        this.layout = setting.layout;
        this.crashed = setting.crashed;
        this.account = account;
        this.goal = goal;
        this.horizon = timeline.returnEvent(goal);
        this.met = new Configurations(layout, account);
        this.agenda = new Agenda((goal + 1) * RETURN, account);
        this.current = new long[layout.width()];
        this.child = new long[layout.width()];
        this.firstOfKind = new int[kinds.count()];
        this.firstOfKindStep = new long[kinds.count()];
        this.askedStep = new long[kinds.count()];
        this.askedNext = new int[kinds.count()];
        child[0] = Layout.word0(0, states.initial());
        invoked(0, states.initial());
        offer(0);
    }

    /** Whether an order explains all returns before the goal. */
    boolean succeeds() throws ExhaustedException, InterruptedException {
        while (!reached && step()) {}
        return reached;
    }

    /** After success: looks for more states that are possible before the goal's return. */
    void lookAround(int mostSteps) throws ExhaustedException, InterruptedException {
        for (int i = 0; i < mostSteps && step(); i++) {}
    }

    private boolean step() throws ExhaustedException, InterruptedException {
        int number = agenda.take();
        if (number == Agenda.NONE) {
            return false;
        }
        if (++steps % STEPS_BETWEEN_TIME_CHECKS == 0) {
            account.checkTime();
        }
        if (met.take(number, current)) {
            expand();
        }
        return true;
    }

    /** Number of the latest return that was come to: all before it can be explained. */
    int deepest() {
        return deepest;
    }

    /**
     * After failure: the latest event that was looked ahead to. Without looking ahead, some configurations might have come
     * as far as that, but not beyond.
     */
    int latestDeadline() {
        return latestDeadline;
    }

    long configurations() {
        return met.met();
    }

    /** The states of the configurations that came to the latest return, few first met. */
    List<S> lastStates(int atMost) {
        Set<S> found = new LinkedHashSet<>();
        for (int i = met.places() - 1; i >= 0 && found.size() < atMost; i--) {
            if (met.isAt(i) && Layout.returnNumber(met.word0(i)) == deepest) {
                found.add(states.state(Layout.state(met.word0(i))));
            }
        }
        return List.copyOf(found);
    }

    /** Gives the memory back. The counts and states stay readable. */
    void release() {
        met.release();
        agenda.release();
    }

    /** Opens what is invoked between two returns in {@code child}; reads that the state allows take effect at once. */
    private void invoked(int before, int state) throws ExhaustedException {
        for (int place = timeline.firstPlace(before); place < timeline.returnPlace(before); place++) {
            int op = timeline.operationAt(place);
            int slot = timeline.slotOf(op);
            if (slot != Timeline.NONE
                    && (slot < layout.firstReadSlot() || states.step(state, kinds.of(op)) == States.ILLEGAL)) {
                layout.open(child, slot);
            }
        }
    }

    /** Takes {@code child} past every return that needs no choice, and keeps it to be looked at. */
    private void offer(int penalty) throws ExhaustedException {
        int next = Layout.returnNumber(child[0]);
        int state = Layout.state(child[0]);
        while (next < goal && !layout.available(child, timeline.slotOf(timeline.returning(next)))) {
            if (++next < timeline.returns()) {
                invoked(next, state);
            }
        }
        child[0] = Layout.word0(next, state);
        deepest = Math.max(deepest, next);
        reached |= next == goal;
        int number = met.add(child);
        if (number != Configurations.NONE) {
            agenda.add(number, RETURN * next - penalty - disadvantage(next));
        }
    }

    /** How much worse than the best thinkable at this return: what is still owed, what can't be used any more. */
    private int disadvantage(int n) {
        return n == timeline.returns()
                ? 0
                : OWED * layout.owed(child) + USED_UP * (setting.openOverwriting[n] - layout.available(child));
    }

    private void expand() throws ExhaustedException {
        n = Layout.returnNumber(current[0]);
        state = Layout.state(current[0]);
        if (n == timeline.returns()) {
            return;
        }
        timeline.moveTo(n);
        int op = timeline.returning(n);
        returning = timeline.slotOf(op);
        owed = layout.owed(current, returning);
        noteFirstOfKinds();
        for (int c = 0; c < crashed.count(); c++) {
            branchCrashed(c);
        }
        for (int slot = layout.firstReadSlot() - 1; slot >= 0; slot--) {
            int other = timeline.openIn(slot);
            if (slot != returning && isCandidate(slot) && firstOfKind[kinds.of(other)] == other) {
                branchOpen(other, slot);
            }
        }
        if (!owed && layout.available(current, returning)) {
            forget(op);
        }
        if (isCandidate(returning)) {
            branchOpen(op, returning);
        }
    }

    /** Whether what is open in {@code slot} may change the state and has not taken effect. */
    private boolean isCandidate(int slot) {
        return slot < layout.firstReadSlot()
                && timeline.openIn(slot) != Timeline.NONE
                && layout.available(current, slot);
    }

    private void noteFirstOfKinds() throws ExhaustedException {
        for (int slot = 0; slot < layout.firstReadSlot(); slot++) {
            if (!isCandidate(slot)) {
                continue;
            }
            int op = timeline.openIn(slot);
            int kind = kinds.of(op);
            int[] returns = setting.part.returns();
            if (firstOfKindStep[kind] != steps || returns[op] < returns[firstOfKind[kind]]) {
                firstOfKindStep[kind] = steps;
                firstOfKind[kind] = op;
            }
            int next = states.step(state, kind);
            if (next != States.ILLEGAL) {
                askedStep[kinds.question(kind)] = steps;
                askedNext[kinds.question(kind)] = next;
            }
        }
    }

    private void branchCrashed(int crashClass) throws ExhaustedException {
        if (crashed.used(current, layout.countsAt(), crashClass) >= timeline.crashedSoFar(crashClass)) {
            return;
        }
        int kind = crashed.kind(crashClass);
        int question = kinds.question(kind);
        int next = states.step(state, kind);
        // One that answered something may fit nowhere but here: only an equal one can take its place.
        boolean openDoesIt = kinds.example(kind).output() == null
                ? askedStep[question] == steps && askedNext[question] == next
                : firstOfKindStep[kind] == steps;
        if (next != States.ILLEGAL && next != state && !openDoesIt) {
            System.arraycopy(current, 0, child, 0, child.length);
            crashed.useOne(child, layout.countsAt(), crashClass);
            apply(kind, next, false, CRASHED);
        }
    }

    private void branchOpen(int op, int slot) throws ExhaustedException {
        int next = states.step(state, kinds.of(op));
        if (next != States.ILLEGAL) {
            System.arraycopy(current, 0, child, 0, child.length);
            layout.close(child, slot);
            apply(kinds.of(op), next, slot == returning, 0);
        }
    }

    /** Lets the returning operation have happened unnoticed. */
    private void forget(int op) throws ExhaustedException {
        System.arraycopy(current, 0, child, 0, child.length);
        layout.close(child, returning);
        int left = setting.effects.leaves(kinds.of(op));
        if (left == state || !isLost(left)) {
            offer(0);
        }
    }

    /** Completes {@code child}, in which an operation of {@code kind} took effect, and offers it unless it is useless. */
    private void apply(int kind, int next, boolean isReturning, int penalty) throws ExhaustedException {
        boolean overwrites = setting.effects.role(kind) == Role.OVERWRITES;
        child[0] = Layout.word0(n, next);
        if (overwrites) {
            layout.overwrite(child);
        }
        boolean served = next != state && serveReads(next);
        boolean done = isReturning || owed && !layout.owed(child, returning);
        boolean useless = overwrites && !done && !served && !enablesChange(next);
        if (!useless && (next == state || !isLost(state) && !isBeyond(next))) {
            offer(penalty + (done ? 0 : NOT_YET_DONE));
        }
    }

    private boolean serveReads(int state) throws ExhaustedException {
        boolean served = false;
        for (int slot = layout.firstReadSlot(); slot < layout.slots(); slot++) {
            int op = timeline.openIn(slot);
            if (op != Timeline.NONE && layout.owed(child, slot) && states.step(state, kinds.of(op)) != States.ILLEGAL) {
                layout.close(child, slot);
                served = true;
            }
        }
        return served;
    }

    /** Whether an operation that changes the state without overwriting it is possible in {@code state}. */
    private boolean enablesChange(int state) throws ExhaustedException {
        for (int slot = layout.firstChangeSlot(); slot < layout.firstReadSlot(); slot++) {
            int op = timeline.openIn(slot);
            if (op != Timeline.NONE && layout.owed(child, slot) && states.step(state, kinds.of(op)) != States.ILLEGAL) {
                return true;
            }
        }
        for (int c = 0; c < crashed.count(); c++) {
            if (setting.effects.role(crashed.kind(c)) == Role.CHANGES
                    && crashed.used(child, layout.countsAt(), c) < timeline.crashedSoFar(c)
                    && states.step(state, crashed.kind(c)) != States.ILLEGAL) {
                return true;
            }
        }
        return false;
    }

    /** Whether the state {@code left} is still needed and can't come back. */
    private boolean isLost(int left) {
        return lostAt(setting.prospects.lostAt(left, child, n));
    }

    /** Whether no way leads from the state {@code next} to what will be read. */
    private boolean isBeyond(int next) throws ExhaustedException {
        return lostAt(setting.ways.lostAt(next, child, n));
    }

    private boolean lostAt(int deadline) {
        if (deadline >= horizon) {
            return false;
        }
        latestDeadline = Math.max(latestDeadline, deadline);
        return true;
    }
}
