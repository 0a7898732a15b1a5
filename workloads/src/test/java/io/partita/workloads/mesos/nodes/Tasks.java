package io.partita.workloads.mesos.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Tasks on this machine, with names that nobody else uses. As an executor does it: in a session of its own. */
final class Tasks {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final TaskProgram program;
    private final List<Process> started = new ArrayList<>();

    Tasks(TaskProgram program) {
        this.program = program;
    }

    static String newName() {
        return "web." + UUID.randomUUID();
    }

    Process start(String task, TaskMode mode, int port) {
        var builder = new ProcessBuilder("setsid", "sh", "-c", program.command(mode, Duration.ofMillis(50)));
        builder.environment().put("MESOS_TASK_ID", task);
        builder.environment().put("MARATHON_APP_ID", "/web");
        builder.environment().put("MARATHON_APP_VERSION", "2026-01-01T00:00:00.000Z");
        builder.environment().put("PORT0", Integer.toString(port));
        builder.redirectErrorStream(true);
        builder.redirectOutput(Path.of(program.home(), "output").toFile());
        try {
            Process process = builder.start();
            started.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("after " + LONG + " still not: " + what);
            }
            Thread.onSpinWait();
        }
    }
}
