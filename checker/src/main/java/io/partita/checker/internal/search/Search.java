package io.partita.checker.internal.search;

import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import io.partita.checker.internal.search.Timeline.Role;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

public final class Search<S> {

    private static final int STEPS_BETWEEN_TIME_CHECKS = 256;
    private static final int STEPS_FOR_LAST_STATES = 2_000;
    private static final int SCALE = Integer.getInteger("s.scale", 4);
    private static final int OWED = Integer.getInteger("s.owed", 4);
    private static final int USED = Integer.getInteger("s.used", 4);
    private static final int STEP = Integer.getInteger("s.step", 4);
    private static final int CRASH = Integer.getInteger("s.crash", 8);

    private final Part part;
    private final Account account;
    private final States<S> states;
    private final Kinds kinds;

    private final Role[] roleOfKind;
    private final CrashClasses crashed;
    private final int[] askedByCrashed;
    private final Timeline timeline;
    private final Layout layout;
    private final Configurations met;
    private final Agenda agenda;
    private final int[] openOverwriting;
    private final long[] current;
    private final long[] child;
    private final int overwritingSlots;
    private final int changingSlots;
    private final int slots;

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
    private int limit;
    private final Optional<Effects> effects;
    private int unexplained = Timeline.NONE;

    public Search(Part part, Model<S> model, Account account) throws ExhaustedException {
        this.part = part;
        this.account = account;
        account.reserve(120L * part.size());
        int size = part.size();
        kinds = new Kinds(part);
        Role[] roles = new Role[size];
        States<S> tried = new States<>(model, kinds, account);
        effects = Effects.of(tried, size);
        states = effects.isPresent() ? tried : new States<>(model, kinds, account);
        for (int i = 0; i < size; i++) {
            roles[i] = role(model, part.operations().get(i), kinds.of(i));
        }
        roleOfKind = new Role[states.kinds()];
        for (int i = 0; i < size; i++) {
            roleOfKind[kinds.of(i)] = roles[i];
        }
        crashed = new CrashClasses(part, kinds);
        askedByCrashed = new int[crashed.count()];
        for (int i = 0; i < size; i++) {
            if (crashed.classOf()[i] != Timeline.NONE) {
                askedByCrashed[crashed.classOf()[i]] = kinds.question(kinds.of(i));
            }
        }
        timeline = new Timeline(part, roles, crashed.classOf(), crashed.count());
        overwritingSlots = timeline.slots(Role.OVERWRITES);
        changingSlots = timeline.slots(Role.CHANGES);
        slots = overwritingSlots + changingSlots + timeline.slots(Role.READS);
        layout = new Layout(overwritingSlots, changingSlots, timeline.slots(Role.READS), crashed);
        met = new Configurations(layout, account);
        limit = timeline.returns();
        agenda = new Agenda((limit + 2) * SCALE, account);
        openOverwriting = openOverwriting();
        current = new long[layout.width()];
        child = new long[layout.width()];
        firstOfKind = new int[states.kinds()];
        firstOfKindStep = new long[states.kinds()];
        askedStep = new long[kinds.count()];
        askedNext = new int[kinds.count()];
    }

    private Role role(Model<S> model, Operation op, int kind) {
        boolean reads =
                model.isReadOnly(op) || effects.isPresent() && !effects.get().changes(kind);
        boolean overwrites =
                model.overwrites(op) || effects.isPresent() && effects.get().overwrites(kind);
        return reads ? Role.READS : overwrites ? Role.OVERWRITES : Role.CHANGES;
    }

    private int[] openOverwriting() {
        int[] counts = new int[limit];
        int open = 0;
        for (int n = 0; n < limit; n++) {
            for (int place = timeline.firstPlace(n); place < timeline.returnPlace(n); place++) {
                open += isOverwriting(timeline.operationAt(place)) ? 1 : 0;
            }
            counts[n] = open;
            open -= isOverwriting(timeline.returning(n)) ? 1 : 0;
        }
        return counts;
    }

    private boolean isOverwriting(int op) {
        return timeline.slotOf(op) != Timeline.NONE && timeline.slotOf(op) < overwritingSlots;
    }

