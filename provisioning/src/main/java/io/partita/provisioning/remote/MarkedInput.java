package io.partita.provisioning.remote;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * A byte stream that is read up to markers. Nothing behind a marker is lost. Not safe for use by several threads.
 *
 * <p>The search is the plain one: markers begin with bytes that nobody can guess, so false starts are rare.
 */
final class MarkedInput {

    private final InputStream in;
    private byte[] buffer = new byte[8192];
    private int start;
    private int end;

    MarkedInput(InputStream in) {
        this.in = in;
    }

    /**
     * Copies everything up to {@code marker} to {@code out} and skips the marker.
     *
     * @throws EOFException if the stream ends before the marker; everything has been copied then
     */
    void copyUntil(byte[] marker, OutputStream out) throws IOException {
        while (true) {
            int found = indexOf(marker);
            if (found >= 0) {
                out.write(buffer, start, found - start);
                start = found + marker.length;
                return;
            }
            int complete = Math.max(0, end - start - (marker.length - 1));
            out.write(buffer, start, complete);
            start += complete;
            if (!fill()) {
                out.write(buffer, start, end - start);
                start = end;
                throw new EOFException("the stream ended before its marker");
            }
        }
    }

    /** Copies the rest of the stream to {@code out}. */
    void copyRest(OutputStream out) throws IOException {
        do {
            out.write(buffer, start, end - start);
            start = end;
        } while (fill());
    }

    /** Forgets what has already arrived. */
    void skipArrived() throws IOException {
        start = end;
        while (in.available() > 0 && fill()) {
            start = end;
        }
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count = in.read(buffer, end, buffer.length - end);
        if (count < 0) {
            return false;
        }
        end += count;
        return true;
    }

    private int indexOf(byte[] marker) {
        for (int i = start; i <= end - marker.length; i++) {
            if (Arrays.equals(buffer, i, i + marker.length, marker, 0, marker.length)) {
                return i;
            }
        }
        return -1;
    }
}
