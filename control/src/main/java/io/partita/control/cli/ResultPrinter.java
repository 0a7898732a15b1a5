package io.partita.control.cli;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import io.partita.control.run.RunOutcome;
import io.partita.control.store.ResultsJson;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import java.util.Locale;

/** Prints what a run came to. */
final class ResultPrinter {

    private static final int MOST_ANOMALIES = 3;

    private ResultPrinter() {}

    static void print(RunOutcome outcome, Terminal terminal, boolean json) {
        RunSummary summary = outcome.summary();
        for (String failure : outcome.failures()) {
            terminal.line("control: " + failure);
        }
        if (json) {
            terminal.result(ResultsJson.toJson(summary));
            return;
        }
        terminal.result(terminal.verdict(summary.verdict()) + "  " + summary.reason());
        summary.checkers().values().stream()
                .filter(result -> result.verdict() == Verdict.INVALID)
                .flatMap(result -> result.anomalies().stream())
                .limit(MOST_ANOMALIES)
                .map(CheckResult.Anomaly::headline)
                .filter(anomaly -> !summary.reasonSays(anomaly))
                .forEach(anomaly -> terminal.result("  " + anomaly));
        terminal.result(String.format(
                Locale.ROOT,
                "operations  %d ok, %d fail, %d info in %.1f s",
                summary.operations().getOrDefault("ok", 0L),
                summary.operations().getOrDefault("fail", 0L),
                summary.operations().getOrDefault("info", 0L),
                summary.durationMs() / 1000.0));
        for (FaultRecord fault : summary.faults()) {
            terminal.result(line(fault, summary));
        }
        terminal.result("seed        " + summary.seed());
        terminal.result("report      " + summary.report());
    }

    private static String line(FaultRecord fault, RunSummary summary) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "fault       %s %s (%s) %s",
                fault.id(),
                fault.name(),
                fault.description(),
                fault.provenActive()
                        ? String.format(Locale.ROOT, "proven active at %.1f s", fault.activeAtMs() / 1000.0)
                        : "NOT proven active"));
        line.append(
                fault.provenHealed()
                        ? String.format(Locale.ROOT, ", proven healed at %.1f s", fault.healedAtMs() / 1000.0)
                        : ", NOT proven healed");
        long recovery = summary.recovery().getOrDefault(fault.id(), -1L);
        if (recovery >= 0) {
            line.append(String.format(Locale.ROOT, ", all served again %.1f s later", recovery / 1000.0));
        }
        return line.toString();
    }
}
