package io.partita.checker.internal.search;

import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.search.Timeline.Role;

/**
 * Tells whether a state that a configuration left behind can be reached again in time. If an operation still needs the
 * state, and nothing open, crashed or yet to be invoked before its return brings the state back, the configuration
 * leads nowhere; that is said here at once instead of many returns later. Not thread-safe.
 */
final class Prospects {

    private final Part part;
    private final Timeline timeline;
    private final Layout layout;
    private final CrashClasses crashed;
    private final Kinds kinds;
    private final Effects effects;
    private final boolean known;

    /** For each operation the number of the first return after its invocation. */
    private final int[] levels;
    /** By state: where its operations begin in the arrays that follow. */
    private int[] bringersFrom;

    private int[] seekersFrom;
    /** Operations that leave the state, by invocation. */
    private int[] bringers;
    /** Operations that need the state, by invocation. */
    private int[] seekers;
    /** The least return of this and the later ones that need the same state. */
    private int[] leastReturn;

    Prospects(
            Part part,
            Timeline timeline,
            Layout layout,
            CrashClasses crashed,
            Kinds kinds,
            Effects effects,
            int states) {
        this.part = part;
        this.timeline = timeline;
        this.layout = layout;
        this.crashed = crashed;
        this.kinds = kinds;
        this.effects = effects;
        boolean all = true;
        for (int kind = 0; kind < kinds.count(); kind++) {
            all &= !effects.mayLeaveAny(kind);
        }
        this.known = all;
        this.levels = new int[part.size()];
        if (known) {
            index(states);
        }
    }

    private void index(int states) {
        int level = 0;
        int[] order = new int[part.size()];
        int ordered = 0;
        for (int place = 0; place < timeline.events(); place++) {
            int op = timeline.operationAt(place);
            if (level < timeline.returns() && place == timeline.returnPlace(level)) {
                level++;
            } else {
                levels[op] = level;
                order[ordered++] = op;
            }
        }
        bringersFrom = starts(states, true);
        seekersFrom = starts(states, false);
        bringers = new int[bringersFrom[states]];
        seekers = new int[seekersFrom[states]];
        int[] nextBringer = bringersFrom.clone();
        int[] nextSeeker = seekersFrom.clone();
        for (int op : order) {
            int brought = brought(op);
            if (brought >= 0) {
                bringers[nextBringer[brought]++] = op;
            }
            int sought = sought(op);
            if (sought >= 0) {
                seekers[nextSeeker[sought]++] = op;
            }
        }
        leastReturn = new int[seekers.length];
        for (int state = 0; state < states; state++) {
            int least = Part.NEVER;
            for (int i = seekersFrom[state + 1] - 1; i >= seekersFrom[state]; i--) {
                least = Math.min(least, part.returns()[seekers[i]]);
                leastReturn[i] = least;
            }
        }
    }

    private int[] starts(int states, boolean bring) {
        int[] from = new int[states + 1];
        for (int op = 0; op < part.size(); op++) {
            int state = bring ? brought(op) : sought(op);
            if (state >= 0) {
                from[state + 1]++;
            }
        }
        for (int state = 0; state < states; state++) {
            from[state + 1] += from[state];
        }
        return from;
    }

    private int brought(int op) {
        int kind = kinds.of(op);
        return effects.role(kind) == Role.READS ? Effects.VARIOUS : effects.leaves(kind);
    }

    private int sought(int op) {
        return part.crashed(op) ? Effects.VARIOUS : effects.needs(kinds.of(op));
    }

    /**
     * The event by which {@code state}, which is not the state of {@code configuration} any more, is needed and can't be
     * back; {@link Part#NEVER} if it can, or is not needed. The timeline must stand at return number {@code n}.
     */
    int lostAt(int state, long[] configuration, int n) {
        if (!known) {
            return Part.NEVER;
        }
        int deadline = leastReturnAfter(state, n);
        for (int slot = layout.firstChangeSlot(); slot < layout.slots(); slot++) {
            int op = timeline.openIn(slot);
            if (op != Timeline.NONE && sought(op) == state && layout.owed(configuration, slot)) {
                deadline = Math.min(deadline, part.returns()[op]);
            }
        }
        return deadline != Part.NEVER && comesBack(state, configuration, n, deadline) ? Part.NEVER : deadline;
    }

    private int leastReturnAfter(int state, int n) {
        int i = firstAfter(seekers, seekersFrom[state], seekersFrom[state + 1], n);
        return i < seekersFrom[state + 1] ? leastReturn[i] : Part.NEVER;
    }

    private boolean comesBack(int state, long[] configuration, int n, int deadline) {
        int next = firstAfter(bringers, bringersFrom[state], bringersFrom[state + 1], n);
        if (next < bringersFrom[state + 1] && part.invocations()[bringers[next]] < deadline) {
            return true;
        }
        for (int slot = 0; slot < layout.firstReadSlot(); slot++) {
            int op = timeline.openIn(slot);
            if (op != Timeline.NONE && brought(op) == state && layout.available(configuration, slot)) {
                return true;
            }
        }
        for (int c = 0; c < crashed.count(); c++) {
            if (effects.leaves(crashed.kind(c)) == state
                    && crashed.used(configuration, layout.countsAt(), c) < timeline.crashedSoFar(c)) {
                return true;
            }
        }
        return false;
    }

    /** The first place from {@code from} to before {@code to} whose operation is invoked after the return number {@code n}. */
    private int firstAfter(int[] operations, int from, int to, int n) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = low + high >>> 1;
            if (levels[operations[middle]] > n) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
