package io.partita.checker.recorded;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Linearizability;
import io.partita.checker.Linearizability.Progress;
import io.partita.checker.Models;
import io.partita.checker.history.Format;
import io.partita.checker.history.Histories;
import io.partita.checker.history.Histories.Keys;
import io.partita.checker.history.Histories.Reading;
import io.partita.checker.history.History;
import io.partita.checker.history.HistoryException;
import io.partita.checker.history.JsonValues;
import io.partita.checker.history.RecordedHistory;
import io.partita.checker.internal.checks.LinearizabilityChecker;
import io.partita.checker.model.Model;
import io.partita.checker.model.NullRead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Judges a recorded history again. What the caller does not say is taken from the file: the format by looking, model,
 * initial value and the meaning of null reads from its header, else the model from its operations.
 */
public final class RecordedCheck {

    private RecordedCheck() {}

    /**
     * What to judge, as given on a command line.
     *
     * @param file the history; {@code -} is standard input
     * @param format label of a {@link Format}
     * @param model a name of {@link Models#names}
     * @param init the initial value as JSON; a bare word is a string
     * @param nullRead {@code any} or {@code absent}
     * @param keys {@code tuple} or {@code none}: whether values are pairs of key and value
     * @param dropsCutLine whether a last line of op-history/1 that was cut off is dropped with a warning
     * @param budget what the check may use
     */
    public record Request(
            Path file,
            Optional<String> format,
            Optional<String> model,
            Optional<String> init,
            Optional<String> nullRead,
            Optional<String> keys,
            boolean dropsCutLine,
            Budget budget) {

        /** A request about a file that must be whole. */
        public Request(
                Path file,
                Optional<String> format,
                Optional<String> model,
                Optional<String> init,
                Optional<String> nullRead,
                Optional<String> keys,
                Budget budget) {
            this(file, format, model, init, nullRead, keys, false, budget);
        }

        public Request {
            Objects.requireNonNull(file, "file is null");
            Objects.requireNonNull(budget, "budget is null");
        }

        /** A request that leaves everything to the file. */
        public static Request of(Path file, Budget budget) {
            return new Request(
                    file,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    budget);
        }
    }

    /** A request that can't be carried out; the message holds every problem, one a line. */
    public static final class InvalidRequestException extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final transient List<String> problems;

        InvalidRequestException(List<String> problems) {
            super(String.join("\n", problems));
            this.problems = List.copyOf(problems);
        }

        /** Each problem: what is wrong and what to do. */
        public List<String> problems() {
            return problems;
        }
    }

    /**
     * Judges the file.
     *
     * @throws InvalidRequestException if options are wrong, or format or model can't be told
     * @throws HistoryException if the file is not a history, or not one of the model; the message names file and line
     * @throws IOException if the file can't be read
     * @throws InterruptedException if the thread is interrupted
     */
    public static RecordedCheckReport run(Request request) throws IOException, InterruptedException {
        return run(request, ignored -> {});
    }

    /** As {@link #run(Request)}; {@code progress} is told how the check goes, as by {@link Linearizability}. */
    public static RecordedCheckReport run(Request request, Consumer<Progress> progress)
            throws IOException, InterruptedException {
        List<String> problems = new ArrayList<>();
        boolean piped = request.file().toString().equals("-");
        if (!piped && !Files.exists(request.file())) {
            problems.add(request.file() + ": no such file");
        }
        Optional<Format> format = collect(problems, () -> request.format().map(Format::of));
        Optional<Keys> keys = collect(problems, () -> request.keys().map(Keys::of));
        Optional<NullRead> nullRead = collect(problems, () -> request.nullRead().map(NullRead::of));
        Optional<Object> init = collect(problems, () -> request.init().flatMap(RecordedCheck::initialValue));
        request.model().ifPresent(name -> collect(problems, () -> Optional.of(Models.named(name))));
        refuse(problems);
        Reading reading = new Reading(format, keys.orElse(Keys.TOLD), request.dropsCutLine());
        RecordedHistory recorded =
                piped ? Histories.read(System.in, "standard input", reading) : Histories.read(request.file(), reading);
        if (recorded.history().operations() == 0) {
            throw new HistoryException(request.file() + ": no client invoked anything, so there is nothing to judge");
        }
        return judge(request, recorded, init, nullRead, progress);
    }

    private static RecordedCheckReport judge(
            Request request,
            RecordedHistory recorded,
            Optional<Object> init,
            Optional<NullRead> nullRead,
            Consumer<Progress> progress)
            throws InterruptedException {
        List<String> problems = new ArrayList<>();
        List<String> warnings = new ArrayList<>(recorded.warnings());
        Optional<String> name =
                request.model().or(() -> headerModel(recorded, warnings)).or(() -> ModelGuess.of(recorded.history()));
        if (name.isEmpty()) {
            problems.add(request.file() + ": the operations don't tell the model: give --model, one of "
                    + String.join(", ", Models.names()));
        }
        NullRead meaning = nullRead.or(() -> collect(
                        problems,
                        () -> Optional.ofNullable(recorded.meta().get("nullRead"))
                                .map(Object::toString)
                                .map(NullRead::of)))
                .orElse(NullRead.ABSENT);
        // An --init of null is a wish too: it must not fall back to what the file says.
        Optional<Object> start = request.init().isPresent()
                ? init
                : Optional.ofNullable(recorded.meta().get("init"));
        Optional<Model<?>> model = name.flatMap(known ->
                collect(problems, () -> Optional.of(Models.named(known, new Models.Settings(start, meaning)))));
        refuse(problems);
        boolean told = nullRead.isPresent() || recorded.meta().containsKey("nullRead");
        if (!told && ModelGuess.hasNullReads(recorded)) {
            warnings.add(
                    "reads of nil are taken to mean \"never written\"; if they mean \"unknown\", as in histories of"
                            + " Knossos, use --null-read any");
        }
        if (!recorded.history().anySucceeded()) {
            warnings.add("no operation succeeded: such a history is linearizable whatever the system did");
        }
        CheckResult result = check(request, recorded.history(), model.orElseThrow(), progress);
        return new RecordedCheckReport(result, name.orElseThrow(), recorded.format(), warnings, recorded.history());
    }

    private static CheckResult check(Request request, History history, Model<?> model, Consumer<Progress> progress)
            throws InterruptedException {
        try {
            return LinearizabilityChecker.byDefinition("linearizability", model)
                    .check(history, request.budget(), progress);
        } catch (HistoryException e) {
            throw new HistoryException(request.file() + ": " + e.getMessage());
        }
    }

    /** The model that the file names, if it is one of ours. */
    private static Optional<String> headerModel(RecordedHistory recorded, List<String> warnings) {
        Optional<String> named =
                Optional.ofNullable(recorded.meta().get("model")).map(Object::toString);
        named.filter(name -> !Models.names().contains(name))
                .ifPresent(name -> warnings.add("the file names the model \"" + name
                        + "\", which is unknown here; the model is told from the operations instead"));
        return named.filter(Models.names()::contains);
    }

    private static Optional<Object> initialValue(String text) {
        if (text.matches("[A-Za-z_][A-Za-z_0-9-]*") && !text.matches("null|true|false")) {
            return Optional.of(text);
        }
        try {
            return Optional.ofNullable(JsonValues.parse(text));
        } catch (HistoryException e) {
            throw new IllegalArgumentException("init is " + text + ": expected JSON, such as 0, \"text\" or {\"x\":0}");
        }
    }

    private static <T> Optional<T> collect(List<String> problems, Supplier<Optional<T>> attempt) {
        try {
            return attempt.get();
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidRequestException(problems);
        }
    }
}
