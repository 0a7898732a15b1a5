package io.partita.checker.history;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Reads the text that Jepsen printed in 2014: {@code INFO  jepsen.util - PROCESS :TYPE :F VALUE}. Lines of other
 * loggers are skipped. A keyword in the place of the value of a {@code fail} or {@code info} is the error.
 */
final class JepsenLogReader {

    private JepsenLogReader() {}

    static RecordedHistory read(Source source, boolean tuples) throws IOException {
        HistoryBuilder builder = History.builder();
        JepsenLogLine line = new JepsenLogLine();
        EventDraft draft = new EventDraft();
        Lines lines = new Lines(source);
        while (lines.advance()) {
            try {
                if (line.read(lines.bytes(), lines.start(), lines.length(), draft)) {
                    if (!lines.terminated()) {
                        throw new HistoryException("the last line has no line break, so it may have been cut off:"
                                + " add one if the line is whole, or remove the line");
                    }
                    if (tuples) {
                        draft.splitTuple();
                    }
                    builder.add(draft);
                }
            } catch (HistoryException e) {
                throw new HistoryException(source.name() + ":" + lines.number() + ": " + e.getMessage());
            }
        }
        return new RecordedHistory(Format.JEPSEN_LOG, builder.build(), Map.of(), List.of());
    }

    /** Whether a text with this line may be such a log. */
    static boolean looksLikeEvent(String line) {
        return line.matches(".*?jepsen\\.util\\s+-\\s+(\\d+|:nemesis)\\s+:(invoke|ok|fail|info)\\s.*");
    }
}
