package io.partita.checker.history;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text that Jepsen printed in 2014: {@code INFO  jepsen.util - PROCESS :TYPE :F VALUE}. Lines of other
 * loggers are skipped. A keyword in the place of the value of a {@code fail} or {@code info} is the error.
 */
final class JepsenLogReader {

    /** What such a line is. */
    static final Pattern EVENT = Pattern.compile(
            ".*?jepsen\\.util\\s+-\\s+(\\d+|:nemesis)\\s+:(invoke|ok|fail|info)\\s+:(\\S+)(?:\\s+(.*))?",
            Pattern.DOTALL);

    /** A line that is meant as an event. */
    private static final Pattern MEANT = Pattern.compile(".*?jepsen\\.util\\s+-\\s*(-?\\d+|:).*", Pattern.DOTALL);

    private final String name;
    private final boolean tuples;
    private final HistoryBuilder builder = History.builder();
    private final EventDraft draft = new EventDraft();

    private JepsenLogReader(String name, boolean tuples) {
        this.name = name;
        this.tuples = tuples;
    }

    static RecordedHistory read(Source source, boolean tuples) throws IOException {
        JepsenLogReader reader = new JepsenLogReader(source.name(), tuples);
        Lines lines = new Lines(source);
        while (lines.advance()) {
            reader.line(lines);
        }
        return new RecordedHistory(Format.JEPSEN_LOG, reader.builder.build(), Map.of(), List.of());
    }

    private void line(Lines lines) {
        try {
            String line = lines.text().stripTrailing();
            Matcher event = EVENT.matcher(line);
            if (event.matches()) {
                if (!lines.terminated()) {
                    throw new HistoryException("the last line has no line break, so it may have been cut off:"
                            + " add one if the line is whole, or remove the line");
                }
                read(event);
                if (tuples) {
                    draft.splitTuple();
                }
                builder.add(draft);
            } else if (MEANT.matcher(line).matches()) {
                throw new HistoryException("not an event: expected PROCESS :TYPE :F VALUE after \"jepsen.util -\"");
            }
        } catch (HistoryException e) {
            throw new HistoryException(name + ":" + lines.number() + ": " + e.getMessage());
        }
    }

    private void read(Matcher event) {
        draft.clear();
        String process = event.group(1);
        draft.give(EventDraft.PROCESS);
        draft.process = process.equals(":nemesis") ? Op.NEMESIS : number(process);
        draft.type = OpType.read(event.group(2));
        draft.f = event.group(3);
        String rest = event.group(4) == null ? "" : event.group(4).strip();
        boolean failed = draft.type == OpType.FAIL || draft.type == OpType.INFO;
        if (failed && rest.startsWith(":")) {
            draft.error = rest.substring(1);
        } else if (!rest.isEmpty()) {
            draft.value(value(rest));
        } else if (draft.process != Op.NEMESIS) {
            throw new HistoryException("no value: was the line cut off?");
        }
    }

    private static int number(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new HistoryException("process " + digits + " is larger than " + Integer.MAX_VALUE);
        }
    }

    private Object value(String rest) {
        EdnParser parser = new EdnParser(new EdnText(rest));
        Object value = parser.next();
        String problem = parser.takeProblem();
        if (problem != null && draft.process != Op.NEMESIS) {
            throw new HistoryException(problem);
        }
        if (!parser.atEnd()) {
            throw new HistoryException("something follows the value in " + rest);
        }
        return value == EdnParser.END ? null : value;
    }
}
