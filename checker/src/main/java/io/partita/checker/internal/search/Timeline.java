package io.partita.checker.internal.search;

import io.partita.checker.internal.parts.Part;
import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * The events of a part as a tape that can be wound in both directions, standing always just before a return. It knows
 * which operations are open there. An open operation sits in a slot; slots are used again after a return, so a set of
 * open operations needs as many bits as operations were ever open together, whatever the length of the history.
 *
 * <p>Crashed operations sit in no slot, because they would never leave it: of them only the number invoked so far is
 * known, by class. Not thread-safe.
 */
final class Timeline {

    /** No operation. */
    static final int NONE = -1;

    private final int[] slotOf;
    private final int[] classOf;
    /** The event n: operation * 2, plus 1 for its return. */
    private final int[] events;
    /** Where in {@link #events} the return number n is. */
    private final int[] returnPlaces;

    private final int[] open;
    private final int[] crashedSoFar;
    private int position;

    /**
     * @param crashClasses the class of every crashed operation, {@link #NONE} for others
     * @param classes number of classes
     */
    Timeline(Part part, int[] crashClasses, int classes) {
        this.classOf = crashClasses;
        this.events = events(part);
        this.slotOf = new int[part.size()];
        this.open = new int[assignSlots(part)];
        Arrays.fill(open, NONE);
        this.crashedSoFar = new int[classes];
        this.returnPlaces = new int
                [(int) Arrays.stream(events).filter(event -> (event & 1) == 1).count()];
        int n = 0;
        for (int i = 0; i < events.length; i++) {
            if ((events[i] & 1) == 1) {
                returnPlaces[n++] = i;
            }
        }
        if (n > 0) {
            moveTo(0);
        }
    }

    /** Number of returns. */
    int returns() {
        return returnPlaces.length;
    }

    /** Number of slots. */
    int slots() {
        return open.length;
    }

    /** Winds to just before the return number {@code n}. */
    void moveTo(int n) {
        int target = returnPlaces[n];
        while (position < target) {
            pass(events[position++], true);
        }
        while (position > target) {
            pass(events[--position], false);
        }
    }

    /** The operation whose return is next. */
    int returning() {
        return events[position] >> 1;
    }

    /** The operation whose return is number {@code n}. */
    int returning(int n) {
        return events[returnPlaces[n]] >> 1;
    }

    /** The operation open in {@code slot}, or {@link #NONE}. */
    int openIn(int slot) {
        return open[slot];
    }

    int slotOf(int operation) {
        return slotOf[operation];
    }

    /** How many operations of the crash class were invoked so far. */
    int crashedSoFar(int crashClass) {
        return crashedSoFar[crashClass];
    }

    private void pass(int event, boolean forward) {
        int operation = event >> 1;
        boolean returns = (event & 1) == 1;
        if (classOf[operation] != NONE) {
            crashedSoFar[classOf[operation]] += forward ? 1 : -1;
        } else {
            open[slotOf[operation]] = returns == forward ? NONE : operation;
        }
    }

    private static int[] events(Part part) {
        long[] order = new long[2 * part.size()];
        int n = 0;
        for (int i = 0; i < part.size(); i++) {
            order[n++] = (long) part.invocations()[i] << 32 | i * 2L;
            if (!part.crashed(i)) {
                order[n++] = (long) part.returns()[i] << 32 | i * 2L + 1;
            }
        }
        long[] sorted = Arrays.copyOf(order, n);
        Arrays.sort(sorted);
        return Arrays.stream(sorted).mapToInt(event -> (int) event).toArray();
    }

    private int assignSlots(Part part) {
        PriorityQueue<Integer> free = new PriorityQueue<>();
        int slots = 0;
        for (int event : events) {
            int operation = event >> 1;
            if (classOf[operation] != NONE) {
                slotOf[operation] = NONE;
            } else if ((event & 1) == 1) {
                free.add(slotOf[operation]);
            } else {
                slotOf[operation] = free.isEmpty() ? slots++ : free.remove();
            }
        }
        return slots;
    }
}
