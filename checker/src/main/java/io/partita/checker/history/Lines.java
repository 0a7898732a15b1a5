package io.partita.checker.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Cuts a stream into lines without copying them. Not thread-safe. */
final class Lines {

    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int filled;
    private int next;
    private int start;
    private int end;
    private long number;
    private boolean terminated;

    Lines(InputStream in) {
        this.in = in;
    }

    /** Moves to the next line; false at the end of the stream. The bytes of the line before become invalid. */
    boolean advance() throws IOException {
        start = next;
        int scanned = next;
        while (true) {
            for (int i = scanned; i < filled; i++) {
                if (buffer[i] == '\n') {
                    return line(i, i + 1, true);
                }
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

    String text() {
        return new String(buffer, start, end - start, StandardCharsets.UTF_8);
    }

    private boolean line(int lineEnd, int nextStart, boolean withBreak) {
        end = lineEnd;
        next = nextStart;
        terminated = withBreak;
        number++;
        return true;
    }

    private void makeRoom() {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            start = 0;
        } else {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
    }
}
