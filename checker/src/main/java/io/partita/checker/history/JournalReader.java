package io.partita.checker.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads journals: the format op-history/1, whoever wrote it. A journal may still be growing, and its writer may have
 * been killed: a last line without its line break that is not whole is dropped, with a warning. Everything else that is
 * not as it should be is an error that names file and line, because a history with holes proves nothing.
 */
public final class JournalReader {

    /** The fields of an event, in the order of the bits of {@link EventDraft}. */
    private static final List<String> FIELDS =
            List.of("index", "time", "process", "type", "f", "key", "value", "error", "scheduled");

    /** The same as they stand in a file, most often. */
    private static final byte[][] EXPECTED =
            FIELDS.stream().map(name -> ascii('"' + name + "\":")).toArray(byte[][]::new);

    private static final byte[] INVOKE = ascii("\"invoke\"");
    private static final byte[] OK = ascii("\"ok\"");
    private static final byte[] NULL = ascii("null");

    private final String name;
    private final boolean tuples;
    private final boolean dropsCutLine;
    private final HistoryBuilder builder = History.builder();
    private final List<String> warnings = new ArrayList<>();
    private final JsonCursor json = new JsonCursor();
    private final EventDraft draft = new EventDraft();
    /** Names on the line that are no fields of an event. */
    private final Set<String> others = new HashSet<>();
    /** What the line calls "meta", or null. */
    private Map<String, Object> header;

    /** Which field the line before had in each place. */
    private final int[] expected = {0, 1, 2, 3, 4, 5, 6, 7, 8};

    private Map<String, Object> meta = Map.of();

    private JournalReader(String name, boolean tuples, boolean dropsCutLine) {
        this.name = name;
        this.tuples = tuples;
        this.dropsCutLine = dropsCutLine;
    }

    /**
     * The history in {@code path}, without a last line that was cut off because its writer was killed.
     *
     * @throws HistoryException if a line is not an event, or the events are not a history
     * @throws IOException if the file can't be read
     */
    public static RecordedHistory read(Path path) throws IOException {
        try (Source source = Source.of(path)) {
            return read(source, false, true);
        }
    }

    static RecordedHistory read(Source source, boolean tuples, boolean dropsCutLine) throws IOException {
        JournalReader reader = new JournalReader(source.name(), tuples, dropsCutLine);
        Lines lines = new Lines(source);
        while (lines.advance()) {
            if (!lines.isBlank()) {
                reader.line(lines);
            }
        }
        return new RecordedHistory(Format.OP_HISTORY, reader.builder.build(), reader.meta, reader.warnings);
    }

    private void line(Lines lines) {
        try {
            try {
                parse(lines);
            } catch (HistoryException torn) {
                if (lines.terminated() || lines.bytes()[lines.start()] != '{' || isJson(lines)) {
                    throw torn;
                }
                if (!dropsCutLine) {
                    throw new HistoryException("the last line was cut off: the file is not whole. If its writer was"
                            + " killed, what is before it can be judged with --drop-cut-line");
                }
                warnings.add("the last line (" + lines.number() + ") was cut off while it was written; it was dropped");
                return;
            }
            accept(lines.number());
        } catch (HistoryException e) {
            throw new HistoryException(name + ":" + lines.number() + ": " + e.getMessage());
        }
    }

    private void accept(long lineNumber) {
        if (header != null && !draft.has(EventDraft.TYPE)) {
            if (lineNumber != 1) {
                throw new HistoryException("a second header: two histories in one file?");
            }
            meta = header;
            return;
        }
        if (draft.has(EventDraft.INDEX) && draft.index != builder.size()) {
            throw new HistoryException("index " + draft.index + " where " + builder.size()
                    + " is due: lines are missing, repeated or out of order");
        }
        draft.requireWhole();
        if (tuples) {
            draft.splitTuple();
        }
        builder.add(draft);
    }

    private void parse(Lines lines) {
        json.reset(lines.bytes(), lines.start(), lines.length());
        draft.clear();
        others.clear();
        header = null;
        if (json.peek() != '{') {
            throw json.error("the line is no object, which begins with '{'");
        }
        json.take('{');
        if (!json.takeIf('}')) {
            int place = 0;
            do {
                member(place++);
            } while (json.takeIf(','));
            json.take('}');
        }
        json.requireEnd();
    }

    private boolean isJson(Lines lines) {
        try {
            json.reset(lines.bytes(), lines.start(), lines.length());
            json.value();
            json.requireEnd();
            return true;
        } catch (HistoryException e) {
            return false;
        }
    }

    /** Takes the member at {@code place}, whose name is mostly that of the line before. */
    private void member(int place) {
        int likely = place < EXPECTED.length ? expected[place] : -1;
        if (likely >= 0 && json.takeIf(EXPECTED[likely])) {
            field(likely);
            return;
        }
        String name = json.name();
        json.take(':');
        int field = FIELDS.indexOf(name);
        if (field < 0) {
            if (!others.add(name)) {
                throw json.error('"' + name + "\" stands twice");
            }
            other(name);
            return;
        }
        if (place < EXPECTED.length) {
            expected[place] = field;
        }
        field(field);
    }

    /** Takes the value of the field with this place in {@link #FIELDS}. */
    private void field(int field) {
        if (!draft.give(1 << field)) {
            throw json.error('"' + FIELDS.get(field) + "\" stands twice");
        }
        switch (1 << field) {
            case EventDraft.INDEX -> draft.index = whole("index");
            case EventDraft.TIME -> draft.time = json.takeIf(NULL) ? 0 : whole("time");
            case EventDraft.PROCESS -> draft.process = process();
            case EventDraft.TYPE -> draft.type = type();
            case EventDraft.F -> draft.f = text("f", "the name of a function");
            case EventDraft.KEY -> draft.key = json.peek() == '"' ? json.name() : json.value();
            case EventDraft.VALUE -> value();
            case EventDraft.SCHEDULED -> draft.scheduled = whole("scheduled");
            default -> draft.error = json.peek() == '"' ? json.name() : EventDraft.text(json.value());
        }
    }

    private void value() {
        draft.whole = json.takeWhole();
        if (draft.whole) {
            draft.number = json.whole();
        } else {
            draft.value = json.value();
        }
    }

    private OpType type() {
        if (json.takeIf(INVOKE)) {
            return OpType.INVOKE;
        }
        return json.takeIf(OK) ? OpType.OK : OpType.read(text("type", "one of invoke, ok, fail, info"));
    }

    private void other(String field) {
        Object value = json.value();
        if (field.equals("meta") && value instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked") // made by JsonCursor, whose maps have String keys
            Map<String, Object> typed = (Map<String, Object>) map;
            header = typed;
        }
    }

    private long whole(String field) {
        if (!json.takeWhole()) {
            throw EventDraft.wrongKind(field, json.value(), "a whole number");
        }
        return json.whole();
    }

    private int process() {
        if (json.takeWhole()) {
            return EventDraft.processNumbered(json.whole());
        }
        Object found = json.value();
        if (found instanceof String word) {
            return EventDraft.processNamed(word);
        }
        throw EventDraft.wrongKind("process", found, "a number");
    }

    private String text(String field, String expected) {
        if (json.peek() != '"') {
            throw EventDraft.wrongKind(field, json.value(), expected);
        }
        return json.name();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