    /** Whether some order of the operations is legal. */
    public boolean linearizable() throws ExhaustedException, InterruptedException {
        if (limit == 0) {
            return true;
        }
        if (effects.isPresent()) {
            unexplained = new UnexplainedAnswer(part, timeline, states, kinds, effects.get()).firstReturn();
        }
        if (unexplained == Timeline.NONE) {
            return explained();
        }
        try {
            explained();
        } catch (ExhaustedException e) {
            // The verdict stands; only the place is then later than it could be.
            deepest = unexplained;
        }
        return false;
    }

    private boolean explained() throws ExhaustedException, InterruptedException {
        child[0] = Layout.word0(0, states.initial());
        invoked(child, 0, states.initial());
        if (offer(0)) {
            return true;
        }
        int left = STEPS_FOR_LAST_STATES;
        for (int number = agenda.take(); number != Agenda.NONE; number = agenda.take()) {
            if (deepest == unexplained && --left < 0) {
                return false;
            }
            if (++steps % STEPS_BETWEEN_TIME_CHECKS == 0) {
                account.checkTime();
            }
            if (met.take(number, current) && expand()) {
                return true;
            }
        }
        return false;
    }

    /** Opens what is invoked between the return before number {@code n} and that; reads that are legal take effect. */
    private void invoked(long[] configuration, int n, int state) throws ExhaustedException {
        for (int place = timeline.firstPlace(n); place < timeline.returnPlace(n); place++) {
            int op = timeline.operationAt(place);
            int slot = timeline.slotOf(op);
            if (slot != Timeline.NONE
                    && (slot < overwritingSlots + changingSlots
                            || states.step(state, kinds.of(op)) == States.ILLEGAL)) {
                layout.open(configuration, slot);
            }
        }
    }

    /**
     * Takes {@code child} past every return that needs no choice, and keeps it for later. Answers whether it came to the end
     * of the history.
     */
    private boolean offer(int penalty) throws ExhaustedException {
        int n = Layout.returnNumber(child[0]);
        int state = Layout.state(child[0]);
        while (!layout.available(child, timeline.slotOf(timeline.returning(n)))) {
            if (++n == limit) {
                return true;
            }
            invoked(child, n, state);
        }
        child[0] = Layout.word0(n, state);
        deepest = Math.max(deepest, n);
        int number = met.add(child);
        if (number != Configurations.NONE) {
            agenda.add(number, SCALE * n - penalty - badness(n));
        }
        return false;
    }

    private int badness(int n) {
        return (OWED * layout.owed(child) + USED * (openOverwriting[n] - layout.available(child))) / 4;
    }

    private boolean expand() throws ExhaustedException {
        int n = Layout.returnNumber(current[0]);
        int state = Layout.state(current[0]);
        timeline.moveTo(n);
        int returning = timeline.returning(n);
        int slot = timeline.slotOf(returning);
        boolean free = !layout.owed(current, slot);
        noteFirstOfKinds(state);
        for (int c = 0; c < crashed.count(); c++) {
            if (branchCrashed(state, c, slot, free)) {
                return true;
            }
        }
        for (int s = overwritingSlots + changingSlots - 1; s >= 0; s--) {
            int op = timeline.openIn(s);
            if (s != slot
                    && op != Timeline.NONE
                    && layout.available(current, s)
                    && firstOfKind[kinds.of(op)] == op
                    && branchOpen(state, op, s, slot, free)) {
                return true;
            }
        }
        if (free) {
            System.arraycopy(current, 0, child, 0, child.length);
            layout.close(child, slot);
            if (offer(0)) {
                return true;
            }
        }
        return slot < overwritingSlots + changingSlots && branchOpen(state, returning, slot, slot, free);
    }

    private void noteFirstOfKinds(int state) throws ExhaustedException {
        for (int slot = 0; slot < overwritingSlots + changingSlots; slot++) {
            int op = timeline.openIn(slot);
            if (op == Timeline.NONE || !layout.available(current, slot)) {
                continue;
            }
            int kind = kinds.of(op);
            if (firstOfKindStep[kind] != steps || part.returns()[op] < part.returns()[firstOfKind[kind]]) {
                firstOfKindStep[kind] = steps;
                firstOfKind[kind] = op;
            }
            int next = states.step(state, kind);
            if (next != States.ILLEGAL) {
                int asked = kinds.question(kinds.of(op));
                askedStep[asked] = steps;
                askedNext[asked] = next;
            }
        }
    }

