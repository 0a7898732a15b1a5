package io.partita.checker.internal.search;

import io.partita.checker.internal.parts.Part;
import java.util.Arrays;

/**
 * The events of a part as a tape that can be wound in both directions, standing always just before a return. It knows
 * which operations are open there. An open operation sits in a slot; slots are used again after a return, so a set of
 * open operations needs as many bits as operations were ever open together, whatever the length of the history. Each
 * {@link Role} has slots of its own, one role after the other.
 *
 * <p>Crashed operations sit in no slot, because they would never leave it: of them only the number invoked so far is
 * known, by class. Not thread-safe.
 */
final class Timeline {

    /** No operation. */
    static final int NONE = -1;

    /** What an operation can do to the state; see {@link io.partita.checker.model.Model}. */
    enum Role {
        OVERWRITES,
        CHANGES,
        READS
    }

    private final int[] slotOf;
    private final int[] classOf;
    private final int[] returnEvents;
    /** The event n: operation * 2, plus 1 for its return. */
    private final int[] events;
    /** Where in {@link #events} the return number n is. */
    private final int[] returnPlaces;

    private final int[] slotsOfRole = new int[Role.values().length];
    private final int[] open;
    private final int[] crashedSoFar;
    private int position;

    /**
     * @param roles the role of every operation
     * @param crashClasses the class of every crashed operation, {@link #NONE} for others
     * @param classes number of classes
     */
    Timeline(Part part, Role[] roles, int[] crashClasses, int classes) {
        this.classOf = crashClasses;
        this.returnEvents = part.returns();
        this.events = events(part);
        this.slotOf = assignSlots(roles);
        this.open = new int[Arrays.stream(slotsOfRole).sum()];
        Arrays.fill(open, NONE);
        this.crashedSoFar = new int[classes];
        this.returnPlaces = returnPlaces();
        if (returnPlaces.length > 0) {
            moveTo(0);
        }
    }

    /** Number of returns. */
    int returns() {
        return returnPlaces.length;
    }

    /** Number of events. */
    int events() {
        return events.length;
    }

    /** Number of slots that operations of {@code role} need. */
    int slots(Role role) {
        return slotsOfRole[role.ordinal()];
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

    /** The operation whose return is number {@code n}. */
    int returning(int n) {
        return events[returnPlaces[n]] >> 1;
    }

    /** The index in the history of the return number {@code n}, {@link Part#NEVER} beyond the last. */
    int returnEvent(int n) {
        return n == returns() ? Part.NEVER : returnEvents[returning(n)];
    }

    /** The number of the return at the index {@code event} of the history. */
    int returnNumber(int event) {
        int low = 0;
        int high = returns() - 1;
        while (low < high) {
            int middle = low + high >>> 1;
            if (returnEvent(middle) < event) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first place among the events after the return before number {@code n}. */
    int firstPlace(int n) {
        return n == 0 ? 0 : returnPlaces[n - 1] + 1;
    }

    /** The place of the return number {@code n} among the events. All that is between stands for invocations. */
    int returnPlace(int n) {
        return returnPlaces[n];
    }

    /** The operation of the event at {@code place}. */
    int operationAt(int place) {
        return events[place] >> 1;
    }

    /** The operation open in {@code slot}, or {@link #NONE}. */
    int openIn(int slot) {
        return open[slot];
    }

    /** Where {@code operation} sits while it is open; {@link #NONE} if it crashed. */
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
        Arrays.sort(order, 0, n);
        int[] events = new int[n];
        for (int i = 0; i < n; i++) {
            events[i] = (int) order[i];
        }
        return events;
    }

    private int[] returnPlaces() {
        int[] places = new int[events.length];
        int n = 0;
        for (int i = 0; i < events.length; i++) {
            if ((events[i] & 1) == 1) {
                places[n++] = i;
            }
        }
        return Arrays.copyOf(places, n);
    }

    private int[] assignSlots(Role[] roles) {
        int[] slots = new int[roles.length];
        for (Role role : Role.values()) {
            int before = 0;
            for (int i = 0; i < role.ordinal(); i++) {
                before += slotsOfRole[i];
            }
            slotsOfRole[role.ordinal()] = assignSlots(roles, role, before, slots);
        }
        return slots;
    }

    private int assignSlots(Role[] roles, Role role, int before, int[] slots) {
        int[] free = new int[16];
        int freed = 0;
        int used = 0;
        for (int event : events) {
            int operation = event >> 1;
            if (roles[operation] != role) {
                continue;
            }
            if (classOf[operation] != NONE) {
                slots[operation] = NONE;
            } else if ((event & 1) == 1) {
                free = freed == free.length ? Arrays.copyOf(free, 2 * freed) : free;
                free[freed++] = slots[operation];
            } else {
                slots[operation] = freed == 0 ? before + used++ : free[--freed];
            }
        }
        return used;
    }
}
