package io.partita.checker.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Reading recorded histories, whoever recorded them. */
public final class Histories {

    private Histories() {}

    /**
     * The history in {@code path}, which may be packed with gzip.
     *
     * @param format how it is written; empty to tell by looking
     * @throws HistoryException if the format can't be told, or the file does not keep to it: file, line and reason
     * @throws IOException if the file can't be read
     */
    public static RecordedHistory read(Path path, Optional<Format> format) throws IOException {
        try (Source source = Source.of(path)) {
            return read(source, format);
        }
    }

    private static RecordedHistory read(Source source, Optional<Format> format) throws IOException {
        Format actual = format.isPresent() ? format.get() : detect(source);
        return switch (actual) {
            case OP_HISTORY -> JournalReader.read(source);
            case EDN, EDN_LINES -> EdnReader.read(source, actual);
            case JEPSEN_LOG -> JepsenLogReader.read(source);
        };
    }

    /**
     * The format of {@code path}, told from its beginning.
     *
     * @throws HistoryException if it looks like none that we know
     */
    public static Format detect(Path path) throws IOException {
        try (Source source = Source.of(path)) {
            return detect(source);
        }
    }

    private static Format detect(Source source) {
        String start = source.start();
        String code = start.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith(";"))
                .findFirst()
                .orElseThrow(() -> new HistoryException(source.name() + ": empty, there is no history in it"));
        if (start.lines().anyMatch(line -> JepsenLogReader.EVENT.matcher(line).matches())) {
            return Format.JEPSEN_LOG;
        }
        if (code.matches("\\{\\s*\".*") || code.equals("{}")) {
            return Format.OP_HISTORY;
        }
        if (code.startsWith("{") || code.startsWith("#")) {
            return Format.EDN_LINES;
        }
        if (code.startsWith("[") || code.startsWith("(")) {
            return Format.EDN;
        }
        throw new HistoryException(
                source.name() + ": can't tell the format by looking; name it, one of " + Format.labels());
    }
}
