package io.partita.checker.history;

import io.partita.checker.internal.LongList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259) out of bytes. Written by hand because histories are millions of short lines: a general parser
 * needs several times as long to set itself up for each. Tests compare it with Jackson. Not thread-safe.
 */
final class JsonCursor {

    private static final int DEEPEST = 200;

    private final Names names = new Names();
    private final JsonString strings = new JsonString(this);
    private byte[] bytes = new byte[0];
    private int start;
    private int end;
    private int position;
    private int depth;
    private long whole;
    private long[] numbers = new long[16];

    /** Begins with the byte at {@code from}; the bytes must not change while they are read. */
    void reset(byte[] text, int from, int length) {
        bytes = text;
        start = from;
        position = from;
        end = from + length;
        depth = 0;
    }

    /** An error at the place that was reached. */
    HistoryException error(String problem) {
        return error(problem, position);
    }

    /** An error at {@code at}. */
    HistoryException error(String problem, int at) {
        return new HistoryException("not valid JSON: " + problem + " (column "
                + (Utf8.characters(bytes, start, Math.min(at, end)) + 1) + ")");
    }

    /** The next byte that is not blank, or -1 at the end; it is not taken. */
    int peek() {
        while (position < end) {
            byte b = bytes[position];
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b & 0xFF;
            }
            position++;
        }
        return -1;
    }

    /** Takes {@code wanted}, after blanks. */
    void take(char wanted) {
        if (peek() != wanted) {
            throw error(found() + " where '" + wanted + "' is expected");
        }
        position++;
    }

    /** Takes {@code wanted} if it comes next. */
    boolean takeIf(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        position++;
        return true;
    }

    /** @throws HistoryException unless only blanks are left */
    void requireEnd() {
        if (peek() >= 0) {
            throw error("more than one value");
        }
    }

    /** Takes a string that is likely to repeat. */
    String name() {
        take('"');
        int first = position;
        for (int i = first; i < end; i++) {
            byte b = bytes[i];
            if (b == '"') {
                position = i + 1;
                return names.get(bytes, first, i);
            }
            if (b < ' ' || b == '\\') {
                return string();
            }
        }
        throw error("a string that never ends");
    }

    /** Takes any value, in the form of {@link JsonValues#canonical}. */
    Object value() {
        int next = peek();
        return switch (next) {
            case '"' -> {
                position++;
                yield string();
            }
            case '{' -> object();
            case '[' -> array();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> {
                if (next == '-' || isDigit(next)) {
                    yield takeWhole() ? (Object) whole : (Object) fraction();
                }
                throw error(found() + " where a value is expected");
            }
        };
    }

    /** Takes a number that has neither fraction nor exponent, into {@link #whole}; false if none comes next. */
    boolean takeWhole() {
        int next = peek();
        boolean negative = next == '-';
        int digits = negative ? position + 1 : position;
        int most = Math.min(end, digits + 18);
        int i = digits;
        long result = 0;
        while (i < most && isDigit(bytes[i])) {
            result = 10 * result + bytes[i++] - '0';
        }
        if (i == digits) {
            return false;
        }
        if (i < end && (isDigit(bytes[i]) || bytes[i] == '.' || bytes[i] == 'e' || bytes[i] == 'E')) {
            return takeLongWhole(digits, negative);
        }
        if (bytes[digits] == '0' && i > digits + 1) {
            throw error("a number with a leading zero");
        }
        position = i;
        whole = negative ? -result : result;
        return true;
    }

    /** As {@link #takeWhole}, for numbers of many digits. */
    private boolean takeLongWhole(int digits, boolean negative) {
        int i = digits;
        while (i < end && isDigit(bytes[i])) {
            i++;
        }
        if (i < end && (bytes[i] == '.' || bytes[i] == 'e' || bytes[i] == 'E')) {
            return false;
        }
        if (bytes[digits] == '0') {
            throw error("a number with a leading zero");
        }
        String text = (negative ? "-" : "") + new String(bytes, digits, i - digits, StandardCharsets.ISO_8859_1);
        try {
            whole = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new HistoryException("the number " + text + " does not fit in 64 bits: write it as a string");
        }
        position = i;
        return true;
    }

    /** What {@link #takeWhole} took. */
    long whole() {
        return whole;
    }

    /** Takes {@code wanted} if these very bytes come next, without blanks before them. */
    boolean takeIf(byte[] wanted) {
        int length = wanted.length;
        if (position + length > end) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[position + i] != wanted[i]) {
                return false;
            }
        }
        position += length;
        return true;
    }

    private double fraction() {
        int first = position;
        int i = first + (bytes[first] == '-' ? 1 : 0);
        int whole = i;
        i = digits(i, first);
        if (bytes[whole] == '0' && i > whole + 1) {
            throw error("a number with a leading zero", first);
        }
        if (i < end && bytes[i] == '.') {
            i = digits(i + 1, first);
        }
        if (i < end && (bytes[i] == 'e' || bytes[i] == 'E')) {
            i++;
            if (i < end && (bytes[i] == '+' || bytes[i] == '-')) {
                i++;
            }
            i = digits(i, first);
        }
        String text = new String(bytes, first, i - first, StandardCharsets.ISO_8859_1);
        double result = Double.parseDouble(text);
        if (Double.isInfinite(result)) {
            throw new HistoryException("the number " + text + " is out of range: write it as a string");
        }
        position = i;
        return result;
    }

    private int digits(int from, int number) {
        int i = from;
        while (i < end && isDigit(bytes[i])) {
            i++;
        }
        if (i == from) {
            throw error("a number in which digits are missing", number);
        }
        return i;
    }

    private Object literal(String word, Object value) {
        for (int i = 0; i < word.length(); i++) {
            if (position + i >= end || bytes[position + i] != word.charAt(i)) {
                throw error("an unknown word");
            }
        }
        position += word.length();
        return value;
    }

    private Map<String, Object> object() {
        enter('{');
        Map<String, Object> members = new LinkedHashMap<>();
        if (!takeIf('}')) {
            do {
                String name = name();
                take(':');
                if (members.containsKey(name)) {
                    throw error('"' + name + "\" stands twice");
                }
                members.put(name, value());
            } while (takeIf(','));
            take('}');
        }
        depth--;
        return Collections.unmodifiableMap(members);
    }

    private List<Object> array() {
        enter('[');
        int n = 0;
        List<Object> elements = null;
        if (!takeIf(']')) {
            do {
                if (elements == null && takeWhole()) {
                    if (n == numbers.length) {
                        numbers = Arrays.copyOf(numbers, 2 * n);
                    }
                    numbers[n++] = whole;
                    continue;
                }
                if (elements == null) {
                    elements = new ArrayList<>();
                    for (int i = 0; i < n; i++) {
                        elements.add(numbers[i]);
                    }
                }
                elements.add(value());
            } while (takeIf(','));
            take(']');
        }
        depth--;
        if (elements != null) {
            return Collections.unmodifiableList(elements);
        }
        return n == 0 ? List.of() : LongList.copyOf(numbers, 0, n);
    }

    private void enter(char bracket) {
        take(bracket);
        if (++depth > DEEPEST) {
            throw error("nested deeper than " + DEEPEST + " levels");
        }
    }

    /** Takes the rest of a string whose quote was taken. */
    private String string() {
        position = strings.read(bytes, position, end);
        return strings.text();
    }

    private String found() {
        int next = peek();
        return next < 0 ? "the end" : next > ' ' && next < 127 ? "'" + (char) next + "'" : "a byte " + next;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
