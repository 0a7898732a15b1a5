package io.partita.control.store;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Text files that appear whole or not at all: a reader never sees half of one, a crash leaves the old one. */
public final class AtomicFile {

    private AtomicFile() {}

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Writer out) throws IOException;
    }

    /**
     * Replaces {@code file}, in UTF-8, by what {@code content} writes; creates its directory. The new file is written
     * beside the old one and then renamed.
     *
     * @throws UncheckedIOException if the file cannot be written; the old one is then unchanged
     */
    public static void write(Path file, Content content) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            Path part = Files.createTempFile(directory, "." + file.getFileName() + "-", ".part");
            try {
                try (BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
                    content.writeTo(out);
                }
                part.toFile().setReadable(true, false);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + FileTrouble.reason(e), e);
        }
    }

    /** {@link #write(Path, Content)} for a text that is already there. */
    public static void write(Path file, String text) {
        write(file, out -> out.write(text));
    }
}
