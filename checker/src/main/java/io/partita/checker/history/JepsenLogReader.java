package io.partita.checker.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text that Jepsen printed in 2014: {@code INFO  jepsen.util - PROCESS :TYPE :F VALUE}. Lines of other
 * loggers are skipped. A keyword in the place of the value of a {@code fail} or {@code info} is the error.
 */
final class JepsenLogReader {

    /** What such a line begins with, up to the process. */
    static final Pattern EVENT =
            Pattern.compile(".*?jepsen\\.util\\s+-\\s+(\\S+)\\s+:(invoke|ok|fail|info)\\s+:(\\S+)\\s*(.*)");

    private JepsenLogReader() {}

    static RecordedHistory read(Path path) throws IOException {
        HistoryBuilder builder = History.builder();
        try (InputStream in = Files.newInputStream(path)) {
            Lines lines = new Lines(in);
            while (lines.advance()) {
                Matcher event = EVENT.matcher(lines.text());
                if (event.matches()) {
                    try {
                        builder.add(op(event, builder.size()));
                    } catch (HistoryException e) {
                        throw new HistoryException(path + ":" + lines.number() + ": " + e.getMessage());
                    }
                }
            }
        }
        return new RecordedHistory(Format.JEPSEN_LOG, builder.build(), Map.of(), List.of());
    }

    private static Op op(Matcher event, int position) {
        EventDraft draft = new EventDraft();
        draft.set("process", new EdnParser(event.group(1)).next());
        draft.set("type", event.group(2));
        draft.set("f", event.group(3));
        String rest = event.group(4).strip();
        boolean failed = event.group(2).equals("fail") || event.group(2).equals("info");
        if (failed && rest.startsWith(":")) {
            draft.set("error", rest.substring(1));
        } else if (!rest.isEmpty()) {
            draft.set("value", new EdnParser(rest).next());
        }
        return draft.toOp(position);
    }
}
