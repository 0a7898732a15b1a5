package io.partita.control.report;

import io.partita.control.store.RunSummary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which instant a run's time counts from: the first line of its history says so. */
final class TimeZero {

    private TimeZero() {}

    /** For a history that does not say, the instant at which the run began: some seconds early. */
    static Instant of(Path directory, RunSummary run) {
        String began = run.startedAt() == null ? "" : run.startedAt();
        try {
            JsonNode said = JsonMapper.shared()
                    .readTree(firstLine(directory.resolve("history.jsonl")))
                    .at("/meta/timeZeroAt");
            return Instant.parse(said.isString() ? said.stringValue() : began);
        } catch (JacksonException | DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private static String firstLine(Path history) {
        if (!Files.isRegularFile(history)) {
            return "{}";
        }
        try (BufferedReader in = Files.newBufferedReader(history)) {
            String line = in.readLine();
            return line == null || line.isBlank() ? "{}" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
