package io.partita.testbed.executor;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * The task itself: a command in a session of its own, whose output goes into files of the sandbox. All it starts carries
 * the container's mark in its environment: so also what left its tree is found again. A process that cleans its
 * environment escapes that, where a cgroup would hold it; nodes do not always have the right to make one.
 */
final class TaskProcess {

    private static final int ROUNDS = 20;

    private final ExecutorSpec spec;
    private Process process;

    TaskProcess(ExecutorSpec spec) {
        this.spec = spec;
    }

    /**
     * Starts it.
     *
     * @param ended called with the exit status, on a thread of its own; 128 and the signal's number if a signal ended it
     */
    void start(IntConsumer ended) throws IOException {
        List<String> command = new ArrayList<>();
        command.add("setsid");
        command.addAll(spec.command());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(spec.sandbox().toFile());
        Map<String, String> environment = builder.environment();
        environment.remove(ExecutorSpec.EXECUTOR_MARK);
        environment.putAll(spec.environment());
        environment.put(ExecutorSpec.TASK_MARK, spec.container());
        builder.redirectInput(new File("/dev/null"));
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(
                spec.sandbox().resolve("stdout").toFile()));
        builder.redirectError(ProcessBuilder.Redirect.appendTo(
                spec.sandbox().resolve("stderr").toFile()));
        process = builder.start();
        Thread reaper = new Thread(() -> ended.accept(await()), "reaper");
        reaper.setDaemon(true);
        reaper.start();
    }

    long pid() {
        return process.pid();
    }

    /** Sends SIGTERM, or SIGKILL if {@code force}, to the task's tree, or to all its processes if they are kept together. */
    void signal(boolean force) {
        Set<Long> pids = new LinkedHashSet<>(Processes.tree(process.pid()));
        if (spec.cleanUp()) {
            pids.addAll(marked());
        }
        pids.forEach(pid -> Processes.signal(pid, force));
    }

    /**
     * To be called after its end: ends what it left behind if its processes are kept together, else leaves it as it is.
     * Answers how many processes are left.
     */
    int cleanUp() {
        if (spec.cleanUp()) {
            return Processes.killAll(ExecutorSpec.TASK_MARK, spec.container(), ROUNDS);
        }
        return spec.count() ? marked().size() : 0;
    }

    private List<Long> marked() {
        return Processes.carrying(ExecutorSpec.TASK_MARK, spec.container());
    }

    private int await() {
        try {
            int status = process.waitFor();
            Thread.sleep(spec.reap().toMillis());
            return status;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }
}
