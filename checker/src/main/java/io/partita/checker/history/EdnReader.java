package io.partita.checker.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Reads histories of Jepsen and Knossos: a list of maps, or one map after another. */
final class EdnReader {

    private final Format format;
    private final Histories.Keys keys;
    private final EdnParser parser;
    private final HistoryBuilder builder = History.builder();
    private final EventDraft draft = new EventDraft();
    /** What is wrong with key or value, should the event be a client's. */
    private String problem;
    /** Whether the value bears the tag of a pair of key and value. */
    private boolean tagged;

    private long lastIndex = -1;
    /** Indices between the first and the last that no event has. */
    private long missing;

    private EdnReader(Format format, Source source, Histories.Keys keys) {
        this.format = format;
        this.keys = keys;
        this.parser = new EdnParser(new EdnText(source.body()));
    }

    static RecordedHistory read(Source source, Format format, Histories.Keys keys) throws IOException {
        EdnReader reader = new EdnReader(format, source, keys);
        try {
            return reader.read();
        } catch (HistoryException e) {
            throw new HistoryException(source.name() + ":" + reader.parser.line() + ": " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private RecordedHistory read() {
        if (format == Format.EDN) {
            if (!parser.enterSequence()) {
                throw parser.error("not a vector or list of events");
            }
            while (!parser.leaveSequence()) {
                event();
            }
            if (!parser.atEnd()) {
                throw parser.error("something follows the list of events");
            }
        } else {
            while (!parser.atEnd()) {
                event();
            }
        }
        List<String> warnings = missing == 0
                ? List.of()
                : List.of(missing
                        + " indices are missing: this is a part of a longer history, such as that of one key, or"
                        + " events were lost");
        return new RecordedHistory(format, builder.build(), Map.of(), warnings);
    }

    private void event() {
        if (!parser.enterMap()) {
            throw parser.error("an event must be a map, not " + parser.next());
        }
        draft.clear();
        problem = null;
        tagged = false;
        for (String name = parser.key(); name != null; name = parser.key()) {
            if (!field(name)) {
                throw parser.error(":" + name + " stands twice");
            }
        }
        draft.requireWhole();
        if (problem != null && draft.process != Op.NEMESIS) {
            throw new HistoryException(problem);
        }
        if (draft.has(EventDraft.INDEX)) {
            if (draft.index <= lastIndex) {
                throw new HistoryException("index " + draft.index + " follows index " + lastIndex
                        + ": events are repeated or out of order");
            }
            missing += lastIndex < 0 ? 0 : draft.index - lastIndex - 1;
            lastIndex = draft.index;
        }
        if (keys == Histories.Keys.TUPLE || keys == Histories.Keys.TOLD && tagged) {
            draft.splitTuple();
        }
        builder.add(draft);
    }

    /** Takes the value of a field; false if the field was there before. Unknown names are ignored. */
    private boolean field(String name) {
        boolean first = true;
        parser.takeProblem();
        parser.takeTupleTag();
        Object value = parser.next();
        switch (name) {
            case "index" -> {
                if (value != null) {
                    first = draft.give(EventDraft.INDEX);
                    draft.index = whole(name, value);
                }
            }
            case "time" -> {
                first = draft.give(EventDraft.TIME);
                draft.time = value == null ? 0 : whole(name, value);
            }
            case "process" -> {
                first = draft.give(EventDraft.PROCESS);
                draft.process = process(value);
            }
            case "type" -> {
                first = draft.give(EventDraft.TYPE);
                if (!(value instanceof String label)) {
                    throw EventDraft.wrongKind(name, value, "one of invoke, ok, fail, info");
                }
                draft.type = OpType.read(label);
            }
            case "f" -> {
                first = draft.give(EventDraft.F);
                if (value != null && !(value instanceof String)) {
                    throw EventDraft.wrongKind(name, value, "the name of a function");
                }
                draft.f = (String) value;
            }
            case "key" -> {
                first = draft.give(EventDraft.KEY);
                draft.key = value;
                judge();
            }
            case "value" -> {
                first = draft.give(EventDraft.VALUE);
                draft.value(value);
                tagged = parser.takeTupleTag();
                judge();
            }
            case "error" -> {
                first = draft.give(EventDraft.ERROR);
                draft.error = EventDraft.text(value);
            }
            default -> {}
        }
        return first;
    }

    private void judge() {
        String found = parser.takeProblem();
        problem = found == null ? problem : found;
    }

    private static int process(Object value) {
        if (value instanceof Long number) {
            return EventDraft.processNumbered(number);
        }
        if (value instanceof String word) {
            return EventDraft.processNamed(word);
        }
        throw EventDraft.wrongKind("process", value, "a number");
    }

    private static long whole(String name, Object value) {
        if (value instanceof Long number) {
            return number;
        }
        throw EventDraft.wrongKind(name, value, "a whole number");
    }
}
