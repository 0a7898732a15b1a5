package io.partita.checker.internal.search;

import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for an order of the operations of one part that a model allows: the search of Wing and Gong (JPDC 17, 1993)
 * with Lowe's cache of configurations and just-in-time linearization (Testing for linearizability, CCPE 29, 2017),
 * without recursion.
 *
 * <p>A configuration is the next return, the state, the set of open operations that already took effect, and how many
 * crashed operations took effect. Nothing is decided before a return demands it: only when an operation is about to
 * return without having taken effect must it, possibly after others that are open. Five rules keep the choices few:
 *
 * <ul>
 *   <li>An open read-only operation that the state allows takes effect at once: that changes nothing for the others.
 *   <li>Of equal open operations the one that returns first takes effect first: they can be swapped.
 *   <li>A crashed operation is not used while an equal open one that will return is left and leads to the same state:
 *       they can be swapped too.
 *   <li>A crashed operation that would not change the state is not used.
 *   <li>Configurations that used more crashed operations than another, all else equal, are dropped.
 * </ul>
 *
 * <p>Depth first; the returning operation is tried first and crashed ones last. Memory grows with the configurations
 * met, about one a return when the history is linearizable, and with the number of operations open at a time, never
 * with the square of the length. Not thread-safe.
 *
 * @param <S> the model's states
 */
public final class Search<S> {

    private static final int STEPS_BETWEEN_TIME_CHECKS = 256;

    private final Part part;
    private final Model<S> model;
    private final Account account;
    private final States<S> states;
    private final int[] kindOf;
    /** Equal for operations that ask the same, whatever they are answered. */
    private final int[] askedOf;

    private final boolean[] readOnly;
    private final CrashClasses crashed;
    private final int[] askedByCrashed;
    private final Timeline timeline;
    private final int countsAt;
    private final Configurations met;
    private final ConfigurationStack stack;
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

    public Search(Part part, Model<S> model, Account account) throws ExhaustedException {
        this.part = part;
        this.model = model;
        this.account = account;
        this.states = new States<>(model, account);
        account.reserve(120L * part.size());
        int size = part.size();
        kindOf = new int[size];
        askedOf = new int[size];
        readOnly = new boolean[size];
        Questions questions = new Questions();
        for (int i = 0; i < size; i++) {
            Operation op = part.operations().get(i);
            kindOf[i] = states.kindOf(op);
            askedOf[i] = questions.numberOf(op);
            readOnly[i] = model.isReadOnly(op);
        }
        crashed = new CrashClasses(part, kindOf);
        askedByCrashed = new int[crashed.count()];
        for (int i = 0; i < size; i++) {
            if (crashed.classOf()[i] != Timeline.NONE) {
                askedByCrashed[crashed.classOf()[i]] = askedOf[i];
            }
        }
        timeline = new Timeline(part, crashed.classOf(), crashed.count());
        int slotWords = (timeline.slots() + Long.SIZE - 1) / Long.SIZE;
        countsAt = 1 + slotWords;
        met = new Configurations(slotWords, crashed, account);
        stack = new ConfigurationStack(countsAt + crashed.words(), account);
        current = new long[countsAt + crashed.words()];
        child = new long[current.length];
        firstOfKind = new int[states.kinds()];
        firstOfKindStep = new long[states.kinds()];
        askedStep = new long[questions.count()];
        askedNext = new int[questions.count()];
    }

    /** Whether some order of the operations is legal. */
    public boolean linearizable() throws ExhaustedException, InterruptedException {
        if (timeline.returns() == 0) {
            return true;
        }
        child[0] = word0(0, states.initial());
        stack.push(child);
        while (stack.pop(current)) {
            if (++steps % STEPS_BETWEEN_TIME_CHECKS == 0) {
                account.checkTime();
            }
            if (settle()) {
                return true;
            }
            deepest = Math.max(deepest, returnNumber(current[0]));
            if (met.add(current)) {
                branch();
            }
        }
        return false;
    }

    /**
     * Takes every step that needs no choice, up to a return whose operation has not taken effect. Answers whether the
     * history ends before one.
     */
    private boolean settle() throws ExhaustedException {
        int n = returnNumber(current[0]);
        int state = state(current[0]);
        timeline.moveTo(n);
        while (true) {
            takeReads(state);
            int slot = timeline.slotOf(timeline.returning());
            if (!holds(current, slot)) {
                current[0] = word0(n, state);
                return false;
            }
            flip(current, slot);
            if (++n == timeline.returns()) {
                return true;
            }
            timeline.moveTo(n);
        }
    }

