package io.partita.checker.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads histories of Jepsen and Knossos: a list of maps, or one map after another. */
final class EdnReader {

    private final Path path;
    private final Format format;
    private final EdnParser parser;
    private final HistoryBuilder builder = History.builder();
    private long lastIndex = -1;

    private EdnReader(Path path, Format format, String text) {
        this.path = path;
        this.format = format;
        this.parser = new EdnParser(text);
    }

    static RecordedHistory read(Path path, Format format) throws IOException {
        String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        return new EdnReader(path, format, text).read();
    }

    private RecordedHistory read() {
        try {
            if (format == Format.EDN) {
                if (!parser.enterSequence()) {
                    throw new HistoryException("not a vector or list of events");
                }
                while (!parser.leaveSequence()) {
                    event(parser.next());
                }
            }
            for (Object element = parser.next(); element != EdnParser.END; element = parser.next()) {
                if (format == Format.EDN) {
                    throw new HistoryException("something follows the list of events");
                }
                event(element);
            }
        } catch (HistoryException e) {
            throw new HistoryException(path + ":" + parser.line() + ": " + e.getMessage());
        }
        return new RecordedHistory(format, builder.build(), Map.of(), List.of());
    }

    private void event(Object element) {
        if (!(element instanceof Map<?, ?> map)) {
            throw new HistoryException("an event must be a map, not " + element);
        }
        EventDraft draft = new EventDraft();
        map.forEach((name, value) -> draft.set((String) name, value));
        if (draft.index() != null) {
            if (draft.index() <= lastIndex) {
                throw new HistoryException("index " + draft.index() + " follows index " + lastIndex
                        + ": events are repeated or out of order");
            }
            lastIndex = draft.index();
        }
        builder.add(draft.toOp(builder.size()));
    }
}
