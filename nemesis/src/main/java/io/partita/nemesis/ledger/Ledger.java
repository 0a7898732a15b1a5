package io.partita.nemesis.ledger;

import io.partita.nemesis.proof.Proof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The file {@code faults.jsonl} of a run, being written: one JSON object a line, on disk (fsync) before a method
 * returns. Safe for use by several threads. Methods throw {@link UncheckedIOException} when the disk does; a fault whose
 * intent could not be written is not injected.
 *
 * <p>The lines of an injection are {@code intent}, then {@code active}, {@code healing}, and {@code healed} or
 * {@code broken}; the last two may come from another process that healed after this one died. An injection with an
 * intent and no {@code healed} is unhealed, whatever else is there: the process may have died after any of its steps.
 */
public final class Ledger implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;
    private final String writer;

    private Ledger(Path file, FileChannel channel, String writer) {
        this.file = file;
        this.writer = writer;
        this.channel = channel;
    }

    /** Opens {@code file} for a run's nemesis, and makes it if there is none. Does not touch what is in it. */
    public static Ledger open(Path file) {
        return open(file, "nemesis");
    }

    /** Opens {@code file} for {@code writer}, whose clock is the one of the lines that bear its name. */
    public static Ledger open(Path file, String writer) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            endTornLine(channel);
            try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
                entry.force(true); // The file's name must survive as well as its content.
            }
            return new Ledger(file, channel, writer);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the fault ledger " + file, e);
        }
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** Writes down what is about to be injected and how to undo it. */
    public void intent(Injection injection, long atMs) {
        append(LedgerJson.intent(injection, atMs));
    }

    /** Writes down that the fault was injected, and what was measured of it. */
    public void active(String id, long atMs, Proof proof) {
        append(line("active", id, atMs, proof));
    }

    /** Writes down that the fault is about to be ended. */
    public void healing(String id, long atMs) {
        append(line("healing", id, atMs));
    }

    /** Writes down that the fault is proven gone. */
    public void healed(String id, long atMs, Proof proof) {
        append(line("healed", id, atMs, proof));
    }

    /** Writes down that what the nodes are in is not known, and why. */
    public void broken(String id, long atMs, String reason) {
        Map<String, Object> line = line("broken", id, atMs);
        line.put("reason", reason);
        append(line);
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the fault ledger " + file, e);
        }
    }

    private synchronized void append(Map<String, Object> line) {
        try {
            line.put("by", writer);
            ByteBuffer bytes = ByteBuffer.wrap((LedgerJson.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to the fault ledger " + file, e);
        }
    }

    private static Map<String, Object> line(String event, String id, long atMs) {
        var line = new LinkedHashMap<String, Object>();
        line.put("event", event);
        line.put("id", id);
        line.put("atMs", atMs);
        return line;
    }

    private static Map<String, Object> line(String event, String id, long atMs, Proof proof) {
        Map<String, Object> line = line(event, id, atMs);
        line.put("proven", proof.holds());
        line.put("missing", proof.missing());
        line.put("proof", proof.data());
        return line;
    }

    /** A line that a dying process left half written must not swallow the next one. */
    private static void endTornLine(FileChannel channel) throws IOException {
        long size = channel.size();
        channel.position(size);
        if (size > 0) {
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.read(last, size - 1);
            if (last.get(0) != '\n') {
                channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
            }
        }
    }
}
