package io.partita.checker.internal.monitor;

/**
 * When a collection may have been empty: in the gaps in which no value is surely inside that somebody is known to have
 * taken later, and in which there were enough takes of unknown outcome for all values that nobody is known to have taken.
 */
final class Emptiness {

    private final Stays stays;
    private final Gaps gaps;
    private final boolean[] possible;

    Emptiness(Stays stays, Gaps gaps) {
        this.stays = stays;
        this.gaps = gaps;
        // How both numbers change from the gap before.
        int[] inside = new int[gaps.count() + 1];
        int[] takersLeft = new int[gaps.count() + 1];
        for (int value = 0; value < stays.values(); value++) {
            int from = stays.insideFrom(value, gaps);
            int to = stays.insideTo(value, gaps);
            if (!stays.counts(value)) {
                continue;
            }
            if (!stays.taken(value)) {
                takersLeft[from]--;
            } else if (from <= to) {
                inside[from]++;
                inside[to + 1]--;
            }
        }
        for (int take : stays.unknownTakes()) {
            takersLeft[gaps.first(take)]++;
        }
        possible = new boolean[gaps.count()];
        int sure = 0;
        int left = 0;
        for (int gap = 0; gap < possible.length; gap++) {
            sure += inside[gap];
            left += takersLeft[gap];
            possible[gap] = sure == 0 && left >= 0;
        }
    }

    boolean possible(int gap) {
        return possible[gap];
    }

    /** Whether every operation that found the collection empty was open in a gap in which that is possible. */
    boolean explainsEmptyAnswers() {
        int[] latest = new int[gaps.count()];
        int last = -1;
        for (int gap = 0; gap < latest.length; gap++) {
            last = possible[gap] ? gap : last;
            latest[gap] = last;
        }
        for (int answer : stays.emptyAnswers()) {
            if (latest[gaps.last(answer)] < gaps.first(answer)) {
                return false;
            }
        }
        return true;
    }
}
