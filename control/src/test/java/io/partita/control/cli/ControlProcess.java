package io.partita.control.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The program {@code control} in a process of its own, as a user runs it. */
public final class ControlProcess implements AutoCloseable {

    private final Process process;
    private final Path out;
    private final Path err;

    private ControlProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts {@code control} with these arguments; its output goes to files in {@code directory}. */
    public static ControlProcess start(Path directory, String... arguments) throws IOException {
        return start(directory, System.getProperty("java.class.path"), arguments);
    }

    /** As {@link #start(Path, String...)}, from these classes only. */
    public static ControlProcess start(Path directory, String classPath, String[] arguments) throws IOException {
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        List<String> argv = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                Program.class.getName()));
        argv.addAll(List.of(arguments));
        Process process = new ProcessBuilder(argv)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new ControlProcess(process, out, err);
    }

    /** Waits for the end and returns the exit status. */
    public int await(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("control did not end within " + limit + "; it said:\n" + err());
        }
        return process.exitValue();
    }

    /** Waits until {@code condition} holds while the program runs. */
    public void awaitThat(String what, Duration limit, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new AssertionError("not in time: " + what + "; control said:\n" + err());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Processor time that it took so far. */
    Duration cpuTime() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Sends SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
