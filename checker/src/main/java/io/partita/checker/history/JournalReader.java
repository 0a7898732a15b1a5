package io.partita.checker.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads journals: the format op-history/1, whoever wrote it. A journal may still be growing, and its writer may have
 * been killed: a last line without its line break that is not whole is dropped, with a warning. Everything else that is
 * not as it should be is an error that names file and line, because a history with holes proves nothing.
 */
public final class JournalReader {

    private final Path path;
    private final HistoryBuilder builder = History.builder();
    private final List<String> warnings = new ArrayList<>();
    private Map<String, Object> meta = Map.of();

    private JournalReader(Path path) {
        this.path = path;
    }

    /**
     * The history in {@code path}.
     *
     * @throws HistoryException if a line is not an event, or the events are not a history
     * @throws IOException if the file can't be read
     */
    public static RecordedHistory read(Path path) throws IOException {
        return new JournalReader(path).read();
    }

    private RecordedHistory read() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            Lines lines = new Lines(in);
            while (lines.advance()) {
                if (!lines.isBlank()) {
                    line(lines);
                }
            }
        }
        return new RecordedHistory(Format.OP_HISTORY, builder.build(), meta, warnings);
    }

    private void line(Lines lines) {
        try {
            Map<String, Object> object;
            try {
                object = JsonLine.parse(lines.bytes(), lines.start(), lines.length());
            } catch (HistoryException torn) {
                if (lines.terminated()) {
                    throw torn;
                }
                warnings.add("the last line (" + lines.number() + ") was cut off while it was written; it was dropped");
                return;
            }
            accept(object, lines.number());
        } catch (HistoryException e) {
            throw new HistoryException(path + ":" + lines.number() + ": " + e.getMessage());
        }
    }

    private void accept(Map<String, Object> object, long lineNumber) {
        if (object.get("meta") instanceof Map<?, ?> header && !object.containsKey("type")) {
            if (lineNumber != 1) {
                throw new HistoryException("a second header: two histories in one file?");
            }
            @SuppressWarnings("unchecked") // made by JsonLine, whose maps have String keys
            Map<String, Object> typed = (Map<String, Object>) header;
            meta = typed;
            return;
        }
        EventDraft draft = new EventDraft();
        object.forEach(draft::set);
        if (draft.index() != null && draft.index() != builder.size()) {
            throw new HistoryException("index " + draft.index() + " where " + builder.size()
                    + " is due: lines are missing, repeated or out of order");
        }
        builder.add(draft.toOp(builder.size()));
    }
}
