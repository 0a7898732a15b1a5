package io.partita.checker.bench;

import io.partita.checker.Models;
import io.partita.checker.history.Histories;
import io.partita.checker.history.JsonValues;
import io.partita.checker.history.RecordedHistory;
import io.partita.checker.model.Model;
import io.partita.checker.model.NullRead;
import io.partita.checker.simulation.SimulatedObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads histories from files and checks them. */
final class FilesCommand {

    static final Set<String> OPTIONS = Set.of("verdicts", "model", "limit", "wall", "memory", "repeat", "out");

    /** What is known of a file before it is read. */
    private record Entry(Path file, String name, Map<String, String> known) {}

    private final Arguments arguments;

    FilesCommand(Arguments arguments) {
        this.arguments = arguments;
    }

    boolean run() throws IOException, InterruptedException {
        List<Entry> entries = entries();
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("no file to check: name files, or directories with histories");
        }
        Meter meter = new Meter(Bench.limits(arguments));
        Report report = new Report(
                System.out, Optional.ofNullable(arguments.get("out", null)).map(Path::of));
        for (Entry entry : entries) {
            long start = System.nanoTime();
            RecordedHistory recorded = Histories.read(entry.file(), Optional.empty());
            double parseMillis = (System.nanoTime() - start) / 1e6;
            report.add(new Row(
                    entry.name(),
                    cell(recorded),
                    recorded.history().operations(),
                    expected(entry, recorded),
                    parseMillis,
                    meter.measure(model(entry, recorded), recorded.history())));
        }
        return report.finish();
    }

    /** With a list of verdicts its files below the directories; else the files, and all that directories hold. */
    private List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String word : arguments.rest()) {
            Path path = Path.of(word);
            if (arguments.has("verdicts")) {
                for (Map<String, String> row : Tsv.read(Path.of(arguments.get("verdicts", "")))) {
                    entries.add(new Entry(path.resolve(row.get("file")), row.get("file"), row));
                }
            } else if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.walk(path)) {
                    files.filter(file -> file.toString().matches(".*\\.(jsonl|edn|log)"))
                            .sorted()
                            .forEach(file -> entries.add(
                                    new Entry(file, path.relativize(file).toString(), Map.of())));
                }
            } else {
                entries.add(new Entry(path, path.getFileName().toString(), Map.of()));
            }
        }
        return entries;
    }

    private Model<?> model(Entry entry, RecordedHistory recorded) {
        String named = arguments.get("model", entry.known().get("model"));
        String header = String.valueOf(recorded.meta().get("model"));
        String name = named != null
                ? named
                : SimulatedObjects.names().contains(header) ? SimulatedObjects.modelOf(header) : header;
        if (!Models.names().contains(name)) {
            throw new IllegalArgumentException(entry.file() + " does not tell its model: give --model, or --verdicts");
        }
        Optional<Object> init = Optional.ofNullable(entry.known().get("init")).map(FilesCommand::value);
        NullRead nullRead = Optional.ofNullable(entry.known().get("null_read"))
                .map(NullRead::of)
                .orElse(NullRead.ABSENT);
        return Models.named(name, new Models.Settings(init, nullRead));
    }

    /** JSON, or a word that stands for itself. */
    private static Object value(String text) {
        return text.matches("[a-z]+") && !text.matches("null|true|false") ? text : JsonValues.parse(text);
    }

    private static String expected(Entry entry, RecordedHistory recorded) {
        String word = entry.known()
                .getOrDefault("expected", String.valueOf(recorded.meta().get("expected")));
        return switch (word) {
            case "ok" -> "valid";
            case "bad" -> "invalid";
            default -> "";
        };
    }

    /** A generated file says which cell of the matrix it is. */
    private static Optional<Cell> cell(RecordedHistory recorded) {
        Map<String, Object> meta = recorded.meta();
        if (!meta.keySet().containsAll(Set.of("model", "expected", "crash", "concurrency", "ops"))) {
            return Optional.empty();
        }
        Map<String, String> row = new LinkedHashMap<>();
        meta.forEach((name, value) -> row.put(name, String.valueOf(value)));
        int operations = Integer.parseInt(row.get("ops"));
        // A violation may have taken an operation more than was asked for.
        row.put("ops", String.valueOf(operations - operations % 10));
        row.put("bad", row.get("expected").equals("bad") ? "1" : "0");
        return Optional.of(Cell.of(row));
    }
}