    private void takeReads(int state) throws ExhaustedException {
        for (int slot = 0; slot < timeline.slots(); slot++) {
            int op = timeline.openIn(slot);
            if (op != Timeline.NONE
                    && readOnly[op]
                    && !holds(current, slot)
                    && states.step(state, kindOf[op]) != States.ILLEGAL) {
                flip(current, slot);
            }
        }
    }

    /** Pushes every configuration that one operation leads to; what is pushed last is tried first. */
    private void branch() throws ExhaustedException {
        int n = returnNumber(current[0]);
        int state = state(current[0]);
        noteFirstOfKinds(state);
        for (int c = 0; c < crashed.count(); c++) {
            branchCrashed(n, state, c);
        }
        int returning = timeline.returning();
        for (int slot = timeline.slots() - 1; slot >= 0; slot--) {
            int op = timeline.openIn(slot);
            if (op != returning && isCandidate(op, slot) && firstOfKind[kindOf[op]] == op) {
                branchOpen(n, state, op, slot);
            }
        }
        branchReturning(n, state, returning);
    }

    private void noteFirstOfKinds(int state) throws ExhaustedException {
        for (int slot = 0; slot < timeline.slots(); slot++) {
            int op = timeline.openIn(slot);
            if (!isCandidate(op, slot)) {
                continue;
            }
            int kind = kindOf[op];
            if (firstOfKindStep[kind] != steps || part.returns()[op] < part.returns()[firstOfKind[kind]]) {
                firstOfKindStep[kind] = steps;
                firstOfKind[kind] = op;
            }
            int next = states.step(state, kind);
            if (next != States.ILLEGAL) {
                askedStep[askedOf[op]] = steps;
                askedNext[askedOf[op]] = next;
            }
        }
    }

    /** Whether {@code op} is open, has not taken effect and may change the state. */
    private boolean isCandidate(int op, int slot) {
        return op != Timeline.NONE && !readOnly[op] && !holds(current, slot);
    }

    private void branchCrashed(int n, int state, int crashClass) throws ExhaustedException {
        if (crashed.used(current, countsAt, crashClass) >= timeline.crashedSoFar(crashClass)) {
            return;
        }
        int next = states.step(state, crashed.kind(crashClass));
        int asked = askedByCrashed[crashClass];
        boolean openDoesIt = askedStep[asked] == steps && askedNext[asked] == next;
        if (next != States.ILLEGAL && next != state && !openDoesIt) {
            System.arraycopy(current, 0, child, 0, child.length);
            child[0] = word0(n, next);
            crashed.useOne(child, countsAt, crashClass);
            stack.push(child);
        }
    }

    private void branchOpen(int n, int state, int op, int slot) throws ExhaustedException {
        int next = states.step(state, kindOf[op]);
        if (next != States.ILLEGAL) {
            System.arraycopy(current, 0, child, 0, child.length);
            child[0] = word0(n, next);
            flip(child, slot);
            stack.push(child);
        }
    }

    private void branchReturning(int n, int state, int op) throws ExhaustedException {
        branchOpen(n, state, op, timeline.slotOf(op));
    }

    /** After a search that found no order: the first operation that could not take effect in time in any. */
    public int stuckOperation() {
        return timeline.returning(deepest);
    }

    /** The states in which the object could have been just before {@link #stuckOperation} returned, few first met. */
    public List<S> lastStates(int atMost) {
        Set<S> found = new LinkedHashSet<>();
        for (int i = met.size() - 1; i >= 0 && found.size() < atMost; i--) {
            if (returnNumber(met.word(i, 0)) == deepest) {
                found.add(states.state(state(met.word(i, 0))));
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
        return met.size();
    }

    /** Operations of unknown outcome that had to be considered. */
    public int crashes() {
        return part.size() - timeline.returns();
    }

    private static long word0(int returnNumber, int state) {
        return (long) returnNumber << 32 | state;
    }

    private static int returnNumber(long word0) {
        return (int) (word0 >>> 32);
    }

    private static int state(long word0) {
        return (int) word0;
    }

    private static boolean holds(long[] configuration, int slot) {
        return (configuration[1 + (slot >> 6)] >>> slot & 1) == 1;
    }

    private static void flip(long[] configuration, int slot) {
        configuration[1 + (slot >> 6)] ^= 1L << slot;
    }
}
