package io.partita.control.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A bounded sample of the operations of a run that goes on, in the order in which they ended.
 *
 * <p>The newest are all there. When there are too many, older ones are thinned: of seventeen operations of one function and one
 * outcome that ended within a short time, nine stay. The slowest stays as it is, so that no maximum is ever lost. The others are
 * sorted by latency and taken in pairs, of which one stays and stands for both: now the faster, now the slower, each as
 * often as it stands for operations, so that percentiles hardly move (the sketch of Karnin, Lang and Liberty, 2016, compacts
 * in this way). What a short time is doubles when it has become too short, so the sample is about as dense at the run's
 * beginning as later on, however long the run; an operation that was rare in its time stays as it is. Not thread-safe.
 */
final class LiveSample {

    private static final int BLOCK = 17;
    /** Beyond so many functions, they are thinned together: names that a history invents must not fill the memory. */
    private static final int MOST_FUNCTIONS = 50;

    private static final long SHORTEST_SPAN = 1_000;

    private final int limit;
    private final Map<String, Integer> functions = new HashMap<>();
    private List<ShownOperation> kept = new ArrayList<>();
    private long span = SHORTEST_SPAN;
    /** How much the slower operations of pairs have been kept too seldom so far. */
    private double owedToSlower;

    private long thinnings;

    /** @param limit the most operations that are kept; at least 8 000, so that what cannot be thinned has room */
    LiveSample(int limit) {
        this.limit = limit;
    }

    void add(ShownOperation operation) {
        kept.add(operation);
        if (kept.size() > limit) {
            thin();
        }
    }

    /** What is kept, by the instants at which it ended. It only grows until {@link #thinnings} has grown. */
    List<ShownOperation> operations() {
        return kept;
    }

    /** How often operations were thinned. */
    long thinnings() {
        return thinnings;
    }

    /** Leaves half of the limit: the newest quarter whole, and before it another quarter at most. */
    private void thin() {
        int newest = kept.size() - limit / 4;
        List<ShownOperation> older = new ArrayList<>(kept.subList(0, newest));
        while (older.size() > limit / 4) {
            int before = older.size();
            older = halved(older);
            if (older.size() == before) {
                span *= 2;
            }
        }
        older.addAll(kept.subList(newest, kept.size()));
        kept = older;
        thinnings++;
    }

    private List<ShownOperation> halved(List<ShownOperation> older) {
        BitSet dropped = new BitSet();
        Map<Integer, List<Integer>> byKind = new HashMap<>();
        for (int i = 0; i < older.size(); i++) {
            List<Integer> block = byKind.computeIfAbsent(kind(older.get(i)), kind -> new ArrayList<>());
            block.add(i);
            if (block.size() == BLOCK) {
                if (older.get(i).finish() - older.get(block.get(0)).finish() <= span) {
                    halve(older, block, dropped);
                }
                block.clear();
            }
        }
        List<ShownOperation> left = new ArrayList<>(older.size() - dropped.cardinality());
        for (int i = 0; i < older.size(); i++) {
            if (!dropped.get(i)) {
                left.add(older.get(i));
            }
        }
        return left;
    }

    private int kind(ShownOperation operation) {
        int function = functions.size() < MOST_FUNCTIONS
                ? functions.computeIfAbsent(operation.function(), name -> functions.size())
                : functions.getOrDefault(operation.function(), MOST_FUNCTIONS);
        return function * 3 + operation.outcome();
    }

    private void halve(List<ShownOperation> older, List<Integer> block, BitSet dropped) {
        block.sort(Comparator.comparingLong(i -> older.get(i).latency()));
        for (int at = 0; at + 1 < BLOCK; at += 2) {
            double slower = older.get(block.get(at + 1)).weight();
            owedToSlower += slower / (slower + older.get(block.get(at)).weight());
            boolean keepsSlower = owedToSlower >= 1;
            owedToSlower -= keepsSlower ? 1 : 0;
            int stays = block.get(keepsSlower ? at + 1 : at);
            int goes = block.get(keepsSlower ? at : at + 1);
            older.set(stays, older.get(stays).andFor(older.get(goes).weight()));
            dropped.set(goes);
        }
    }
}
