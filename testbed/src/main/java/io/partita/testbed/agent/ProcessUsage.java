package io.partita.testbed.agent;

import io.partita.testbed.executor.ExecutorSpec;
import io.partita.testbed.executor.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Adds up what processes use, from {@code /proc}. */
final class ProcessUsage {

    /** Linux counts in these on every machine that we know. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int PAGE = 4096;
    /** Fields after the program's name in {@code /proc/PID/stat}. */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;
    private static final int RESIDENT = 21;

    private ProcessUsage() {}

    /**
     * What an executor and what descends from it use.
     *
     * @param container if not null, whatever carries its mark is added, and the processes are counted
     */
    static ExecutorLauncher.Usage of(long pid, String container) {
        Set<Long> pids = new TreeSet<>(Processes.tree(pid));
        if (container != null) {
            pids.addAll(Processes.carrying(ExecutorSpec.TASK_MARK, container));
        }
        double user = 0;
        double system = 0;
        long resident = 0;
        int count = 0;
        for (long each : pids) {
            String[] fields = stat(each);
            if (fields.length > RESIDENT) {
                user += Long.parseLong(fields[USER_TIME]) / TICKS_PER_SECOND;
                system += Long.parseLong(fields[SYSTEM_TIME]) / TICKS_PER_SECOND;
                resident += Long.parseLong(fields[RESIDENT]) * PAGE;
                count++;
            }
        }
        return new ExecutorLauncher.Usage(
                user, system, resident, container == null ? Optional.empty() : Optional.of(count));
    }

    private static String[] stat(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            // It has ended in the meantime.
            return new String[0];
        }
    }
}
