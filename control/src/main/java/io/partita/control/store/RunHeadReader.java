package io.partita.control.store;

import io.partita.checker.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the {@link RunHead} of a {@code results.json} and stops as soon as it has it.
 *
 * <p>Most of a {@code results.json} are the findings of its checkers, which stand behind the figures. A list of thousands of
 * runs is written after every run, so what it does not show is not read either. Fields may come in any order; then more
 * is read. What stands behind the last field needed is not checked: {@link ResultsJson#read} does.
 */
public final class RunHeadReader {

    private static final Set<String> TEXTS = Set.of("verdict", "reason", "startedAt", "workload", "nemesis", "system");
    private static final Set<String> NUMBERS = Set.of("schemaVersion", "seed", "durationMs");
    private static final int NEEDED = TEXTS.size() + NUMBERS.size() + 2;

    private final String origin;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private long operations = -1;
    private int faults = -1;
    private int proven;

    private RunHeadReader(String origin) {
        this.origin = origin;
    }

    /**
     * The head of {@code file}.
     *
     * @throws UncheckedIOException if the file cannot be read
     * @throws ResultsFormatException if it is not a {@code results.json} of this schema version
     */
    public static RunHead read(Path file) {
        String origin = String.valueOf(file.getFileName());
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = JsonMapper.shared().createParser(in)) {
            return new RunHeadReader(origin).head(parser);
        } catch (JacksonException e) {
            throw new ResultsFormatException(origin + " is not JSON: " + JsonTrouble.of(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FileTrouble.of(file, e), e);
        }
    }

    private RunHead head(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new ResultsFormatException(origin + ": the document should be an object", null);
        }
        while (!isComplete() && parser.nextToken() == JsonToken.PROPERTY_NAME) {
            take(parser.currentName(), parser.nextToken(), parser);
        }
        number("schemaVersion");
        return new RunHead(
                verdict(text("verdict")),
                text("reason"),
                text("startedAt"),
                number("seed"),
                text("workload"),
                text("nemesis"),
                text("system"),
                number("durationMs"),
                need("operations", operations),
                (int) need("faults", faults),
                proven);
    }

    private boolean isComplete() {
        return texts.size() + numbers.size() + (operations < 0 ? 0 : 1) + (faults < 0 ? 0 : 1) == NEEDED;
    }

    private void take(String name, JsonToken token, JsonParser parser) {
        if (TEXTS.contains(name) && token == JsonToken.VALUE_STRING) {
            texts.put(name, parser.getString());
        } else if (NUMBERS.contains(name) && token == JsonToken.VALUE_NUMBER_INT) {
            numbers.put(name, parser.getLongValue());
            if (name.equals("schemaVersion")) {
                JsonFields.requireVersion(origin, parser.getLongValue(), RunSummary.SCHEMA_VERSION);
            }
        } else if (name.equals("operations") && token == JsonToken.START_OBJECT) {
            operations = 0;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                parser.nextToken();
                operations += parser.getLongValue();
            }
        } else if (name.equals("faults") && token == JsonToken.START_ARRAY) {
            faults = 0;
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                faults++;
                fault(parser);
            }
        } else {
            // Of another type, or not needed: what is needed will be missed below.
            parser.skipChildren();
        }
    }

    private void fault(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_TRUE && name.equals("provenActive")) {
                proven++;
            }
            parser.skipChildren();
        }
    }

    private Verdict verdict(String label) {
        return Verdict.labelled(label)
                .orElseThrow(() -> new ResultsFormatException(origin + ": \"" + label + "\" is no verdict", null));
    }

    private String text(String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new ResultsFormatException(origin + ": the text " + name + " is missing", null);
        }
        return text;
    }

    private long number(String name) {
        Long number = numbers.get(name);
        if (number == null) {
            throw new ResultsFormatException(origin + ": the number " + name + " is missing", null);
        }
        return number;
    }

    private long need(String name, long count) {
        if (count < 0) {
            throw new ResultsFormatException(origin + ": the field " + name + " is missing", null);
        }
        return count;
    }
}
