package io.partita.checker.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Reading and writing recorded histories, whoever recorded them. */
public final class Histories {

    private Histories() {}

    /** Where the keys of operations are. */
    public enum Keys {
        /** Told from the values: in pairs if every value is one and leaves no doubt, else in the field {@code key}. */
        TOLD("told"),
        /** Every value is a pair {@code [key value]}, as {@code jepsen.independent} makes them. */
        TUPLE("tuple"),
        /** In the field {@code key}, or nowhere. */
        NONE("none");

        private final String label;

        Keys(String label) {
            this.label = label;
        }

        /**
         * What {@code label}, {@code tuple} or {@code none}, stands for.
         *
         * @throws IllegalArgumentException if it is something else
         */
        public static Keys of(String label) {
            for (Keys keys : values()) {
                if (keys.label.equals(label) && keys != TOLD) {
                    return keys;
                }
            }
            throw new IllegalArgumentException("keys is \"" + label + "\": expected tuple or none");
        }
    }

    /**
     * How to read a file.
     *
     * @param format how it is written; empty to tell by looking
     * @param keys where the keys are
     * @param dropsCutLine whether a last line of op-history/1 that was cut off, because its writer was killed, is dropped
     *     with a warning; else the file is refused
     */
    public record Reading(Optional<Format> format, Keys keys, boolean dropsCutLine) {

        /** Everything is told from the file. */
        public static final Reading TOLD = new Reading(Optional.empty(), Keys.TOLD);

        /** A file that must be whole. */
        public Reading(Optional<Format> format, Keys keys) {
            this(format, keys, false);
        }

        public Reading {
            Objects.requireNonNull(format, "format is null");
            Objects.requireNonNull(keys, "keys is null");
        }
    }

    /**
     * The history in {@code path}, which may be packed with gzip.
     *
     * @param format how it is written; empty to tell by looking
     * @throws HistoryException if the format can't be told, or the file does not keep to it: file, line and reason
     * @throws IOException if the file can't be read
     */
    public static RecordedHistory read(Path path, Optional<Format> format) throws IOException {
        return read(path, new Reading(format, Keys.TOLD));
    }

    /** As {@link #read(Path, Optional)}, with all there is to say about the file. */
    public static RecordedHistory read(Path path, Reading reading) throws IOException {
        try (Source source = Source.of(path)) {
            return read(source, reading);
        }
    }

    /**
     * The history that comes from {@code in}, which is read to its end and stays open.
     *
     * @param name what to call it in messages
     * @throws HistoryException as {@link #read(Path, Optional)}
     */
    public static RecordedHistory read(InputStream in, String name, Reading reading) throws IOException {
        return read(Source.of(name, in), reading);
    }

    private static RecordedHistory read(Source source, Reading reading) throws IOException {
        Format format = reading.format().isPresent() ? reading.format().get() : detect(source);
        boolean tuples = reading.keys() == Keys.TUPLE;
        RecordedHistory recorded = switch (format) {
            case OP_HISTORY -> JournalReader.read(source, tuples, reading.dropsCutLine());
            case EDN, EDN_LINES -> EdnReader.read(source, format, reading.keys());
            case JEPSEN_LOG -> JepsenLogReader.read(source, tuples);
        };
        return reading.keys() == Keys.TOLD && format != Format.OP_HISTORY ? withKeysTold(recorded) : recorded;
    }

    private static RecordedHistory withKeysTold(RecordedHistory recorded) {
        return switch (Tuples.look(recorded.history())) {
            case PLAIN -> recorded;
            case DOUBT ->
                recorded.warnedOf(
                        "some values look like pairs [key value], as jepsen.independent makes them, but they may"
                                + " be plain values, and are taken as such; if they are pairs, use --keys tuple");
            case PAIRS ->
                new RecordedHistory(
                                recorded.format(),
                                Tuples.split(recorded.history()),
                                recorded.meta(),
                                recorded.warnings())
                        .warnedOf(
                                "all values are pairs [key value], as jepsen.independent makes them, and are judged key by"
                                        + " key; if they are plain values, use --keys none");
        };
    }

    /**
     * Writes {@code history} to {@code path}, which appears whole or not at all and replaces what is there; packed with
     * gzip if its name ends in {@code .gz}. What {@link #read} makes of the file is the same history, except for what
     * is answered here.
     *
     * @param meta what the file is to say about itself; only op-history/1 has room for it
     * @return what the format has no place for and was left out, in words; empty if everything was written
     * @throws HistoryException if the format can't hold the history: jepsen-log has no keys
     * @throws IOException if the file can't be written
     */
    public static List<String> write(History history, Map<String, ?> meta, Path path, Format format)
            throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        Path part = Files.createTempFile(directory, "." + path.getFileName() + "-", ".part");
        try {
            List<String> losses;
            try (OutputStream file = Files.newOutputStream(part);
                    OutputStream out = path.toString().endsWith(".gz") ? new GZIPOutputStream(file, 1 << 16) : file) {
                losses = write(history, meta, out, format);
            }
            part.toFile().setReadable(true, false);
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return losses;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** As {@link #write(History, Map, Path, Format)}; the stream stays open. */
    public static List<String> write(History history, Map<String, ?> meta, OutputStream out, Format format)
            throws IOException {
        return new HistoryWriter(history, meta, format).write(out);
    }

    /**
     * The format of {@code path}, told from its beginning.
     *
     * @throws HistoryException if it looks like none that we know
     */
    public static Format detect(Path path) throws IOException {
        try (Source source = Source.of(path)) {
            return detect(source);
        }
    }

    private static Format detect(Source source) {
        String start = source.start();
        String code = start.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith(";"))
                .findFirst()
                .orElseThrow(() -> new HistoryException(source.name() + ": empty, there is no history in it"));
        if (start.lines().anyMatch(JepsenLogReader::looksLikeEvent)) {
            return Format.JEPSEN_LOG;
        }
        if (code.matches("\\{\\s*\".*") || code.equals("{}")) {
            return Format.OP_HISTORY;
        }
        if (code.startsWith("{") || code.startsWith("#")) {
            return Format.EDN_LINES;
        }
        if (code.startsWith("[") || code.startsWith("(")) {
            return Format.EDN;
        }
        throw new HistoryException(
                source.name() + ": can't tell the format by looking; name it, one of " + Format.labels());
    }
}
