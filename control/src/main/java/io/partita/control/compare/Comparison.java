package io.partita.control.compare;

import io.partita.checker.Verdict;
import io.partita.nemesis.FaultRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Two runs or more, the first of which is what the others are compared to. Immutable.
 *
 * @param runs in the order given, at least two
 * @param changes how figures differ from those of the first run
 * @param recoveries ms from healing to the first success on every node, by the fault's name and then by run; -1 for never
 * @param anomalies by kind
 */
public record Comparison(
        List<ComparedRun> runs,
        List<Change> changes,
        Map<String, List<List<Long>>> recoveries,
        List<AnomalyChange> anomalies) {

    public Comparison {
        runs = List.copyOf(runs);
        changes = List.copyOf(changes);
        anomalies = List.copyOf(anomalies);
        if (runs.size() < 2) {
            throw new IllegalArgumentException("a comparison needs two runs");
        }
    }

    public static Comparison of(List<ComparedRun> runs) {
        Map<String, List<List<Long>>> recoveries = recoveries(runs);
        List<Change> changes = new ArrayList<>();
        for (int i = 1; i < runs.size(); i++) {
            compare(runs.get(0), runs.get(i), changes);
            for (Map.Entry<String, List<List<Long>>> fault : recoveries.entrySet()) {
                changes.add(change(
                        "recovery from " + fault.getKey(),
                        runs.get(i).label(),
                        "ms",
                        ended(fault.getValue().get(0)),
                        ended(fault.getValue().get(i)),
                        true));
            }
        }
        return new Comparison(
                runs,
                corrected(changes),
                recoveries,
                AnomalyChange.of(runs.stream().map(ComparedRun::summary).toList()));
    }

    /** The functions that any run called, in alphabetical order. */
    public List<String> functions() {
        TreeSet<String> functions = new TreeSet<>();
        runs.forEach(run -> functions.addAll(run.latencies().keySet()));
        return List.copyOf(functions);
    }

    /** Why the last run is worse than the first, in words; empty if nothing shows that it is. */
    public List<String> regressions() {
        List<String> words = new ArrayList<>();
        ComparedRun last = runs.get(runs.size() - 1);
        Verdict before = runs.get(0).summary().verdict();
        Verdict after = last.summary().verdict();
        if (after.compareTo(before) > 0) {
            words.add("the verdict was " + before.label() + " and is " + after.label());
        }
        anomalies.stream()
                .filter(anomaly -> anomaly.status() == AnomalyChange.Status.NEW)
                .forEach(anomaly -> words.add("new anomaly: " + anomaly.example()));
        changes.stream()
                .filter(change -> change.run().equals(last.label()) && change.kind() == Change.Kind.WORSE)
                .forEach(change -> words.add(change.figure() + " is worse"));
        return words;
    }

    /** What makes the runs ill-matched: the same thing was not done in all of them. */
    public List<String> differences() {
        List<String> words = new ArrayList<>();
        differ(
                words,
                "workloads",
                runs.stream().map(run -> run.summary().workload()).toList());
        differ(
                words,
                "nemeses",
                runs.stream().map(run -> run.summary().nemesis()).toList());
        differ(
                words,
                "systems",
                runs.stream().map(run -> run.summary().system()).toList());
        differ(
                words,
                "seeds",
                runs.stream().map(run -> run.summary().seed() + "").toList());
        differ(
                words,
                "numbers of clients",
                runs.stream().map(run -> run.summary().concurrency() + "").toList());
        differ(
                words,
                "loads",
                runs.stream().map(run -> run.open() ? "open" : "closed").toList());
        return words;
    }

    private static void differ(List<String> words, String what, List<String> values) {
        if (values.stream().distinct().count() > 1) {
            words.add(what + " differ: " + String.join(", ", values));
        }
    }

    private static void compare(ComparedRun first, ComparedRun other, List<Change> changes) {
        changes.add(change("successes", other.label(), "ok/s", first.okPerSecond(), other.okPerSecond(), false));
        TreeSet<String> functions = new TreeSet<>(first.blockMedians().keySet());
        functions.retainAll(other.blockMedians().keySet());
        for (String f : functions) {
            changes.add(change(
                    "latency of " + f,
                    other.label(),
                    "ns",
                    first.blockMedians().get(f),
                    other.blockMedians().get(f),
                    true));
        }
    }

    private static Change change(
            String figure, String run, String unit, double[] before, double[] after, boolean moreIsWorse) {
        boolean enough = before.length >= Change.FEWEST && after.length >= Change.FEWEST;
        RankTest test = enough ? RankTest.of(before, after) : null;
        return new Change(
                figure,
                run,
                median(before),
                median(after),
                unit,
                new int[] {before.length, after.length},
                test,
                test == null ? 1 : test.p(),
                moreIsWorse);
    }

    /**
     * The changes with p corrected for their number, after Holm ("A simple sequentially rejective multiple test procedure",
     * Scandinavian Journal of Statistics 6, 1979): of k tests the smallest p counts k-fold, the next (k - 1)-fold, and so
     * on, and none less than one before. Among many figures some differ by chance; so corrected, one in a hundred
     * comparisons shows any difference that is none.
     */
    private static List<Change> corrected(List<Change> changes) {
        List<Integer> tested = IntStream.range(0, changes.size())
                .boxed()
                .filter(i -> changes.get(i).test() != null)
                .sorted(Comparator.comparingDouble(i -> changes.get(i).p()))
                .toList();
        List<Change> corrected = new ArrayList<>(changes);
        double least = 0;
        for (int rank = 0; rank < tested.size(); rank++) {
            Change change = changes.get(tested.get(rank));
            least = Math.max(least, Math.min(1, change.p() * (tested.size() - rank)));
            corrected.set(tested.get(rank), change.withP(least));
        }
        return corrected;
    }

    private static Map<String, List<List<Long>>> recoveries(List<ComparedRun> runs) {
        Map<String, List<List<Long>>> recoveries = new TreeMap<>();
        for (int i = 0; i < runs.size(); i++) {
            for (FaultRecord fault : runs.get(i).summary().faults()) {
                Long ms = runs.get(i).summary().recovery().get(fault.id());
                if (ms != null) {
                    recoveries
                            .computeIfAbsent(fault.name(), name -> empty(runs.size()))
                            .get(i)
                            .add(ms);
                }
            }
        }
        return new LinkedHashMap<>(recoveries);
    }

    private static List<List<Long>> empty(int size) {
        return IntStream.range(0, size)
                .<List<Long>>mapToObj(i -> new ArrayList<>())
                .toList();
    }

    /** Never is later than any time. */
    private static double[] ended(List<Long> ms) {
        return ms.stream()
                .mapToDouble(value -> value < 0 ? Double.POSITIVE_INFINITY : value)
                .toArray();
    }

    static double median(double[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
