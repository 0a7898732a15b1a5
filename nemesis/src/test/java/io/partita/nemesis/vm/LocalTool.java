package io.partita.nemesis.vm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs programs of this machine for a test. */
final class LocalTool {

    private LocalTool() {}

    /**
     * What {@code argv} prints, run in {@code directory}.
     *
     * @throws IOException with its output, if it fails
     */
    static String run(Path directory, String... argv) throws IOException {
        Process process = new ProcessBuilder(argv)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(List.of(argv) + " ended with status " + process.exitValue() + ": " + output);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + List.of(argv) + " ran", e);
        }
        return output;
    }
}
