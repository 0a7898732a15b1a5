package io.partita.provisioning.remote;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the first bytes written to it, up to a limit, and swallows the rest. Not safe for use by several threads. */
final class BoundedBytes extends OutputStream {

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(256);
    private final int limit;
    private boolean truncated;

    BoundedBytes(int limit) {
        this.limit = limit;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int room = Math.min(length, limit - kept.size());
        kept.write(bytes, offset, room);
        truncated |= room < length;
    }

    boolean truncated() {
        return truncated;
    }

    /** What was kept, as UTF-8. */
    String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
