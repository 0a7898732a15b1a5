package io.partita.checker.internal.search;

import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import io.partita.checker.internal.search.Timeline.Role;
import java.util.Arrays;

/**
 * Tells whether an object that grows step by step, such as a text with append, has grown past what somebody is going to
 * read. If the model says that no way leads from the state to the answer of an open read, or of the next read to be
 * invoked, and no overwriting operation that might help is open, crashed or invoked before that read returns, the
 * configuration leads nowhere. Not thread-safe.
 */
final class Ways {

    private final Setting<?> setting;
    private final Timeline timeline;
    private final boolean useful;
    /** By number of the return: the first read, and the first overwriting operation, invoked after it. */
    private final int[] nextRead;

    private final int[] nextOverwriting;

    Ways(Setting<?> setting) {
        this.setting = setting;
        this.timeline = setting.timeline;
        boolean grows = false;
        for (int kind = 0; kind < setting.kinds.count(); kind++) {
            grows |= setting.effects.mayLeaveAny(kind);
        }
        useful = grows && timeline.slots(Role.READS) > 0;
        nextRead = useful ? next(Role.READS) : new int[0];
        nextOverwriting = useful ? next(Role.OVERWRITES) : new int[0];
    }

    private int[] next(Role role) {
        int[] next = new int[timeline.returns()];
        Arrays.fill(next, Timeline.NONE);
        int latest = Timeline.NONE;
        for (int n = timeline.returns() - 1; n >= 0; n--) {
            next[n] = latest;
            for (int place = timeline.returnPlace(n) - 1; place >= timeline.firstPlace(n); place--) {
                int op = timeline.operationAt(place);
                latest = setting.effects.role(setting.kinds.of(op)) == role ? op : latest;
            }
        }
        return next;
    }

    /**
     * The return of a read that can't be served after {@code configuration}, whose state is {@code state};
     * {@link Part#NEVER} if none is known. The timeline must stand at return number {@code n}.
     */
    int lostAt(int state, long[] configuration, int n) throws ExhaustedException {
        if (!useful) {
            return Part.NEVER;
        }
        int deadline = nextRead[n] == Timeline.NONE ? Part.NEVER : lostAt(state, nextRead[n], configuration, n);
        for (int slot = setting.layout.firstReadSlot(); slot < setting.layout.slots(); slot++) {
            int op = timeline.openIn(slot);
            if (op != Timeline.NONE && setting.layout.owed(configuration, slot)) {
                deadline = Math.min(deadline, lostAt(state, op, configuration, n));
            }
        }
        return deadline;
    }

    private int lostAt(int state, int read, long[] configuration, int n) throws ExhaustedException {
        int kind = setting.kinds.of(read);
        int deadline = setting.part.returns()[read];
        if (setting.states.mayLeadTo(state, kind)
                || nextOverwriting[n] != Timeline.NONE && setting.part.invocations()[nextOverwriting[n]] < deadline) {
            return Part.NEVER;
        }
        for (int slot = 0; slot < setting.layout.firstChangeSlot(); slot++) {
            int op = timeline.openIn(slot);
            if (op != Timeline.NONE
                    && setting.layout.available(configuration, slot)
                    && leadsTo(setting.kinds.of(op), kind)) {
                return Part.NEVER;
            }
        }
        for (int c = 0; c < setting.crashed.count(); c++) {
            if (setting.effects.role(setting.crashed.kind(c)) == Role.OVERWRITES
                    && setting.crashed.used(configuration, setting.layout.countsAt(), c) < timeline.crashedSoFar(c)
                    && leadsTo(setting.crashed.kind(c), kind)) {
                return Part.NEVER;
            }
        }
        return deadline;
    }

    private boolean leadsTo(int overwriting, int read) {
        int left = setting.effects.leaves(overwriting);
        return left < 0 || setting.states.mayLeadTo(left, read);
    }
}
