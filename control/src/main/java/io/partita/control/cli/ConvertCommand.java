package io.partita.control.cli;

import io.partita.checker.history.Format;
import io.partita.checker.history.Histories;
import io.partita.checker.history.Histories.Keys;
import io.partita.checker.history.Histories.Reading;
import io.partita.checker.history.HistoryException;
import io.partita.checker.history.RecordedHistory;
import io.partita.control.plan.ConfigurationException;
import io.partita.control.plan.Problem;
import io.partita.control.store.FileTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code control convert}: writes a recorded history in another format. */
@Command(
        name = "convert",
        description = {"Writes a recorded history in another format, for other tools or for ours.", ""},
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  control convert results/latest/history.jsonl history.edn",
            "  control convert jepsen/store/latest/history.edn history.jsonl.gz",
            "  zcat history.edn.gz | control convert - - --to op-history/1 | jq .f",
            "",
            "What the new format has no place for is told on standard error.",
            "Exit status: 0 written, 64 wrong arguments or not a history, 3 the file could not be read or written."
        })
final class ConvertCommand implements Callable<Integer> {

    private static final Path STANDARD = Path.of("-");

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "The history; may be packed with gzip; - is standard input.")
    private Path file;

    @Parameters(
            index = "1",
            paramLabel = "OUT",
            description = "Where to write it; packed if the name ends in .gz; - is standard output.")
    private Path out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Of FILE: op-history/1, edn, edn-lines or jepsen-log. Default: told by looking.")
    private String from;

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            description = "Of OUT. Default: told from its name: .jsonl op-history/1, .edn edn, .ednl edn-lines, .log"
                    + " jepsen-log.")
    private String to;

    @Option(names = "--keys", paramLabel = "tuple|none", description = CheckCommand.KEYS)
    private String keys;

    @Option(names = "--drop-cut-line", description = CheckCommand.DROP_CUT_LINE)
    private boolean dropCutLine;

    @Option(names = "--force", description = "Replaces OUT if it exists.")
    private boolean force;

    @Override
    public Integer call() {
        List<Problem> problems = new ArrayList<>();
        Optional<Format> source =
                collect(problems, () -> Optional.ofNullable(from).map(Format::of));
        Optional<Keys> where = collect(problems, () -> Optional.ofNullable(keys).map(Keys::of));
        Optional<Format> target =
                collect(problems, () -> Optional.ofNullable(to).map(Format::of));
        if (to == null) {
            target = Format.ofName(out.toString());
            if (target.isEmpty()) {
                problems.add(new Problem(
                        out + ": the name does not tell the format", "Give --to, one of " + Format.labels()));
            }
        }
        if (!file.equals(STANDARD) && !Files.exists(file)) {
            problems.add(new Problem(file + ": no such file", "See: control convert --help"));
        }
        Path directory = out.toAbsolutePath().getParent();
        if (!out.equals(STANDARD) && Files.isDirectory(out)) {
            problems.add(new Problem(out + ": is a directory", "Name the file to be written."));
        } else if (!out.equals(STANDARD) && directory != null && !Files.isDirectory(directory)) {
            problems.add(new Problem(out + ": there is no directory " + directory, "Make it first."));
        } else if (!force && !out.equals(STANDARD) && Files.exists(out)) {
            problems.add(new Problem(out + ": exists already", "Replace it with --force"));
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        convert(new Reading(source, where.orElse(Keys.TOLD), dropCutLine), target.orElseThrow());
        return ExitCodes.VALID;
    }

    private void convert(Reading reading, Format target) {
        try {
            RecordedHistory recorded = file.equals(STANDARD)
                    ? Histories.read(System.in, "standard input", reading)
                    : Histories.read(file, reading);
            List<String> losses = out.equals(STANDARD)
                    ? Histories.write(recorded.history(), recorded.meta(), System.out, target)
                    : Histories.write(recorded.history(), recorded.meta(), out, target);
            Terminal terminal = Terminal.system();
            recorded.warnings().forEach(warning -> terminal.line("control: warning: " + warning));
            losses.forEach(loss -> terminal.line("control: warning: " + loss));
            terminal.line(String.format(
                    "%s (%s, %d events) written to %s (%s)",
                    file,
                    recorded.format().label(),
                    recorded.history().size(),
                    out.equals(STANDARD) ? "standard output" : out,
                    target.label()));
        } catch (HistoryException e) {
            throw new ConfigurationException(List.of(new Problem(e.getMessage(), "See: control convert --help")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot convert " + file + " to " + out + ": " + FileTrouble.of(e), e);
        }
    }

    private static <T> Optional<T> collect(List<Problem> problems, Supplier<Optional<T>> attempt) {
        try {
            return attempt.get();
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(e.getMessage(), "See: control convert --help"));
            return Optional.empty();
        }
    }
}
