package io.partita.control.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schema (draft 2020-12) of {@code results.json}, for those who read it with programs of their own. */
public final class ResultsSchema {

    private static final String RESOURCE = "results.schema.json";

    private ResultsSchema() {}

    /** The schema of {@link RunSummary#SCHEMA_VERSION}, as text. */
    public static String text() {
        try (InputStream in = ResultsSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is not in this program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
