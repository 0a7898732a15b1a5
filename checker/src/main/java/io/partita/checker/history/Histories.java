package io.partita.checker.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reading recorded histories, whoever recorded them. */
public final class Histories {

    /** Enough of a file to see the first event behind comments and other loggers' lines. */
    private static final int PREFIX = 1 << 16;

    private Histories() {}

    /**
     * The history in {@code path}.
     *
     * @param format how it is written; empty to tell by looking
     * @throws HistoryException if the format can't be told, or the file does not keep to it: file, line and reason
     * @throws IOException if the file can't be read
     */
    public static RecordedHistory read(Path path, Optional<Format> format) throws IOException {
        Format actual = format.isPresent() ? format.get() : detect(path);
        return switch (actual) {
            case OP_HISTORY -> JournalReader.read(path);
            case EDN, EDN_LINES -> EdnReader.read(path, actual);
            case JEPSEN_LOG -> JepsenLogReader.read(path);
        };
    }

    /**
     * The format of {@code path}, told from its beginning.
     *
     * @throws HistoryException if it looks like none that we know
     */
    public static Format detect(Path path) throws IOException {
        String start;
        try (InputStream in = Files.newInputStream(path)) {
            start = new String(in.readNBytes(PREFIX), StandardCharsets.UTF_8);
        }
        String code = start.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith(";"))
                .findFirst()
                .orElseThrow(() -> new HistoryException(path + ": empty, there is no history in it"));
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
        throw new HistoryException(path + ": can't tell the format by looking; name it, one of " + Format.labels());
    }
}
