package io.partita.workloads.zookeeper;

import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.checker.liveness.FaultWindow;
import io.partita.workloads.Workload.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a history must show before its verdict means something. Collects what it lacks. */
final class Evidence {

    /** Fewer successes than this while faults are active say nothing about behaviour under faults. */
    static final int LEAST_DURING_FAULTS = 10;

    private final History history;
    private final Settings settings;
    private final List<String> lacks = new ArrayList<>();

    Evidence(History history, Settings settings) {
        this.history = history;
        this.settings = settings;
    }

    /** Requires a success of each of {@code functions}. */
    Evidence successOf(String... functions) {
        for (String function : functions) {
            boolean found = false;
            for (Op op : history) {
                found |= op.type() == OpType.OK && op.f().equals(function);
            }
            if (!found) {
                lacks.add("no " + function + " succeeded");
            }
        }
        return this;
    }

    /** Requires {@link #LEAST_DURING_FAULTS} successes of {@code functions} begun while a fault was proven active, if any was. */
    Evidence successesDuringFaults(Set<String> functions) {
        List<FaultWindow> windows = FaultWindow.proven(history);
        if (windows.isEmpty()) {
            return this;
        }
        Set<Integer> begun = new HashSet<>();
        int successes = 0;
        for (Op op : history) {
            if (op.isNemesis() || !functions.contains(op.f())) {
                continue;
            }
            if (op.type() == OpType.INVOKE) {
                if (windows.stream().anyMatch(window -> window.certainAt(op.index()))) {
                    begun.add(op.process());
                }
            } else if (begun.remove(op.process()) && op.type() == OpType.OK) {
                successes++;
            }
        }
        if (successes < LEAST_DURING_FAULTS) {
            lacks.add("only " + successes + " successful operations were begun while a fault was active, "
                    + LEAST_DURING_FAULTS + " needed");
        }
        return this;
    }

    /** Requires a successful read through every node, begun after the last event of any of {@code changes}. */
    Evidence finalReads(Set<String> changes) {
        long lastChange = -1;
        for (Op op : history) {
            if (!op.isNemesis() && changes.contains(op.f())) {
                lastChange = op.index();
            }
        }
        Map<Integer, Long> begun = new HashMap<>();
        Set<String> read = new HashSet<>();
        for (Op op : history) {
            if (op.isNemesis() || !op.f().equals("read")) {
                continue;
            }
            if (op.type() == OpType.INVOKE) {
                begun.put(op.process(), op.index());
            } else if (op.type() == OpType.OK && begun.get(op.process()) > lastChange) {
                read.add(Processes.node(settings, op.process()));
            }
        }
        String missing = Processes.nodesInUse(settings).stream()
                .filter(node -> !read.contains(node))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            lacks.add("no final read succeeded through " + missing);
        }
        return this;
    }

    /** What is missing, in words; empty if nothing is. */
    Optional<String> missing() {
        return lacks.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", lacks));
    }
}
