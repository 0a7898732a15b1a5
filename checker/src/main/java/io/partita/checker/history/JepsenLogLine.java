package io.partita.checker.history;

import java.nio.charset.StandardCharsets;

/** A line of Jepsen's log, taken apart: {@code … jepsen.util - PROCESS :TYPE :F VALUE}. Not thread-safe. */
final class JepsenLogLine {

    private static final byte[] LOGGER = "jepsen.util".getBytes(StandardCharsets.US_ASCII);

    private final Names names = new Names();
    private final EdnText text = new EdnText("");
    private final EdnParser parser = new EdnParser(text);
    private byte[] bytes;
    private int position;
    private int end;

    /**
     * Reads the event on a line into {@code draft}.
     *
     * @return false if the line is not meant as one
     * @throws HistoryException if it is meant as one, but is none
     */
    boolean read(byte[] line, int start, int length, EventDraft draft) {
        bytes = line;
        end = start + length;
        while (end > start && isBlank(end - 1)) {
            end--;
        }
        if (!findEvent(start)) {
            return false;
        }
        int wrong = Utf8.firstWrong(bytes, start, end);
        if (wrong >= 0) {
            throw new HistoryException(
                    "a byte that is not UTF-8 (column " + (Utf8.characters(bytes, start, wrong) + 1) + ")");
        }
        draft.clear();
        draft.give(EventDraft.PROCESS);
        draft.process = process();
        draft.type = OpType.read(keyword());
        draft.f = keyword();
        boolean mayFail = draft.type == OpType.FAIL || draft.type == OpType.INFO;
        if (mayFail && position < end && bytes[position] == ':') {
            draft.error = new String(bytes, position + 1, end - position - 1, StandardCharsets.UTF_8);
        } else if (position < end) {
            value(draft);
        } else if (draft.process != Op.NEMESIS) {
            throw new HistoryException("no value: was the line cut off?");
        }
        return true;
    }

    /** Moves to the process, if what stands behind the logger's name is meant as an event. */
    private boolean findEvent(int start) {
        position = start;
        while (position + LOGGER.length < end && !isLogger()) {
            position++;
        }
        position += LOGGER.length;
        if (position >= end || !isBlank(position)) {
            return false;
        }
        skipBlank();
        if (position == end || bytes[position] != '-') {
            return false;
        }
        position++;
        skipBlank();
        return position < end && (bytes[position] == ':' || bytes[position] == '-' || isDigit(bytes[position]));
    }

    private boolean isLogger() {
        for (int i = 0; i < LOGGER.length; i++) {
            if (bytes[position + i] != LOGGER[i]) {
                return false;
            }
        }
        return true;
    }

    private int process() {
        int start = position;
        int wordEnd = wordEnd();
        long number = 0;
        int i = start;
        while (i < wordEnd && isDigit(bytes[i]) && number <= Integer.MAX_VALUE) {
            number = 10 * number + bytes[i++] - '0';
        }
        if (i == wordEnd && number <= Integer.MAX_VALUE) {
            return (int) number;
        }
        String word = new String(bytes, start, wordEnd - start, StandardCharsets.UTF_8);
        if (word.equals(":nemesis")) {
            return Op.NEMESIS;
        }
        throw new HistoryException(
                "the process is " + word + ": expected a number from 0 to " + Integer.MAX_VALUE + ", or :nemesis");
    }

    private String keyword() {
        int start = position;
        int wordEnd = wordEnd();
        if (wordEnd - start < 2 || bytes[start] != ':') {
            throw new HistoryException("not an event: expected PROCESS :TYPE :F VALUE behind \"jepsen.util -\"");
        }
        return names.get(bytes, start + 1, wordEnd);
    }

    /** Takes the next word and the blanks behind it; answers where the word ends. */
    private int wordEnd() {
        while (position < end && !isBlank(position)) {
            position++;
        }
        int wordEnd = position;
        skipBlank();
        return wordEnd;
    }

    private void value(EventDraft draft) {
        text.reset(bytes, position, end - position);
        draft.value(parser.next());
        String problem = parser.takeProblem();
        if (problem != null && draft.process != Op.NEMESIS) {
            throw new HistoryException(problem);
        }
        if (!parser.atEnd()) {
            throw new HistoryException("something follows the value "
                    + new String(bytes, position, end - position, StandardCharsets.UTF_8));
        }
    }

    private void skipBlank() {
        while (position < end && isBlank(position)) {
            position++;
        }
    }

    private boolean isBlank(int at) {
        return bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