    private boolean branchCrashed(int state, int crashClass, int returning, boolean free) throws ExhaustedException {
        if (crashed.used(current, layout.countsAt(), crashClass) >= timeline.crashedSoFar(crashClass)) {
            return false;
        }
        int next = states.step(state, crashed.kind(crashClass));
        int asked = askedByCrashed[crashClass];
        boolean openDoesIt = askedStep[asked] == steps && askedNext[asked] == next;
        if (next == States.ILLEGAL || next == state || openDoesIt) {
            return false;
        }
        System.arraycopy(current, 0, child, 0, child.length);
        crashed.useOne(child, layout.countsAt(), crashClass);
        return apply(crashed.kind(crashClass), next, returning, free, CRASH);
    }

    private boolean branchOpen(int state, int op, int slot, int returning, boolean free) throws ExhaustedException {
        int next = states.step(state, kinds.of(op));
        if (next == States.ILLEGAL) {
            return false;
        }
        System.arraycopy(current, 0, child, 0, child.length);
        layout.close(child, slot);
        return apply(kinds.of(op), next, slot == returning ? Timeline.NONE : returning, free, 0);
    }

    /** Completes {@code child}: what an operation of {@code kind} does to the other open ones. */
    private boolean apply(int kind, int next, int returning, boolean free, int penalty) throws ExhaustedException {
        boolean wasOwed = returning != Timeline.NONE && layout.owed(child, returning);
        child[0] = Layout.word0(Layout.returnNumber(current[0]), next);
        if (roleOfKind[kind] == Role.OVERWRITES) {
            layout.overwrite(child);
        }
        int served = next == Layout.state(current[0]) ? 0 : serveReads(next);
        boolean done = returning == Timeline.NONE || wasOwed && !layout.owed(child, returning);
        if (roleOfKind[kind] == Role.OVERWRITES && !done && served == 0 && !enables(next)) {
            return false;
        }
        return offer(penalty + (done ? 0 : STEP));
    }

    private int serveReads(int state) throws ExhaustedException {
        int served = 0;
        for (int slot = overwritingSlots + changingSlots; slot < slots; slot++) {
            int op = timeline.openIn(slot);
            if (op != Timeline.NONE && layout.owed(child, slot) && states.step(state, kinds.of(op)) != States.ILLEGAL) {
                layout.close(child, slot);
                served++;
            }
        }
        return served;
    }

    /** Whether an operation that changes the state without overwriting it is possible in {@code state}. */
    private boolean enables(int state) throws ExhaustedException {
        for (int slot = overwritingSlots; slot < overwritingSlots + changingSlots; slot++) {
            int op = timeline.openIn(slot);
            if (op != Timeline.NONE && layout.owed(child, slot) && states.step(state, kinds.of(op)) != States.ILLEGAL) {
                return true;
            }
        }
        for (int c = 0; c < crashed.count(); c++) {
            if (roleOfKind[crashed.kind(c)] == Role.CHANGES
                    && crashed.used(child, layout.countsAt(), c) < timeline.crashedSoFar(c)
                    && states.step(state, crashed.kind(c)) != States.ILLEGAL) {
                return true;
            }
        }
        return false;
    }

    /** After a search that found no order: the first operation that could not take effect in time in any. */
    public int stuckOperation() {
        return timeline.returning(deepest);
    }

    /** The states in which the object could have been just before {@link #stuckOperation} returned, few first met. */
    public List<S> lastStates(int atMost) {
        Set<S> found = new LinkedHashSet<>();
        for (int i = met.places() - 1; i >= 0 && found.size() < atMost; i--) {
            if (met.isAt(i) && Layout.returnNumber(met.word0(i)) == deepest) {
                found.add(states.state(Layout.state(met.word0(i))));
            }
        }
        return List.copyOf(found);
    }

    /** How far the search came: operations that returned in the best order found. */
    public int returnsExplained() {
        return deepest;
    }

    public int returns() {
        return timeline.returns();
    }

    public long configurations() {
        return met.met();
    }

    /** Operations of unknown outcome that had to be considered. */
    public int crashes() {
        return part.size() - timeline.returns();
    }
}
