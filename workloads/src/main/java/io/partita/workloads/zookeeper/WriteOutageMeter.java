package io.partita.workloads.zookeeper;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.checker.liveness.FaultWindow;
import io.partita.checker.liveness.Span;
import io.partita.workloads.Workload.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures how long nobody could write: the longest interval between two acknowledged increments, over the whole load
 * and around each fault, and through which nodes increments were acknowledged while it was active. Accuses nobody.
 */
final class WriteOutageMeter implements Checker {

    /** Between two acknowledged increments; times in ns. */
    private record Gap(long from, long to) {
        long millis() {
            return (to - from) / 1_000_000;
        }
    }

    private final Settings settings;

    WriteOutageMeter(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "write-outage";
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        List<Gap> gaps = gaps(history);
        Gap longest = longest(gaps, Long.MIN_VALUE, Long.MAX_VALUE);
        List<Map<String, Object>> faults = new ArrayList<>();
        for (FaultWindow window : FaultWindow.proven(history)) {
            Span active = window.certain().orElseThrow();
            Map<String, Object> fault = new LinkedHashMap<>();
            fault.put("fault", window.name());
            fault.put("description", window.description());
            fault.put("fromMs", active.from() / 1_000_000);
            fault.put("toMs", active.to() / 1_000_000);
            fault.put("outageMs", longest(gaps, active.from(), active.to()).millis());
            fault.put("acknowledged", acknowledged(history, window));
            faults.add(fault);
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("longestMs", longest.millis());
        details.put("longestFromMs", longest.from() / 1_000_000);
        details.put("faults", faults);
        String reason = gaps.isEmpty()
                ? "no increment was begun"
                : "the longest time without an acknowledged increment was " + longest.millis() + " ms, from "
                        + longest.from() / 1_000_000 + " ms on";
        return new CheckResult(name(), Verdict.VALID, reason, List.of(), details);
    }

    /** The intervals from the first event of an increment over every acknowledgement to the last event. */
    private static List<Gap> gaps(History history) {
        List<Gap> gaps = new ArrayList<>();
        long from = -1;
        long last = -1;
        for (Op op : history) {
            if (op.isNemesis() || !op.f().equals("increment")) {
                continue;
            }
            last = op.time();
            if (from < 0) {
                from = op.time();
            } else if (op.type() == OpType.OK) {
                gaps.add(new Gap(from, op.time()));
                from = op.time();
            }
        }
        if (last > from) {
            gaps.add(new Gap(from, last));
        }
        return gaps;
    }

    private static Gap longest(List<Gap> gaps, long from, long to) {
        Gap longest = new Gap(0, 0);
        for (Gap gap : gaps) {
            if (gap.to() >= from && gap.from() <= to && gap.millis() > longest.millis()) {
                longest = gap;
            }
        }
        return longest;
    }

    private Map<String, Object> acknowledged(History history, FaultWindow window) {
        Map<String, Object> byNode = new LinkedHashMap<>();
        Processes.nodesInUse(settings).forEach(node -> byNode.put(node, 0L));
        for (Op op : history) {
            if (!op.isNemesis()
                    && op.type() == OpType.OK
                    && op.f().equals("increment")
                    && window.certainAt(op.index())) {
                byNode.computeIfPresent(Processes.node(settings, op.process()), (node, count) -> (Long) count + 1);
            }
        }
        return byNode;
    }
}
