package io.partita.checker.history;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A growing buffer of UTF-8 JSON. Written by hand because the journal is on the path of every operation. */
final class JsonBuffer {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[1 << 16];
    private int size;

    int size() {
        return size;
    }

    /** Writes everything to {@code out} and empties the buffer; keeps it as it was when the write fails. */
    void drainTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
        size = 0;
    }

    /** Appends plain ASCII as it stands. */
    JsonBuffer raw(String ascii) {
        ensure(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[size++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    JsonBuffer number(long value) {
        if (value < 0) {
            return raw(Long.toString(value));
        }
        ensure(20);
        int end = size + digits(value);
        size = end;
        long rest = value;
        do {
            bytes[--end] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        return this;
    }

    /**
     * Appends an event and a line break.
     *
     * @param key in the form of {@link JsonValues#canonical}, as the value is
     * @param scheduled for when the operation was meant, or -1 to leave that out
     */
    JsonBuffer event(long index, boolean timed, Op op, Object key, Object value, long scheduled) {
        raw("{\"index\":").number(index);
        if (timed) {
            raw(",\"time\":").number(op.time());
        }
        raw(",\"process\":").number(op.process());
        raw(",\"type\":\"").raw(op.type().label());
        raw("\",\"f\":").string(op.f());
        if (key != null) {
            raw(",\"key\":").value(key);
        }
        raw(",\"value\":").value(value);
        if (op.error() != null) {
            raw(",\"error\":").string(op.error());
        }
        if (scheduled >= 0) {
            raw(",\"scheduled\":").number(scheduled);
        }
        return raw("}\n");
    }

    /** Appends any value of {@link JsonValues}. */
    JsonBuffer value(Object value) {
        if (value == null) {
            return raw("null");
        }
        if (value instanceof Long number) {
            return number(number);
        }
        if (value instanceof String text) {
            return string(text);
        }
        if (value instanceof List<?> list) {
            return list(list);
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        return raw(value.toString());
    }

    /** Appends {@code text} in UTF-8 as it stands. */
    JsonBuffer text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ensure(encoded.length);
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
        return this;
    }

    JsonBuffer string(String text) {
        ensure(2 + 6 * text.length());
        bytes[size++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
                bytes[size++] = (byte) c;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                utf8(Character.toCodePoint(c, text.charAt(++i)));
            } else if (c < 0x20 || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                escape(c);
            } else {
                utf8(c);
            }
        }
        bytes[size++] = '"';
        return this;
    }

    private JsonBuffer list(List<?> list) {
        raw("[");
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                raw(",");
            }
            value(list.get(i));
        }
        return raw("]");
    }

    private JsonBuffer map(Map<?, ?> map) {
        raw("{");
        int before = size;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (size > before) {
                raw(",");
            }
            string((String) entry.getKey());
            raw(":");
            value(entry.getValue());
        }
        return raw("}");
    }

    private void escape(char c) {
        bytes[size++] = '\\';
        if (c == '"' || c == '\\') {
            bytes[size++] = (byte) c;
            return;
        }
        bytes[size++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[size++] = HEX[(c >> shift) & 15];
        }
    }

    private void utf8(int c) {
        if (c < 0x800) {
            bytes[size++] = (byte) (0xC0 | c >> 6);
        } else {
            if (c < 0x10000) {
                bytes[size++] = (byte) (0xE0 | c >> 12);
            } else {
                bytes[size++] = (byte) (0xF0 | c >> 18);
                bytes[size++] = (byte) (0x80 | c >> 12 & 0x3F);
            }
            bytes[size++] = (byte) (0x80 | c >> 6 & 0x3F);
        }
        bytes[size++] = (byte) (0x80 | c & 0x3F);
    }

    private static int digits(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
