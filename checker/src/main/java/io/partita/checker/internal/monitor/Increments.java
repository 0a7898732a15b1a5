package io.partita.checker.internal.monitor;

import io.partita.checker.internal.models.Counter;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import java.util.Arrays;
import java.util.Optional;

/**
 * Decides counters that always grow, or always shrink, by the same amount, in O(n log n).
 *
 * <p>The counter then goes through its values one step after the other. A read of the value after step j must follow
 * step j and precede step j + 1; an increment that answered the value after step j is that step. So step j falls
 * between the last invocation of what must precede it and the first return of what must follow it, and both bounds only
 * grow from step to step. What is left is to choose the other steps among the increments without an answer. Each of them
 * can be any step whose bounds it overlaps, and these steps are neighbours, so the steps choose in order, each the
 * increment that can wait least: the one that returns first (Glover, Maximum matching in a convex bipartite graph, Naval
 * Research Logistics Quarterly 14, 1967). Every step up to the last value seen must be taken, and every increment that
 * was acknowledged must be a step; crashed ones are taken last, and never need to be.
 *
 * <p>That choice also respects the order of the increments themselves: of two that overlap the same step, the one that
 * returned before the other began has the earlier return.
 */
final class Increments implements Monitor {

    /** Counters that start farther out or take larger steps might overflow. */
    private static final long LARGEST = 1L << 31;

    /** Others don't come that far. */
    private static final long FARTHEST = Long.MAX_VALUE - LARGEST;

    private final long initial;
    private final Part part;
    private final long amount;
    /** By step: the increment that is known to be it, or {@link ByReturn#NONE}. */
    private int[] known;

    /** By step: the last invocation of what precedes it, and the first return of what follows it. */
    private int[] notBefore;

    private int[] notAfter;

    private Increments(long initial, Part part, long amount) {
        this.initial = initial;
        this.part = part;
        this.amount = amount;
    }

    /** The method for {@code part}, if it may be used: a counter, and all additions equal and not zero. */
    static Optional<Increments> of(Model<?> model, Part part) {
        if (!(model instanceof Counter counter) || isLarge(counter.initial())) {
            return Optional.empty();
        }
        long amount = 0;
        boolean silent = false;
        boolean toldButCrashed = false;
        for (int i = 0; i < part.size(); i++) {
            Operation op = part.operations().get(i);
            if (isRead(op)) {
                continue;
            }
            if (amount != 0 && Counter.amount(op) != amount || Counter.amount(op) == 0) {
                return Optional.empty();
            }
            amount = Counter.amount(op);
            silent |= !tells(op) && !part.crashed(i);
            toldButCrashed |= tells(op) && part.crashed(i);
        }
        // One that answers only if it happens can't be weighed against those that happened without an answer.
        boolean applies = !(silent && toldButCrashed) && !isLarge(amount);
        return applies
                ? Optional.of(new Increments(counter.initial(), part, amount == 0 ? 1 : amount))
                : Optional.empty();
    }

    @Override
    public boolean linearizable() {
        return findBounds() && chooseSteps();
    }

    /** Finds what is known of every step up to the last that was seen; false if something seen can't be. */
    private boolean findBounds() {
        int[] stepOf = new int[part.size()];
        int increments = 0;
        int last = 0;
        for (int i = 0; i < part.size(); i++) {
            Operation op = part.operations().get(i);
            increments += isRead(op) ? 0 : 1;
            stepOf[i] = tells(op) ? step(op.output()) : 0;
            if (!part.crashed(i)) {
                last = Math.max(last, stepOf[i]);
                if (stepOf[i] < 0) {
                    return false;
                }
            }
        }
        if (last > increments) {
            return false;
        }
        // One more step stands for all that follow the last that was seen.
        known = new int[last + 2];
        notBefore = new int[last + 2];
        notAfter = new int[last + 2];
        Arrays.fill(known, ByReturn.NONE);
        Arrays.fill(notBefore, -1);
        Arrays.fill(notAfter, Part.NEVER);
        for (int i = 0; i < part.size(); i++) {
            if (tells(part.operations().get(i)) && !part.crashed(i) && !place(i, stepOf[i])) {
                return false;
            }
        }
        for (int j = last; j >= 0; j--) {
            notAfter[j] = Math.min(notAfter[j], notAfter[j + 1]);
        }
        for (int i = 0; i < part.size(); i++) {
            if (part.crashed(i) && stepOf[i] > 0 && stepOf[i] <= last) {
                placeCrashed(i, stepOf[i]);
            }
        }
        for (int j = 1; j <= last + 1; j++) {
            notBefore[j] = Math.max(notBefore[j], notBefore[j - 1]);
        }
        return true;
    }

    private boolean place(int op, int step) {
        notAfter[step] = Math.min(notAfter[step], part.returns()[op]);
        if (isRead(part.operations().get(op))) {
            notBefore[step + 1] = Math.max(notBefore[step + 1], part.invocations()[op]);
            return true;
        }
        if (step == 0 || known[step] != ByReturn.NONE) {
            return false;
        }
        known[step] = op;
        notBefore[step] = Math.max(notBefore[step], part.invocations()[op]);
        return true;
    }

    /** It may be this step or nothing; if it can be, no other increment need be spent on the step. */
    private void placeCrashed(int op, int step) {
        if (known[step] == ByReturn.NONE && part.invocations()[op] < notAfter[step]) {
            known[step] = op;
            notBefore[step] = Math.max(notBefore[step], part.invocations()[op]);
        }
    }

    private boolean chooseSteps() {
        ByReturn waiting = new ByReturn(part);
        int invoked = 0;
        for (int j = 1; j < known.length; j++) {
            boolean seen = j < known.length - 1;
            if (seen && notBefore[j] > notAfter[j]) {
                return false;
            }
            for (; invoked < part.size() && part.invocations()[invoked] < notAfter[j]; invoked++) {
                Operation op = part.operations().get(invoked);
                if (!isRead(op) && !tells(op)) {
                    waiting.add(invoked);
                }
            }
            int next = waiting.peek();
            if (next != ByReturn.NONE && part.returns()[next] < notBefore[j]) {
                return false;
            }
            if (seen && known[j] == ByReturn.NONE && waiting.poll() == ByReturn.NONE) {
                return false;
            }
        }
        return true;
    }

    private static boolean isRead(Operation op) {
        return op.f().equals("read");
    }

    /** Whether {@code op} answered a value of the counter. */
    private static boolean tells(Operation op) {
        return op.output() != null && !op.f().equals("add");
    }

    /** The step after which the counter has {@code value}, or -1 if there is none. */
    private int step(Object value) {
        if (!(value instanceof Long number) || number > FARTHEST || number < -FARTHEST) {
            return -1;
        }
        long difference = number - initial;
        return difference % amount == 0 && difference / amount >= 0 && difference / amount <= part.size()
                ? (int) (difference / amount)
                : -1;
    }

    private static boolean isLarge(long number) {
        return number > LARGEST || number < -LARGEST;
    }
}
