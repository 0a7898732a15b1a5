package io.partita.control.cli;

import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.recorded.RecordedCheckReport;
import io.partita.control.plan.ByteSizes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints what became of {@code control check}: the verdict, then the evidence for it or what was in its way. */
final class CheckPrinter {

    private static final int MOST_IN_FULL = 3;
    private static final int MOST_ANOMALIES = 10;
    private static final int MOST_OPERATIONS = 12;
    private static final int MOST_STATES = 4;
    private static final int LONGEST_STATES = 120;
    private static final int MOST_PROCESSES = 6;

    private final RecordedCheckReport report;
    private final Terminal terminal;

    CheckPrinter(RecordedCheckReport report, Terminal terminal) {
        this.report = report;
        this.terminal = terminal;
    }

    void print() {
        List<Anomaly> anomalies = report.result().anomalies();
        terminal.result(terminal.verdict(report.verdict()) + "  " + report.reason());
        for (int i = 0; i < Math.min(anomalies.size(), MOST_ANOMALIES); i++) {
            if (i > 0) {
                terminal.result("");
                terminal.result(anomalies.get(i).headline());
            }
            if (i < MOST_IN_FULL) {
                evidence(anomalies.get(i));
            }
        }
        if (anomalies.size() > MOST_ANOMALIES) {
            terminal.result("and " + (anomalies.size() - MOST_ANOMALIES) + " more: see --json");
        }
        if (report.result().details().get("unknowns") instanceof List<?> unknowns) {
            unknowns.stream().limit(MOST_IN_FULL).forEach(why -> obstacle((Map<?, ?>) why));
        }
        terminal.result("");
        terminal.result(String.format(
                Locale.ROOT,
                "%s, model %s, %,d operations, %,d ms, %s of memory for the check",
                report.format().label(),
                report.model(),
                report.operations(),
                report.elapsedMs(),
                ByteSizes.show(report.peakMemoryBytes())));
    }

    private void evidence(Anomaly anomaly) {
        List<Integer> core = indices(anomaly.details().get("core"));
        if (core.isEmpty()) {
            return;
        }
        boolean minimal = Boolean.TRUE.equals(anomaly.details().get("coreMinimal"));
        terminal.result("");
        if (minimal || core.size() <= MOST_OPERATIONS) {
            int to = ((Number) anomaly.details().get("coreTo")).intValue();
            terminal.result("  " + claim(anomaly, core.size()));
            terminal.result("");
            new CoreChart(report.history(), core, to, MOST_OPERATIONS)
                    .lines()
                    .forEach(line -> terminal.result("    " + line));
            terminal.result("");
        }
        String size = minimal
                ? core.size() == 1 ? "" : "None of them can be left out. "
                : core.size() <= MOST_OPERATIONS
                        ? "Maybe fewer would do: the time for looking ended. "
                        : "No small set of operations was found that proves it. ";
        terminal.result("  " + size + "Everything before " + report.history().moment((int) anomaly.opIndex())
                + " is linearizable" + states(anomaly) + ".");
    }

    private String claim(Anomaly anomaly, int size) {
        int from = ((Number) anomaly.details().get("coreFrom")).intValue();
        String subject = size == 1 ? "This operation proves" : "These " + size + " operations prove";
        String key = anomaly.key() == null ? "" : " on key " + anomaly.key();
        Object start = anomaly.details().get("coreStart");
        return subject + " it" + key + ", whatever the others did"
                + (start != null
                        ? ", from " + report.history().moment(from) + " on, when it was " + start
                        : ", and whatever was before " + report.history().moment(from))
                + ":";
    }

    private static String states(Anomaly anomaly) {
        if (!(anomaly.details().get("lastStates") instanceof List<?> states)
                || states.isEmpty()
                || states.size() > MOST_STATES) {
            return "";
        }
        String all = states.stream().map(String::valueOf).collect(Collectors.joining(" or "));
        return all.length() > LONGEST_STATES ? "" : "; just then, in every order found, it was " + all;
    }

    private void obstacle(Map<?, ?> why) {
        if (why.get("hardestCompletion") instanceof Number completion) {
            terminal.result("");
            terminal.result("  stuck at  " + report.history().moment(completion.intValue()) + ": "
                    + counted("open", why.get("open")) + "; "
                    + counted("of unknown outcome", why.get("crashed")) + processes(why));
        }
        String label = "  try       ";
        for (Object advice : (List<?>) why.get("advice")) {
            terminal.result(label + advice);
            label = "  or        ";
        }
    }

    private static String counted(String what, Object byFunction) {
        Map<Object, Object> counts = new TreeMap<>((Map<?, ?>) byFunction);
        return counts.isEmpty()
                ? "none " + what
                : counts.entrySet().stream()
                                .map(entry -> entry.getValue() + " " + entry.getKey())
                                .collect(Collectors.joining(", "))
                        + " " + what;
    }

    private static String processes(Map<?, ?> why) {
        List<?> processes = (List<?>) why.get("crashedProcesses");
        if (processes.isEmpty()) {
            return "";
        }
        return ", by process "
                + processes.stream().limit(MOST_PROCESSES).map(String::valueOf).collect(Collectors.joining(", "))
                + (processes.size() > MOST_PROCESSES ? " and " + (processes.size() - MOST_PROCESSES) + " more" : "");
    }

    private static List<Integer> indices(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(index -> ((Number) index).intValue()).toList()
                : List.of();
    }
}
