package io.partita.control.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads the lines that are added to a file, each once, when it is whole. Not thread-safe. */
final class LineTail {

    /** Hears each line, without its end. */
    @FunctionalInterface
    interface Sink {
        /** A line is {@code length} bytes of {@code buffer} from {@code from} on, which are not to be kept. */
        void line(byte[] buffer, int from, int length);
    }

    private static final int CHUNK = 1 << 18;
    private static final int MOST_CHUNKS = 64;

    private final Path file;
    private final Sink sink;
    private byte[] rest = new byte[0];
    private long position;

    LineTail(Path file, Sink sink) {
        this.file = file;
        this.sink = sink;
    }

    /**
     * Takes what has been added since the last call, 16 MiB at most; nothing if there is no such file yet.
     *
     * @return whether there is more already
     */
    boolean poll() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(position);
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            for (int chunks = 0; chunks < MOST_CHUNKS; chunks++) {
                int read = channel.read(chunk);
                if (read <= 0) {
                    return false;
                }
                position += read;
                take(chunk.array(), read);
                chunk.clear();
            }
            return true;
        } catch (NoSuchFileException e) {
            // Not yet.
            return false;
        }
    }

    private void take(byte[] bytes, int length) {
        byte[] all = Arrays.copyOf(rest, rest.length + length);
        System.arraycopy(bytes, 0, all, rest.length, length);
        int start = 0;
        for (int i = rest.length; i < all.length; i++) {
            if (all[i] == '\n') {
                sink.line(all, start, i - start);
                start = i + 1;
            }
        }
        rest = Arrays.copyOfRange(all, start, all.length);
    }
}
