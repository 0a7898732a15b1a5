package io.partita.checker.history;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Bytes of a recorded history, wherever they come from: unpacked if they are packed with gzip, without byte order mark,
 * and opened only once, so that a pipe will do. What can be no history at all is refused here.
 */
final class Source implements Closeable {

    /** Enough to see the first event behind comments and other loggers' lines. */
    private static final int PREFIX = 1 << 16;

    private final String name;
    private final InputStream body;
    private final byte[] prefix;

    private Source(String name, InputStream body, byte[] prefix) {
        this.name = name;
        this.body = body;
        this.prefix = prefix;
    }

    static Source of(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            Path inside = path.resolve("history.jsonl");
            throw new HistoryException(path + ": is a directory, not a history"
                    + (Files.exists(inside) ? "; did you mean " + inside + "?" : ""));
        }
        InputStream in = Files.newInputStream(path);
        try {
            return of(path.toString(), in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** @param name what to call it in messages */
    static Source of(String name, InputStream in) throws IOException {
        byte[] start = in.readNBytes(2);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), in);
        boolean packed = start.length == 2 && (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B;
        InputStream text = packed ? new Unpacked(name, whole) : whole;
        byte[] prefix = text.readNBytes(PREFIX);
        refuseOtherEncodings(name, prefix);
        if (begins(prefix, 0xEF, 0xBB, 0xBF)) {
            prefix = Arrays.copyOfRange(prefix, 3, prefix.length);
        }
        return new Source(name, new SequenceInputStream(new ByteArrayInputStream(prefix), text), prefix);
    }

    String name() {
        return name;
    }

    /** Everything, from the beginning; can be read once. */
    InputStream body() {
        return body;
    }

    /** What it begins with. */
    String start() {
        return new String(prefix, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    private static void refuseOtherEncodings(String name, byte[] prefix) {
        boolean utf16 = begins(prefix, 0xFE, 0xFF)
                || begins(prefix, 0xFF, 0xFE)
                || prefix.length > 1 && (prefix[0] == 0) != (prefix[1] == 0);
        if (utf16) {
            throw new HistoryException(name + ": is not UTF-8 but UTF-16; convert it with: iconv -f UTF-16 -t UTF-8");
        }
        int line = 1;
        for (byte b : prefix) {
            if (b == 0) {
                throw new HistoryException(name + ":" + line + ": a byte 0: this is no text");
            }
            line += b == '\n' ? 1 : 0;
        }
    }

    private static boolean begins(byte[] bytes, int... wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (i == bytes.length || (bytes[i] & 0xFF) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** What gzip packed; tells of damage as an error in the history, because that is what it is. */
    private static final class Unpacked extends FilterInputStream {

        private final String name;

        Unpacked(String name, InputStream packed) throws IOException {
            super(open(name, packed));
            this.name = name;
        }

        private static InputStream open(String name, InputStream packed) throws IOException {
            try {
                return new GZIPInputStream(packed, 1 << 16);
            } catch (EOFException | ZipException e) {
                throw damaged(name, e);
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                return super.read(bytes, from, length);
            } catch (EOFException | ZipException e) {
                throw damaged(name, e);
            }
        }

        private static HistoryException damaged(String name, IOException e) {
            return new HistoryException(name + ": the packed file is cut off or damaged: " + e.getMessage());
        }
    }
}
