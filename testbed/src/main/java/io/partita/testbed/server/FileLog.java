package io.partita.testbed.server;

import io.partita.testbed.runtime.Log;
import io.partita.testbed.server.LogForm.Level;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;

/**
 * A log that is appended to a file and written to standard output, every line at once, so that a process that is killed has
 * said all it did. A file that takes no more, as on a full disk, is no reason to end: lines are lost and said so later. Safe
 * for use by several threads.
 */
public final class FileLog implements Log {

    private final LogForm form;
    private final String component;
    private final InstantSource clock;
    private final OutputStream file;
    private final OutputStream standardOutput;
    private final long pid = ProcessHandle.current().pid();
    private long lost;

    /**
     * Opens the log.
     *
     * @param component named in every line
     * @throws IOException if {@code file} cannot be opened
     */
    public FileLog(LogForm form, String component, InstantSource clock, Path file, OutputStream standardOutput)
            throws IOException {
        this.form = form;
        this.component = component;
        this.clock = clock;
        this.standardOutput = standardOutput;
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        this.file = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void info(String line) {
        write(Level.INFO, line);
    }

    @Override
    public void warn(String line) {
        write(Level.WARN, line);
    }

    @Override
    public void error(String line) {
        write(Level.ERROR, line);
    }

    private synchronized void write(Level level, String text) {
        byte[] line = bytes(level, text);
        try {
            if (lost > 0) {
                file.write(bytes(Level.WARN, lost + " lines could not be written"));
                lost = 0;
            }
            file.write(line);
        } catch (IOException e) {
            lost++;
        }
        try {
            standardOutput.write(line);
            standardOutput.flush();
        } catch (IOException e) {
            // Nobody listens; the file is there for that.
        }
    }

    private byte[] bytes(Level level, String text) {
        return (form.line(level, clock.instant(), pid, component, text) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
