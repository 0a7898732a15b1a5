package io.partita.control.report;

import io.partita.checker.Verdict;
import io.partita.control.store.RunEntry;
import io.partita.control.store.RunHead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The runs of one workload under one nemesis.
 *
 * @param runs oldest first, at least one
 */
record RunGroup(String workload, String nemesis, List<RunEntry> runs) {

    /** Whether runs agree. */
    enum Stability {
        /** No run is valid, or none is invalid. */
        STEADY,
        /** Some runs are valid and some invalid, of different plans or builds. */
        DIFFERS,
        /** The same plan against the same build was valid and invalid: chance decides. */
        FLAKY
    }

    RunGroup {
        runs = List.copyOf(runs);
    }

    /** {@code runs}, newest first, apart by workload and nemesis, in alphabetical order. */
    static List<RunGroup> of(List<RunEntry> runs) {
        Map<String, Map<String, List<RunEntry>>> parts = new TreeMap<>();
        for (int i = runs.size() - 1; i >= 0; i--) {
            RunEntry run = runs.get(i);
            parts.computeIfAbsent(run.workload(), workload -> new TreeMap<>())
                    .computeIfAbsent(run.nemesis(), nemesis -> new ArrayList<>())
                    .add(run);
        }
        List<RunGroup> groups = new ArrayList<>();
        parts.forEach((workload, nemeses) ->
                nemeses.forEach((nemesis, members) -> groups.add(new RunGroup(workload, nemesis, members))));
        return groups;
    }

    RunEntry newest() {
        return runs.get(runs.size() - 1);
    }

    long count(Verdict verdict) {
        return runs.stream().filter(run -> has(run, verdict)).count();
    }

    /** Reads the plans of the runs, but only where verdicts differ. */
    Stability stability() {
        if (count(Verdict.VALID) == 0 || count(Verdict.INVALID) == 0) {
            return Stability.STEADY;
        }
        Map<String, Verdict> seen = new HashMap<>();
        for (RunEntry run : runs) {
            Optional<String> tried = run.head()
                    .filter(head -> head.verdict() != Verdict.UNKNOWN)
                    .flatMap(head -> run.plan().map(plan -> head.system() + "\n" + plan));
            if (tried.isPresent()) {
                Verdict verdict = run.head().orElseThrow().verdict();
                Verdict other = seen.putIfAbsent(tried.get(), verdict);
                if (other != null && other != verdict) {
                    return Stability.FLAKY;
                }
            }
        }
        return Stability.DIFFERS;
    }

    /** The longest of the last {@code most} runs, in ms; at least 1. */
    long longestMs(int most) {
        return last(most).stream()
                .flatMap(run -> run.head().stream())
                .mapToLong(RunHead::durationMs)
                .reduce(1, Math::max);
    }

    List<RunEntry> last(int most) {
        return runs.subList(Math.max(0, runs.size() - most), runs.size());
    }

    private static boolean has(RunEntry run, Verdict verdict) {
        return run.head().filter(head -> head.verdict() == verdict).isPresent();
    }
}
