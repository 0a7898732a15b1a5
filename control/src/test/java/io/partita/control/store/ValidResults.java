package io.partita.control.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what runs left, and requires it to be what the published schema promises. */
public final class ValidResults {

    private ValidResults() {}

    /** The result in {@code file}, which must fit the schema. */
    public static RunSummary read(Path file) {
        try {
            requireValid(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ResultsJson.read(file);
    }

    static void requireValid(String json) {
        assertThat(JsonSchema.problems(ResultsSchema.text(), json))
                .as("against the schema")
                .isEmpty();
    }
}
