package io.partita.checker.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of an EDN text and how far it was read: a window that moves over a stream, with line and column. Not
 * thread-safe.
 */
final class EdnText {

    private static final int WINDOW = 1 << 16;
    private static final int LONGEST_TOKEN = 1 << 29;

    private static final boolean[] DELIMITERS = new boolean[128];

    static {
        for (char c : " ,\t\r\n\f\u000B;()[]{}\"".toCharArray()) {
            DELIMITERS[c] = true;
        }
    }

    private final InputStream in;
    private byte[] buffer = new byte[0];
    /** Whether the text lies in the buffer to its end. */
    private boolean whole;

    private int position;
    private int limit;
    /** Where the token begins that must stay in the window, or -1. */
    private int mark = -1;
    /** Bytes that have left the window. */
    private long gone;

    private int tokenStart;
    private int tokenEnd;

    private long line = 1;
    /** Counted from the beginning of the text, in bytes; those within a character are taken off. */
    private long lineStart;

    EdnText(InputStream in) {
        this.in = in;
    }

    EdnText(String text) {
        this(InputStream.nullInputStream());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        reset(bytes, 0, bytes.length);
    }

    /** Begins again with these bytes, which are the whole text and must not change while it is read. */
    void reset(byte[] text, int from, int length) {
        buffer = text;
        position = from;
        limit = from + length;
        whole = true;
        gone = -from;
        line = 1;
        lineStart = 0;
    }

    /** Of the next byte, from 1. */
    long line() {
        return line;
    }

    /** Of the next byte, from 1, in characters. */
    long column() {
        return gone + position - lineStart + 1;
    }

    /** An error at the place that was reached. */
    HistoryException error(String what) {
        return new HistoryException(what + " (column " + column() + ")");
    }

    /** The next byte, or -1 at the end; it is not taken. */
    int peek() {
        return position < limit || fill() ? buffer[position] & 0xFF : -1;
    }

    /** The byte behind the next one, or -1. */
    int peekSecond() {
        while (position + 1 >= limit) {
            if (!fill()) {
                return -1;
            }
        }
        return buffer[position + 1] & 0xFF;
    }

    /** Takes the next byte, which must be there and no line break. */
    void skip() {
        position++;
    }

    /** Takes blanks, commas and comments. */
    void skipBlank() {
        while (position < limit || fill()) {
            byte b = buffer[position];
            if (b == '\n') {
                newLine();
            } else if (b == ';') {
                skipComment();
                continue;
            } else if (b != ' ' && b != ',' && b != '\t' && b != '\r' && b != '\f' && b != 0x0B) {
                return;
            }
            position++;
        }
    }

    private void skipComment() {
        while ((position < limit || fill()) && buffer[position] != '\n') {
            position++;
        }
    }

    /** The bytes up to the next delimiter lie in {@link #bytes} from {@link #tokenStart} to {@link #tokenEnd}. */
    void takeToken() {
        mark = position;
        while (position < limit || fill()) {
            byte b = buffer[position];
            if (b >= 0 && DELIMITERS[b]) {
                break;
            }
            position++;
        }
        tokenStart = mark;
        tokenEnd = position;
        mark = -1;
    }

    /** Takes everything up to the next quote or backslash; the bytes lie as with {@link #takeToken}. */
    void takeStringPart() {
        mark = position;
        while (position < limit || fill()) {
            byte b = buffer[position];
            if (b == '"' || b == '\\') {
                break;
            }
            if (b == '\n') {
                newLine();
            }
            position++;
        }
        tokenStart = mark;
        tokenEnd = position;
        mark = -1;
    }

    byte[] bytes() {
        return buffer;
    }

    int tokenStart() {
        return tokenStart;
    }

    int tokenEnd() {
        return tokenEnd;
    }

    /**
     * The token as text.
     *
     * @throws HistoryException if it is not UTF-8
     */
    String token() {
        int wrong = Utf8.firstWrong(buffer, tokenStart, tokenEnd);
        if (wrong >= 0) {
            throw new HistoryException("a byte that is not UTF-8, near column " + column());
        }
        String text = new String(buffer, tokenStart, tokenEnd - tokenStart, StandardCharsets.UTF_8);
        lineStart += tokenEnd - tokenStart - text.codePointCount(0, text.length());
        return text;
    }

    boolean isAsciiToken() {
        for (int i = tokenStart; i < tokenEnd; i++) {
            if (buffer[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private void newLine() {
        line++;
        lineStart = gone + position + 1;
    }

    /** Reads more behind the limit; false at the end of the stream. What was read before the mark may go. */
    private boolean fill() {
        if (whole) {
            return false;
        }
        if (buffer.length == 0) {
            buffer = new byte[WINDOW];
        }
        int keep = mark >= 0 ? mark : position;
        if (limit == buffer.length) {
            if (keep > 0) {
                System.arraycopy(buffer, keep, buffer, 0, limit - keep);
                gone += keep;
                position -= keep;
                limit -= keep;
                mark = mark >= 0 ? 0 : -1;
            } else if (buffer.length >= LONGEST_TOKEN) {
                throw new HistoryException("a string or name that is longer than " + LONGEST_TOKEN + " bytes");
            } else {
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            }
        }
        try {
            int read = in.read(buffer, limit, buffer.length - limit);
            limit += Math.max(0, read);
            return read > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
