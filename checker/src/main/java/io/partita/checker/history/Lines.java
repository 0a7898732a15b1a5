package io.partita.checker.history;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Cuts a stream into lines without copying them. Not thread-safe. */
final class Lines {

    private static final int LONGEST = 1 << 30;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LINE_BREAKS = '\n' * ONES;

    private final String name;
    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int filled;
    private int next;
    private int start;
    private int end;
    private long number;
    private boolean terminated;

    Lines(Source source) {
        this.name = source.name();
        this.in = source.body();
    }

    /** Moves to the next line; false at the end of the stream. The bytes of the line before become invalid. */
    boolean advance() throws IOException {
        start = next;
        int scanned = next;
        while (true) {
            int end = lineBreak(scanned);
            if (end >= 0) {
                return line(end, end + 1, true);
            }
            scanned = filled;
            if (filled == buffer.length) {
                makeRoom();
                scanned = filled;
            }
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                return start < filled && line(filled, filled, false);
            }
            filled += read;
        }
    }

    /** Of the current line, from 1. */
    long number() {
        return number;
    }

    /** Whether the current line ended with a line break, and so was written to its end. */
    boolean terminated() {
        return terminated;
    }

    byte[] bytes() {
        return buffer;
    }

    int start() {
        return start;
    }

    int length() {
        return end - start;
    }

    boolean isBlank() {
        for (int i = start; i < end; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private boolean line(int lineEnd, int nextStart, boolean withBreak) {
        end = lineEnd;
        next = nextStart;
        terminated = withBreak;
        number++;
        return true;
    }

    /** Where the first line break from {@code from} on stands, or -1; looks at eight bytes at a time. */
    private int lineBreak(int from) {
        int i = from;
        for (; i + 8 <= filled; i += 8) {
            long breaks = (long) EIGHT_BYTES.get(buffer, i) ^ LINE_BREAKS;
            long zero = breaks - ONES & ~breaks & HIGH_BITS;
            if (zero != 0) {
                return i + (Long.numberOfTrailingZeros(zero) >>> 3);
            }
        }
        for (; i < filled; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void makeRoom() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            start = 0;
        } else {
            if (buffer.length > LONGEST / 2) {
                throw new HistoryException(
                        name + ":" + (number + 1) + ": a line of more than " + LONGEST / 2 + " bytes");
            }
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
    }
}
