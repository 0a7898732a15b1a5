package io.partita.checker.internal.checks;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When each element of a set was known, seen and missed. Linear in the adds and in the total size of the reads.
 *
 * <p>The trick is the missing: reads are taken from the last begun to the first, and an element's streak counts in how
 * many of them it stood without a gap. Where the streak ends lies the last read that missed it; so no read ever looks
 * at what it does not show.
 */
final class SetTimeline {

    private final History history;
    private final Elements elements = new Elements();
    private final Ints attempts = new Ints();
    private final Ints acknowledgements = new Ints();
    private final List<Integer> reads = new ArrayList<>();
    private final Ints streaks = new Ints();
    private final Ints firstSeen = new Ints();
    private final Ints lastSeen = new Ints();
    /** By element: the last read looked at that showed it, counted from the end. */
    private final Ints shownLast = new Ints();

    private final Ints copies = new Ints();
    private final Ints copiedIn = new Ints();
    private final BitSet acknowledged = new BitSet();

    private SetTimeline(History history) {
        this.history = history;
    }

    static SetTimeline of(History history) {
        SetTimeline timeline = new SetTimeline(history);
        for (int i = 0; i < history.size(); i++) {
            if (Events.begins(history, i, "add")) {
                timeline.add(i);
            } else if (Events.begins(history, i, "read")
                    && Events.outcome(history, i) == OpType.OK
                    && history.value(history.completionOf(i)) != null) {
                timeline.reads.add(i);
            }
        }
        for (int fromEnd = 0; fromEnd < timeline.reads.size(); fromEnd++) {
            timeline.read(fromEnd);
        }
        return timeline;
    }

    private void add(int invocation) {
        int id = elements.add(history.value(invocation));
        OpType outcome = Events.outcome(history, invocation);
        if (outcome != OpType.FAIL) {
            attempts.setIfAbsent(id, invocation);
        }
        int completion = history.completionOf(invocation);
        if (outcome == OpType.OK && (!acknowledgements.has(id) || completion < acknowledgements.get(id))) {
            acknowledgements.set(id, completion);
            acknowledged.set(id);
        }
    }

    private void read(int fromEnd) {
        int answer = history.completionOf(readFromEnd(fromEnd));
        List<?> shown = Events.list(history, answer, "elements");
        Map<Integer, Integer> repeated = new HashMap<>();
        for (Object element : shown) {
            int id = elements.add(element);
            if (shownLast.get(id) == fromEnd) {
                repeated.merge(id, 1, Integer::sum);
                continue;
            }
            shownLast.set(id, fromEnd);
            if (streaks.count(id) == fromEnd) {
                streaks.set(id, fromEnd + 1);
            }
            if (!firstSeen.has(id) || answer < firstSeen.get(id)) {
                firstSeen.set(id, answer);
            }
            if (answer > lastSeen.get(id)) {
                lastSeen.set(id, answer);
            }
        }
        repeated.forEach((id, times) -> {
            if (times + 1 >= copies.count(id)) {
                copies.set(id, times + 1);
                copiedIn.set(id, answer);
            }
        });
    }

    private int readFromEnd(int fromEnd) {
        return reads.get(reads.size() - 1 - fromEnd);
    }

    int reads() {
        return reads.size();
    }

    Elements elements() {
        return elements;
    }

    BitSet acknowledged() {
        return acknowledged;
    }

    /** Where the first add that may have happened was invoked, or -1. */
    int attempt(int id) {
        return attempts.get(id);
    }

    /** From which event on the element is known to be in the set: an acknowledgement, or a read that showed it; or -1. */
    int known(int id) {
        int added = acknowledgements.get(id);
        int seen = firstSeen.get(id);
        return added < 0 || seen >= 0 && seen < added ? seen : added;
    }

    /** The completion of the first read to end that showed it, or -1. */
    int firstSeen(int id) {
        return firstSeen.get(id);
    }

    /** The completion of the last read to end that showed it, or -1. */
    int lastSeen(int id) {
        return lastSeen.get(id);
    }

    /** The invocation of the last read to begin that did not show it, or -1. */
    int lastMissed(int id) {
        int streak = streaks.count(id);
        return streak == reads.size() ? -1 : readFromEnd(streak);
    }

    /** How often one read showed it at most, when more than once; else 0. */
    int copies(int id) {
        return copies.count(id);
    }

    /** The completion of a read that showed it so often. */
    int copiedIn(int id) {
        return copiedIn.get(id);
    }
}
