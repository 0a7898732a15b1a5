package io.partita.testbed.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A name for the time since this machine, or this container, was started. The kernel's own boot id is that of the machine:
 * containers that are started anew keep it, though all their processes are new and get small numbers again. So the
 * instant when process 1 was started belongs to the name.
 */
final class BootId {

    /** Fields after the program's name in {@code /proc/PID/stat}; the start time is the 22nd of all. */
    private static final int START_TIME = 19;

    private BootId() {}

    /** @param proc what is usually {@code /proc} */
    static String of(Path proc) {
        try {
            String machine =
                    Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
            String stat = Files.readString(proc.resolve("1/stat"));
            String start = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[START_TIME];
            return UUID.nameUUIDFromBytes((machine + " " + start).getBytes(StandardCharsets.UTF_8))
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell when this machine was started", e);
        }
    }
}
