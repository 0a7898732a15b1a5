package io.partita.control.cli;

import io.partita.checker.Budget;
import io.partita.checker.Linearizability.Progress;
import io.partita.checker.history.HistoryException;
import io.partita.checker.recorded.RecordedCheck;
import io.partita.checker.recorded.RecordedCheckReport;
import io.partita.control.plan.ByteSizes;
import io.partita.control.plan.ConfigurationException;
import io.partita.control.plan.Durations;
import io.partita.control.plan.Problem;
import io.partita.control.store.FileTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code control check}: judges a recorded history again. */
@Command(
        name = "check",
        description = {"Judges a recorded history: ours, Jepsen's, Knossos' or Porcupine's.", ""},
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  control check results/latest/history.jsonl",
            "  control check history.edn --model cas-register --init 0 --null-read any --json",
            "  zcat history.edn.gz | control check -",
            "  control check history.edn --checker set-full:linearizable=true,stats",
            "",
            "Exit status: 0 valid, 1 invalid, 2 unknown, 64 wrong arguments or not a history."
        })
final class CheckCommand implements Callable<Integer> {

    /** The help for {@code --keys}, here and in {@code convert}. */
    static final String KEYS = "Whether values are pairs [key value], as jepsen.independent makes them. Default: told"
            + " from the values where they leave no doubt.";

    /** The help for {@code --drop-cut-line}, here and in {@code convert}. */
    static final String DROP_CUT_LINE =
            "Drops a last line of op-history/1 that was cut off because its writer was killed,"
                    + " with a warning. Default: such a file is refused.";

    @Parameters(paramLabel = "FILE", description = "The history; may be packed with gzip; - is standard input.")
    private Path file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "op-history/1 (or jsonl), edn, edn-lines or jepsen-log. Default: told by looking.")
    private String format;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "See `control list models`. Default: what the file says, or what its operations tell.")
    private String model;

    @Option(
            names = "--checker",
            paramLabel = "CHECKER",
            description = {
                "Judges by these instead of by linearizability; with --model, by both. Several after commas. "
                        + "See `control list checkers`."
            })
    private List<String> checkers = List.of();

    @Option(
            names = "--init",
            paramLabel = "VALUE",
            description = "The initial value, as JSON. Default: the model's own.")
    private String init;

    @Option(
            names = "--null-read",
            paramLabel = "any|absent",
            description = "What a read of null says: nothing (any), or that nothing was written (absent, the default).")
    private String nullRead;

    @Option(names = "--keys", paramLabel = "tuple|none", description = KEYS)
    private String keys;

    @Option(names = "--drop-cut-line", description = DROP_CUT_LINE)
    private boolean dropCutLine;

    @Option(
            names = "--time-budget",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "After this the answer is unknown. Default: ${DEFAULT-VALUE}.")
    private String timeBudget;

    @Option(
            names = "--memory-budget",
            paramLabel = "SIZE",
            description =
                    "Memory that the search may use, as in 512m or 2g. Default: 2g, or half the heap if that is less.")
    private String memoryBudget;

    @Option(names = "--json", description = "Prints the result as JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        return checkers.isEmpty() ? linearizability() : byName();
    }

    private Integer byName() throws InterruptedException {
        NamedCheck check = NamedCheck.of(file, format, dropCutLine, checkers, budget());
        Optional<RecordedCheckReport> besides =
                model == null ? Optional.empty() : Optional.of(judge(budget(), ignored -> {}));
        return ExitCodes.of(check.run(besides, json, Terminal.system()));
    }

    private Integer linearizability() {
        Terminal terminal = Terminal.system();
        Budget budget = budget();
        CheckProgress progress = new CheckProgress(terminal, budget, !json);
        RecordedCheckReport report;
        try {
            report = progress.during(() -> judge(budget, progress));
        } catch (InterruptedException e) {
            return ExitCodes.INTERRUPTED;
        }
        report.warnings().forEach(warning -> terminal.line("control: warning: " + warning));
        if (json) {
            terminal.result(JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(report.toJson()));
        } else {
            new CheckPrinter(report, terminal).print();
        }
        return ExitCodes.of(report.verdict());
    }

    private RecordedCheckReport judge(Budget budget, Consumer<Progress> progress) throws InterruptedException {
        try {
            RecordedCheck.Request request = new RecordedCheck.Request(
                    file,
                    Optional.ofNullable(format),
                    Optional.ofNullable(model),
                    Optional.ofNullable(init),
                    Optional.ofNullable(nullRead),
                    Optional.ofNullable(keys),
                    dropCutLine,
                    budget);
            return RecordedCheck.run(request, progress);
        } catch (RecordedCheck.InvalidRequestException e) {
            throw new ConfigurationException(e.problems().stream()
                    .map(problem -> new Problem(problem, "See: control check --help"))
                    .toList());
        } catch (HistoryException e) {
            throw new ConfigurationException(
                    List.of(new Problem(e.getMessage(), "If the format was told wrongly, name it: --format FORMAT")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FileTrouble.of(e), e);
        }
    }

    private Budget budget() {
        List<Problem> problems = new ArrayList<>();
        Duration time = Budget.DEFAULT.time();
        long memory = Budget.DEFAULT.memoryBytes();
        try {
            time = Durations.parse(timeBudget);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem("--time-budget: " + e.getMessage(), "For example --time-budget 60s"));
        }
        if (memoryBudget != null) {
            try {
                memory = ByteSizes.parse(memoryBudget);
            } catch (IllegalArgumentException e) {
                problems.add(new Problem("--memory-budget: " + e.getMessage(), "For example --memory-budget 2g"));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new Budget(time, memory);
    }
}
