package io.partita.control.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names for directories that are made of texts of users. Pure. */
public final class FileNames {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._,-]{0,79}");
    private static final int READABLE = 48;
    private static final int HASH_BYTES = 4;

    private FileNames() {}

    /**
     * {@code text} itself if it is short and has only letters, digits and {@code . _ , -} in it; else what can be read of it and
     * a hash, which tells it from other texts that read alike.
     */
    public static String of(String text) {
        if (PLAIN.matcher(text).matches()) {
            return text;
        }
        String readable = text.replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        readable = readable.substring(0, Math.min(READABLE, readable.length())).replaceAll("[-.]+$", "");
        return (readable.isEmpty() ? "faults" : readable.toLowerCase(Locale.ROOT)) + "-" + hash(text);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
