package io.partita.control.report;

import io.partita.checker.CheckResult;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import java.util.List;
import java.util.Map;

/** A run's summary with another part: {@code Altered.of(run).recovered(times).run()}. */
record Altered(
        RunSummary original,
        String reason,
        List<FaultRecord> faults,
        Map<String, CheckResult> checkers,
        Map<String, Long> recovery) {

    static Altered of(RunSummary run) {
        return new Altered(run, run.reason(), run.faults(), run.checkers(), run.recovery());
    }

    Altered because(String other) {
        return new Altered(original, other, faults, checkers, recovery);
    }

    Altered under(FaultRecord... others) {
        return new Altered(original, reason, List.of(others), checkers, recovery);
    }

    Altered judged(Map<String, CheckResult> others) {
        return new Altered(original, reason, faults, others, recovery);
    }

    Altered recovered(Map<String, Long> others) {
        return new Altered(original, reason, faults, checkers, others);
    }

    RunSummary run() {
        return new RunSummary(
                original.schemaVersion(),
                original.verdict(),
                reason,
                original.startedAt(),
                original.seed(),
                original.workload(),
                original.nemesis(),
                original.system(),
                original.nodes(),
                original.concurrency(),
                original.durationMs(),
                original.operations(),
                faults,
                checkers,
                recovery,
                original.evidence(),
                original.situations(),
                original.report(),
                original.command());
    }
}
