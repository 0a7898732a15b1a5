package io.partita.checker.internal.monitor;

import io.partita.checker.internal.models.Stack;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Model;
import java.util.Arrays;
import java.util.Optional;

/**
 * Decides stacks in which no value is pushed twice, in O(n log n) and without searching. For pops of unknown outcome see
 * {@link Guess}.
 *
 * <p>A value is surely inside from the return of its push to the invocation of its pop. Take a gap between two events in
 * which nothing is surely inside: all operations on any one value can be placed on one side of it. Three kinds of
 * operations can be set aside, because any legal order of the rest has a place for them:
 *
 * <ul>
 *   <li>A push and a pop of one value that overlap: they may follow each other at once, anywhere.
 *   <li>A push and a pop of one value that were each open in a gap in which no other value is surely inside: what lies
 *       before, between and after those gaps can be legal on its own.
 *   <li>A push of a value that was never popped, if it was open in such a gap: nothing from before need be inside then.
 *       So too if it may have been popped: whenever it must not stay, it can be popped in time.
 * </ul>
 *
 * <p>In a legal order of what is left, the first value that is never popped, or else the first value pushed, is such a
 * value. So the history is linearizable if and only if all values can be set aside, in whichever order: setting one aside
 * only makes more gaps free. A pop that found the stack empty needs such a gap among all values.
 *
 * <p>The idea of removing values that don't change the verdict is that of Lee and Mathur (Efficient decrease-and-conquer
 * linearizability monitoring, OOPSLA 2025), the rules follow from how Bouajjani, Emmi, Enea and Hamza compose stacks (On
 * reducing linearizability to state reachability, ICALP 2015).
 */
final class StackOrder implements Monitor {

    private final Stays stays;
    private final Part part;

    private StackOrder(Stays stays) {
        this.stays = stays;
        this.part = stays.part();
    }

    /** The method for {@code part}, if it may be used: a stack, all pushed values different. */
    static Optional<Monitor> of(Model<?> model, Part part) {
        if (!(model instanceof Stack stack)) {
            return Optional.empty();
        }
        return Stays.of(part, stack.put()).flatMap(stays -> Guess.of(stays, StackOrder::new, StackOrder::deadlines));
    }

    /** A value must be gone before the first pop returns of one that was surely pushed before and popped after it. */
    private static int[] deadlines(Stays stays, Gaps gaps) {
        long[] byReturn = new long[stays.values()];
        int n = 0;
        for (int value = 0; value < stays.values(); value++) {
            if (stays.surelyTaken(value)) {
                byReturn[n++] = (long) stays.insideFrom(value, gaps) << 32 | value;
            }
        }
        Arrays.sort(byReturn, 0, n);
        LeastFrom pops = new LeastFrom(gaps.count());
        int[] deadlines = new int[stays.values()];
        int next = 0;
        for (int value = 0; value < deadlines.length; value++) {
            int push = stays.put(value);
            for (; next < n && byReturn[next] >> 32 <= gaps.first(push); next++) {
                int pop = stays.take((int) byReturn[next]);
                pops.note(gaps.first(pop), gaps.last(pop));
            }
            deadlines[value] = pops.from(gaps.last(push));
        }
        return deadlines;
    }

    @Override
    public boolean linearizable() {
        if (!stays.sound()) {
            return false;
        }
        Gaps gaps = new Gaps(part);
        return new Emptiness(stays, gaps).explainsEmptyAnswers() && allSetAside(gaps);
    }

    private boolean allSetAside(Gaps gaps) {
        int[] valueOf = new int[part.size()];
        int[] firsts = new int[part.size()];
        int[] lasts = new int[part.size()];
        Arrays.fill(lasts, Stabbing.NONE);
        int[] counts = new int[gaps.count() + 1];
        // By value: how many of its operations have not been found open in a free gap.
        int[] missing = new int[stays.values()];
        int left = 0;
        for (int i = 0; i < part.size(); i++) {
            firsts[i] = gaps.first(i);
        }
        for (int value = 0; value < stays.values(); value++) {
            int from = stays.insideFrom(value, gaps);
            int to = stays.insideTo(value, gaps);
            if (from > to || !stays.counts(value)) {
                continue; // a push and a pop that overlap
            }
            left++;
            counts[from]++;
            counts[to + 1]--;
            int push = stays.put(value);
            valueOf[push] = value;
            lasts[push] = gaps.last(push);
            missing[value] = 1;
            if (stays.surelyTaken(value)) {
                int pop = stays.take(value);
                valueOf[pop] = value;
                lasts[pop] = gaps.last(pop);
                missing[value] = 2;
            }
        }
        Arrays.parallelPrefix(counts, Integer::sum);
        Counts inside = new Counts(Arrays.copyOf(counts, gaps.count()));
        Stabbing open = new Stabbing(firsts, lasts);
        for (int gap = inside.firstAtMost(0, 0); gap != Counts.NONE; gap = inside.firstAtMost(0, 0)) {
            inside.forget(gap);
            for (int i = open.next(gap); i != Stabbing.NONE; i = open.next(gap)) {
                int value = valueOf[i];
                if (--missing[value] == 0) {
                    left--;
                    inside.lower(stays.insideFrom(value, gaps), stays.insideTo(value, gaps));
                }
            }
        }
        return left == 0;
    }
}
