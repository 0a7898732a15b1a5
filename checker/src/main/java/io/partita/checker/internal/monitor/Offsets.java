package io.partita.checker.internal.monitor;

import io.partita.checker.internal.models.Log;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides logs in O(n log n), when no value is appended twice and every acknowledged append answered its offset.
 *
 * <p>Offsets say in which order the appends happened; a read of a value follows the append at its offset, a read beyond
 * the end precedes it. What is left is real time: in one pass every operation takes effect as early as it can. A place
 * that no acknowledged append has is a crashed one's: the one whose value was read there; at places that nobody read,
 * of those left over, those invoked first, in order: whichever would do, they do.
 */
final class Offsets implements Monitor {

    private static final int NONE = -1;

    private final Part part;
    private final Map<Object, Integer> appends = new HashMap<>();
    /** By offset: the append that stands there. */
    private final int[] appendAt;
    /** By offset: the last invocation of the reads that found it beyond the end, the first return of the others. */
    private final int[] lastAbsence;

    private final int[] firstPresence;
    /** One more than the last offset at which something must stand. */
    private int length;

    private Offsets(Part part) {
        this.part = part;
        appendAt = new int[part.size()];
        lastAbsence = new int[part.size()];
        firstPresence = new int[part.size()];
        Arrays.fill(appendAt, NONE);
        Arrays.fill(lastAbsence, NONE);
        Arrays.fill(firstPresence, Part.NEVER);
    }

    /** The method for {@code part}, if it may be used: a log, all values different, all offsets known. */
    static Optional<Offsets> of(Model<?> model, Part part) {
        if (!(model instanceof Log)) {
            return Optional.empty();
        }
        Offsets method = new Offsets(part);
        return method.indexAppends() ? Optional.of(method) : Optional.empty();
    }

    private boolean indexAppends() {
        for (int i = 0; i < part.size(); i++) {
            Operation op = part.operations().get(i);
            boolean answered = part.crashed(i) || op.output() != null;
            if (isAppend(op) && (!answered || appends.put(op.input(), i) != null)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean linearizable() {
        return placeAppends() && placeReads() && fillGaps() && followsTime();
    }

    private boolean placeAppends() {
        for (int i = 0; i < part.size(); i++) {
            Operation op = part.operations().get(i);
            if (isAppend(op) && !part.crashed(i) && !stands(i, (Long) op.output())) {
                return false;
            }
        }
        return true;
    }

    private boolean placeReads() {
        for (int i = 0; i < part.size(); i++) {
            Operation op = part.operations().get(i);
            if (isAppend(op)) {
                continue;
            }
            long offset = (Long) op.input();
            if (op.output() == null) {
                if (offset < part.size()) {
                    lastAbsence[(int) offset] = Math.max(lastAbsence[(int) offset], part.invocations()[i]);
                }
                continue;
            }
            Integer append = appends.get(op.output());
            if (append == null || !stands(append, offset)) {
                return false;
            }
            firstPresence[(int) offset] = Math.min(firstPresence[(int) offset], part.returns()[i]);
        }
        return true;
    }

    /** Notes that {@code append} stands at {@code offset}; false if it can't. */
    private boolean stands(int append, long offset) {
        Object answer = part.operations().get(append).output();
        if (offset < 0 || offset >= appends.size() || answer != null && !answer.equals(offset)) {
            return false;
        }
        int place = (int) offset;
        if (appendAt[place] != NONE && appendAt[place] != append) {
            return false;
        }
        appendAt[place] = append;
        length = Math.max(length, place + 1);
        return true;
    }

    private boolean fillGaps() {
        boolean[] placed = new boolean[part.size()];
        for (int k = 0; k < length; k++) {
            if (appendAt[k] != NONE) {
                if (placed[appendAt[k]]) {
                    return false;
                }
                placed[appendAt[k]] = true;
            }
        }
        fillWithAnswered();
        int next = 0;
        for (int k = 0; k < length; k++) {
            if (appendAt[k] == NONE) {
                while (next < part.size() && (placed[next] || !isWildCard(next))) {
                    next++;
                }
                if (next == part.size()) {
                    return false;
                }
                appendAt[k] = next++;
            }
        }
        return true;
    }

    /** Crashed appends whose offset is known all the same can fill that place only, if they began in time for it. */
    private void fillWithAnswered() {
        int[] deadlines = new int[length];
        int deadline = Part.NEVER;
        for (int k = length - 1; k >= 0; k--) {
            deadline = Math.min(deadline, firstPresence[k]);
            deadlines[k] = deadline;
            deadline = appendAt[k] == NONE ? deadline : Math.min(deadline, part.returns()[appendAt[k]]);
        }
        for (int i = 0; i < part.size(); i++) {
            boolean told = part.crashed(i) && part.operations().get(i).output() instanceof Long;
            long offset = told ? (Long) part.operations().get(i).output() : -1;
            if (offset >= 0 && offset < length) {
                int place = (int) offset;
                if (appendAt[place] == NONE && part.invocations()[i] < deadlines[place]) {
                    appendAt[place] = i;
                }
            }
        }
    }

    private boolean isWildCard(int op) {
        return part.crashed(op) && part.operations().get(op).output() == null;
    }

    private boolean followsTime() {
        int latest = -1;
        for (int k = 0; k < length; k++) {
            latest = Math.max(latest, lastAbsence[k]);
            if (part.returns()[appendAt[k]] < latest) {
                return false;
            }
            latest = Math.max(latest, part.invocations()[appendAt[k]]);
            if (firstPresence[k] < latest) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAppend(Operation op) {
        return op.f().equals("append");
    }
}
