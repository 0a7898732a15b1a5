package io.partita.control.report;

import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.control.store.AtomicFile;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A run in a few lines of Markdown, for the summary page of a CI job. */
public final class MarkdownSummary {

    private static final int ANOMALIES_SHOWN = 5;

    private MarkdownSummary() {}

    /**
     * Replaces {@code file} by the verdict, reason, figures, first anomalies, missing evidence and reproducing command of
     * {@code run}.
     *
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static void write(Path file, RunSummary run) {
        AtomicFile.write(file, of(run));
    }

    /** The same as text. */
    public static String of(RunSummary run) {
        StringBuilder out = new StringBuilder();
        out.append("### ")
                .append(FirstScreen.sign(run.verdict()))
                .append(' ')
                .append(run.verdict().name())
                .append(": ")
                .append(escape(run.workload() + " × " + run.nemesis()))
                .append("\n\n")
                .append(escape(run.reason()))
                .append("\n\n");
        out.append("| System | Seed | Duration | ok | fail | info | Faults | Proven | Healed |\n")
                .append("|---|---|---|---|---|---|---|---|---|\n| ")
                .append(escape(run.system()))
                .append(" | ")
                .append(run.seed())
                .append(" | ")
                .append(Words.durationMs(run.durationMs()));
        for (String outcome : List.of("ok", "fail", "info")) {
            out.append(" | ").append(run.operations().getOrDefault(outcome, 0L));
        }
        out.append(" | ")
                .append(run.faults().size())
                .append(" | ")
                .append(run.faults().stream().filter(FaultRecord::provenActive).count())
                .append(" | ")
                .append(run.faults().stream().filter(FaultRecord::provenHealed).count())
                .append(" |\n\n");
        anomalies(out, run);
        for (Map.Entry<String, Boolean> evidence : run.evidence().entrySet()) {
            if (!evidence.getValue()) {
                out.append("- Evidence not met: ")
                        .append(escape(evidence.getKey()))
                        .append('\n');
            }
        }
        if (run.command() != null) {
            // Indented, not fenced: no text can end an indented block early.
            out.append("\nRun it again:\n\n    ")
                    .append(run.command().replaceAll("\\R", " "))
                    .append('\n');
        }
        return out.toString();
    }

    private static void anomalies(StringBuilder out, RunSummary run) {
        int count = 0;
        for (CheckResult result : run.checkers().values()) {
            for (Anomaly anomaly : result.anomalies()) {
                if (++count <= ANOMALIES_SHOWN) {
                    out.append("- ").append(escape(anomaly.headline())).append('\n');
                }
            }
        }
        if (count > ANOMALIES_SHOWN) {
            out.append("- and ").append(count - ANOMALIES_SHOWN).append(" more anomalies\n");
        }
    }

    /** Text without any meaning in Markdown or HTML, on one line. */
    private static String escape(String text) {
        return String.valueOf(text)
                .replaceAll("\\R", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replaceAll("([\\\\`*_\\[\\]|#~])", "\\\\$1");
    }
}
