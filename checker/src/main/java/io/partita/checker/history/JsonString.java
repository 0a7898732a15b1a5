package io.partita.checker.history;

import java.nio.charset.StandardCharsets;

/** Reads what stands between the quotes of a JSON string. Not thread-safe. */
final class JsonString {

    private final JsonCursor cursor;
    private byte[] bytes;
    private int end;
    private String text;

    /** @param cursor makes the errors */
    JsonString(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** What was read last. */
    String text() {
        return text;
    }

    /** Reads the string whose first byte behind the quote is given; answers the place behind its last quote. */
    int read(byte[] line, int first, int lineEnd) {
        bytes = line;
        end = lineEnd;
        boolean ascii = true;
        int i = first;
        while (i < end) {
            byte b = bytes[i];
            if (b == '"') {
                text = new String(
                        bytes, first, i - first, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
                return i + 1;
            }
            if (b == '\\') {
                return readEscaped(first, i);
            }
            i += characterAt(i);
            ascii &= b >= 0;
        }
        throw cursor.error("a string that never ends", first - 1);
    }

    private int readEscaped(int first, int firstEscape) {
        StringBuilder unescaped =
                new StringBuilder(new String(bytes, first, firstEscape - first, StandardCharsets.UTF_8));
        int i = firstEscape;
        while (i < end) {
            byte b = bytes[i];
            if (b == '"') {
                text = unescaped.toString();
                return i + 1;
            }
            if (b == '\\') {
                i = escape(i, unescaped);
            } else {
                int length = characterAt(i);
                unescaped.append(new String(bytes, i, length, StandardCharsets.UTF_8));
                i += length;
            }
        }
        throw cursor.error("a string that never ends", first - 1);
    }

    /** The length of the character there, which may stand in a string as it is. */
    private int characterAt(int at) {
        if (bytes[at] >= 0 && bytes[at] < ' ') {
            throw cursor.error("an unescaped control character " + bytes[at] + " in a string", at);
        }
        int length = Utf8.length(bytes, at, end);
        if (length == 0) {
            throw cursor.error("a byte that is not UTF-8", at);
        }
        return length;
    }

    /** Appends what the escape at {@code at} stands for; answers where it ends. */
    private int escape(int at, StringBuilder out) {
        int c = at + 1 < end ? bytes[at + 1] : 0;
        switch (c) {
            case '"', '\\', '/' -> out.append((char) c);
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'u' -> {
                int unit = 0;
                for (int i = at + 2; i < at + 6; i++) {
                    int digit = i < end ? Character.digit(bytes[i], 16) : -1;
                    if (digit < 0) {
                        throw cursor.error("\\u without four hexadecimal digits", at);
                    }
                    unit = 16 * unit + digit;
                }
                out.append((char) unit);
                return at + 6;
            }
            default -> throw cursor.error("an unknown escape in a string", at);
        }
        return at + 2;
    }
}
