package io.partita.provisioning.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Builds an uncompressed archive that {@code tar -x} reads: many files in one transfer, with times that are always the
 * same. Source: the ustar format of POSIX.1-1988. Not thread safe.
 */
public final class TarArchive {

    /** The time of every file: the first second of 2026. What depends on times sees the same file everywhere. */
    public static final long TIME = 1_767_225_600L;

    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 99;
    private static final int CHECKSUM_AT = 148;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /**
     * Adds a file.
     *
     * @param name relative path in ASCII, at most 99 characters
     * @param mode permissions
     */
    public TarArchive add(String name, byte[] content, int mode) {
        bytes.writeBytes(header(name, content.length, mode));
        bytes.writeBytes(content);
        bytes.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        return this;
    }

    /** The archive. */
    public byte[] toBytes() {
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(bytes.toByteArray());
        whole.writeBytes(new byte[2 * BLOCK]);
        return whole.toByteArray();
    }

    private static byte[] header(String name, int size, int mode) {
        if (name.length() > LONGEST_NAME || !name.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("not a short name in ASCII: " + name);
        }
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, octal(mode, 7));
        put(header, 108, octal(0, 7));
        put(header, 116, octal(0, 7));
        put(header, 124, octal(size, 11));
        put(header, 136, octal(TIME, 11));
        put(header, CHECKSUM_AT, "        ");
        header[156] = '0';
        put(header, 257, "ustar");
        put(header, 263, "00");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, CHECKSUM_AT, octal(sum, 6) + "\0 ");
        return header;
    }

    private static String octal(long number, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "o", number);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, header, at, ascii.length);
    }
}
