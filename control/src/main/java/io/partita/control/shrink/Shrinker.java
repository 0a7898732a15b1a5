package io.partita.control.shrink;

import io.partita.control.shrink.Shrunk.Ending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes a failing list of parts small: delta debugging (Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing
 * Input, IEEE Transactions on Software Engineering 28, 2002) with runs that may fail now and then.
 *
 * <p>The list is cut into pieces; if one piece alone fails, that is the new list; else if the list without one piece fails, that
 * is; else the pieces are halved. The result has no single part that can be left out. Before that the empty list is tried, for
 * a failure may need none of it; afterwards each part is made shorter as long as that still fails.
 *
 * <p>A list fails if enough of its runs do. One that fails seldom may pass for one that does not: then the result is larger
 * than it need be, but it has failed. No list is tried twice.
 *
 * <p>For one use by one thread.
 *
 * @param <T> a part; a value
 */
public final class Shrinker<T> {

    /** What a run came to. */
    public enum Outcome {
        FAILED,
        PASSED,
        /** Somebody ended it before it was over. */
        STOPPED
    }

    /** Runs a list of parts once. */
    @FunctionalInterface
    public interface Runs<T> {
        Outcome run(List<T> parts) throws InterruptedException;
    }

    /**
     * How a list is tried.
     *
     * @param attempts the most runs of one list
     * @param atLeast how many of these must fail
     */
    public record Effort(int attempts, int atLeast) {
        public Effort {
            if (atLeast < 1 || attempts < atLeast) {
                throw new IllegalArgumentException(atLeast + " of " + attempts
                        + " attempts cannot fail: give at least 1, and no more than there are");
            }
        }
    }

    /** Thrown through the search when no more runs may be made. */
    private static final class Ended extends Exception {
        private static final long serialVersionUID = 1L;
        private final Ending ending;

        Ended(Ending ending) {
            super(null, null, false, false);
            this.ending = ending;
        }
    }

    private final Runs<T> runs;
    private final Effort effort;
    private final BooleanSupplier timeLeft;
    private final Consumer<Shrunk<T>> better;

    private final Map<List<T>, Tally> tallies = new HashMap<>();
    private List<T> smallest = List.of();
    private int made;

    /**
     * @param timeLeft whether there is time for another run
     * @param better takes every smaller list that fails, at once, as if the search ended there
     */
    public Shrinker(Runs<T> runs, Effort effort, BooleanSupplier timeLeft, Consumer<Shrunk<T>> better) {
        this.runs = runs;
        this.effort = effort;
        this.timeLeft = timeLeft;
        this.better = better;
    }

    /**
     * The smallest list that fails.
     *
     * @param shorter the same part, made shorter; empty if it must not be
     */
    public Shrunk<T> shrink(List<T> whole, Function<T, Optional<T>> shorter) throws InterruptedException {
        smallest = List.copyOf(whole);
        try {
            if (!isSmaller(smallest)) {
                return result(Ending.NOT_REPRODUCED);
            }
            if (smallest.isEmpty() || !isSmaller(List.of())) {
                leaveOut();
                shorten(shorter);
            }
            measure();
            return result(Ending.SMALLEST);
        } catch (Ended ended) {
            return result(ended.ending);
        }
    }

    private void leaveOut() throws Ended, InterruptedException {
        int pieces = 2;
        while (smallest.size() >= 2) {
            int size = smallest.size();
            if (anyPiece(pieces)) {
                pieces = 2;
            } else if (anyWithoutPiece(pieces)) {
                pieces = Math.max(2, pieces - 1);
            } else if (pieces < size) {
                pieces = Math.min(size, 2 * pieces);
            } else {
                return;
            }
        }
    }

    private boolean anyPiece(int pieces) throws Ended, InterruptedException {
        List<T> list = smallest;
        for (int i = 0; i < pieces; i++) {
            if (isSmaller(list.subList(bound(i, pieces, list), bound(i + 1, pieces, list)))) {
                return true;
            }
        }
        return false;
    }

    private boolean anyWithoutPiece(int pieces) throws Ended, InterruptedException {
        List<T> list = smallest;
        for (int i = 0; i < pieces; i++) {
            List<T> rest = new ArrayList<>(list.subList(0, bound(i, pieces, list)));
            rest.addAll(list.subList(bound(i + 1, pieces, list), list.size()));
            if (isSmaller(rest)) {
                return true;
            }
        }
        return false;
    }

    private static int bound(int piece, int pieces, List<?> list) {
        return (int) ((long) piece * list.size() / pieces);
    }

    private void shorten(Function<T, Optional<T>> shorter) throws Ended, InterruptedException {
        for (int i = 0; i < smallest.size(); i++) {
            Optional<T> less = shorter.apply(smallest.get(i));
            while (less.isPresent() && isSmaller(with(i, less.get()))) {
                less = shorter.apply(less.get());
            }
        }
    }

    private List<T> with(int index, T part) {
        List<T> list = new ArrayList<>(smallest);
        list.set(index, part);
        return list;
    }

    /** Whether {@code parts} fail; then they are the smallest list so far. */
    private boolean isSmaller(List<T> parts) throws Ended, InterruptedException {
        List<T> candidate = List.copyOf(parts);
        if (tallies.containsKey(candidate) || !fails(candidate)) {
            return false;
        }
        smallest = candidate;
        better.accept(result(Ending.INTERRUPTED));
        return true;
    }

    /** Runs {@code parts} until enough runs failed, or too few can. */
    private boolean fails(List<T> parts) throws Ended, InterruptedException {
        tallies.put(parts, Tally.NONE);
        while (true) {
            Tally tally = tallies.get(parts);
            if (tally.failed() >= effort.atLeast()) {
                return true;
            }
            if (tally.failed() + effort.attempts() - tally.runs() < effort.atLeast()) {
                return false;
            }
            run(parts);
        }
    }

    /** The runs that are left to the smallest list, for its rate. */
    private void measure() throws Ended, InterruptedException {
        while (tallies.get(smallest).runs() < effort.attempts()) {
            run(smallest);
        }
    }

    private void run(List<T> parts) throws Ended, InterruptedException {
        if (!timeLeft.getAsBoolean()) {
            throw new Ended(Ending.BUDGET);
        }
        Outcome outcome = runs.run(parts);
        if (outcome == Outcome.STOPPED) {
            throw new Ended(Ending.INTERRUPTED);
        }
        made++;
        tallies.computeIfPresent(parts, (list, tally) -> tally.with(outcome == Outcome.FAILED));
    }

    private Shrunk<T> result(Ending ending) {
        return new Shrunk<>(smallest, tallies.getOrDefault(smallest, Tally.NONE), made, ending);
    }
}
