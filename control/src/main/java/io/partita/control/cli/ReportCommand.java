package io.partita.control.cli;

import io.partita.checker.history.History;
import io.partita.control.report.IndexReport;
import io.partita.control.report.RunReport;
import io.partita.control.store.ResultsSchema;
import io.partita.control.store.RunSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code control report}: writes the pages of stored runs and the index anew. */
@Command(
        name = "report",
        description = {"Writes the pages of stored runs anew, and the index of all runs; or compares runs.", ""},
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "[compare]",
        subcommands = CompareCommand.class,
        footer = {
            "",
            "Examples:",
            "  control report latest",
            "  control report",
            "  control report compare results/zk-register/kill/20260101T000000.000Z latest",
            "",
            "Exit status: 0 written, 3 cannot be written, 64 not a run."
        })
final class ReportCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "RUN",
            description =
                    "The directory of a run, itself or below the results, such as latest. Without: the index only.")
    private List<String> runs = List.of();

    @Option(
            names = "--results",
            paramLabel = "DIR",
            defaultValue = "results",
            description = "Where results are. Default: ${DEFAULT-VALUE}.")
    private Path results;

    @Option(names = "--schema", description = "Prints the JSON Schema of results.json, and does nothing else.")
    private boolean schema;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.system();
        if (schema) {
            terminal.result(ResultsSchema.text().stripTrailing());
            return ExitCodes.VALID;
        }
        // Everything is read before anything is written: of a wrong name the other runs need not suffer.
        List<Path> pages = new ArrayList<>();
        List<RunSummary> summaries = new ArrayList<>();
        List<History> histories = new ArrayList<>();
        for (String run : runs) {
            Path directory = StoredRuns.directory("RUN", run, results);
            pages.add(directory.resolve("index.html"));
            summaries.add(StoredRuns.summary(directory, "Only a run that was judged has a page."));
            histories.add(StoredRuns.history(directory, terminal));
        }
        for (int i = 0; i < pages.size(); i++) {
            RunReport.write(pages.get(i), summaries.get(i), histories.get(i));
            terminal.result(pages.get(i).toString());
        }
        IndexReport.write(StoredRuns.root(results));
        terminal.result(results.resolve("index.html").toString());
        return ExitCodes.VALID;
    }
}
