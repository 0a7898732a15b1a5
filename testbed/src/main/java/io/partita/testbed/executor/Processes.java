package io.partita.testbed.executor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Processes of this machine, as {@code /proc} shows them. */
public final class Processes {

    private static final Path PROC = Path.of("/proc");

    private Processes() {}

    /** Whether a process runs that has this number. One that has ended and was not waited for does not run. */
    public static boolean isAlive(long pid) {
        return !environment(PROC.resolve(Long.toString(pid))).isEmpty();
    }

    /** Whether the environment that a process was started with has this variable with this value. */
    public static boolean carries(long pid, String name, String value) {
        return carries(PROC.resolve(Long.toString(pid)), name + "=" + value);
    }

    /** The numbers of all processes that carry a variable with this value. */
    public static List<Long> carrying(String name, String value) {
        String mark = name + "=" + value;
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                if (carries(entry, mark)) {
                    found.add(Long.valueOf(entry.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot list processes", e);
        }
        return found;
    }

    /** A process and all that descend from it now; none if it is gone. */
    public static List<Long> tree(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .map(ProcessHandle::pid)
                .toList();
    }

    /**
     * Kills all processes that carry a variable with this value, and again what they may have started in the meantime, at
     * most so many times. Takes some milliseconds. Answers how many are left.
     */
    public static int killAll(String name, String value, int rounds) {
        List<Long> left = carrying(name, value);
        for (int round = 0; !left.isEmpty() && round < rounds; round++) {
            left.forEach(pid -> signal(pid, true));
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts this thread", e);
            }
            left = carrying(name, value);
        }
        return left.size();
    }

    /** Sends SIGTERM, or SIGKILL if {@code force}, to one process. */
    public static void signal(long pid, boolean force) {
        ProcessHandle.of(pid).ifPresent(process -> {
            if (force) {
                process.destroyForcibly();
            } else {
                process.destroy();
            }
        });
    }

    private static boolean carries(Path process, String mark) {
        String environment = environment(process);
        return environment.startsWith(mark + "\0") || environment.contains("\0" + mark + "\0");
    }

    /** Empty for a process that is gone, is a zombie, belongs to the kernel or to another user. */
    private static String environment(Path process) {
        try {
            return new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
