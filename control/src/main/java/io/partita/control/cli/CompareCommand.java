package io.partita.control.cli;

import io.partita.control.compare.ComparedRun;
import io.partita.control.compare.Comparison;
import io.partita.control.compare.ComparisonJson;
import io.partita.control.report.ComparisonReport;
import io.partita.control.report.IndexReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code control report compare}: what differs between runs. */
@Command(
        name = "compare",
        description = {"Compares runs with the first of them: verdicts, anomalies, latencies, rates, recovery.", ""},
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  control report compare results/zk-register/kill/20260101T000000.000Z latest",
            "  control report compare 20260101T000000.000Z latest",
            "  control report compare --fail-on-regression --json BEFORE AFTER",
            "",
            "Exit status: 0 compared, 4 worse (with --fail-on-regression), 3 cannot be written, 64 not a run."
        })
final class CompareCommand implements Callable<Integer> {

    private static final int MOST_RUNS = 6;

    @Parameters(
            arity = "0..*",
            paramLabel = "RUN",
            description =
                    "Two to six runs, oldest first: directories, themselves or below the results, such as latest, or the"
                            + " instants that name them.")
    private List<String> names = List.of();

    @Option(
            names = "--results",
            paramLabel = "DIR",
            defaultValue = "results",
            description = "Where results are. Default: ${DEFAULT-VALUE}.")
    private Path results;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the page is written. Default: comparisons/FIRST-LAST.html below the results.")
    private Path out;

    @Option(
            names = "--fail-on-regression",
            description = "Ends with status 4 if anything shows that the last run is worse than the first.")
    private boolean failOnRegression;

    @Option(names = "--json", description = "Prints the comparison as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (names.size() < 2 || names.size() > MOST_RUNS) {
            throw StoredRuns.wrong(
                    names.size() + " runs cannot be compared",
                    "Name two to " + MOST_RUNS + ", oldest first; results/index.html lists all.");
        }
        Terminal terminal = Terminal.system();
        List<ComparedRun> runs = new ArrayList<>();
        for (String name : names) {
            Path directory = StoredRuns.directory("RUN", name, results);
            if (runs.stream().anyMatch(run -> run.directory().equals(directory))) {
                throw StoredRuns.wrong(
                        "RUN " + name + " is named twice: " + directory, "Name different runs, oldest first.");
            }
            runs.add(ComparedRun.of(
                    String.valueOf((char) ('A' + runs.size())),
                    directory,
                    StoredRuns.summary(directory, "Only a run that was judged can be compared."),
                    StoredRuns.history(directory, terminal)));
        }
        Comparison comparison = Comparison.of(runs);
        Path page = out != null ? out : page(results, runs);
        if (out != null) {
            ComparisonReport.write(out, comparison);
        } else {
            // The runs' directories are real ones, and links to them are made from where the page really is.
            Path root = Files.isDirectory(results) ? StoredRuns.real(results) : results;
            ComparisonReport.write(page(root, runs), comparison);
            IndexReport.write(root);
        }
        if (json) {
            terminal.result(ComparisonJson.toJson(comparison, page.toString()));
        } else {
            ComparisonPrinter.print(comparison, terminal);
            terminal.result("page        " + page);
        }
        return failOnRegression && !comparison.regressions().isEmpty() ? ExitCodes.REGRESSION : ExitCodes.VALID;
    }

    private static Path page(Path root, List<ComparedRun> runs) {
        return root.resolve("comparisons")
                .resolve(runs.get(0).directory().getFileName() + "-"
                        + runs.get(runs.size() - 1).directory().getFileName() + ".html");
    }
}
