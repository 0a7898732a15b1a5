package io.partita.testbed.agent;

import io.partita.testbed.messages.CommandInfo;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Starts executors and talks to them. An executor is a process that runs one task and outlives its agent; it is known by
 * its container, and by the number of its process. Used on the agent's loop only, and calls its listener there.
 */
public interface ExecutorLauncher {

    /** What the agent hears of executors. */
    interface Listener {

        /** An executor connected: for the first time, or to a restarted agent. Its updates follow. */
        void registered(String container, long pid);

        /** It reports a change of its task; once more after each connection, until it is acknowledged. */
        void updated(String container, Report report);

        /** Its task left this many processes behind. */
        void leftBehind(String container, int processes);

        /** Its process has ended. Called once for each that was launched or adopted. */
        void exited(String container);
    }

    /**
     * A change of a task.
     *
     * @param number counts the changes of one container from 1
     * @param message may be empty
     * @param timestamp seconds since 1970
     */
    record Report(int number, TaskState state, String message, double timestamp) {}

    /**
     * What to start.
     *
     * @param runDirectory where the executor finds what it is to do; made if need be
     * @param sandbox the task's working directory; made if need be
     * @param environment the task's, beside what it inherits
     * @param grace between SIGTERM and SIGKILL when it is shut down
     * @param recovery how long it stays without an agent
     */
    record Launch(
            String container,
            String taskId,
            Path runDirectory,
            Path sandbox,
            CommandInfo command,
            Map<String, String> environment,
            Duration grace,
            Duration recovery) {

        public Launch {
            environment = Map.copyOf(environment);
        }
    }

    /**
     * What the processes of a container use.
     *
     * @param processes how many there are; empty if only the tree is known
     */
    record Usage(double userSeconds, double systemSeconds, long residentBytes, Optional<Integer> processes) {}

    /** Names the time since the machine was started, or, in a container, since the container was. */
    String bootId();

    /** Called once, before anything else but {@link #bootId()}. */
    void open(Loop loop, Settings settings, Listener listener);

    /** Starts an executor; answers the number of its process. */
    CompletableFuture<Long> launch(Launch launch);

    /** Whether any process has this number. */
    boolean isAlive(long pid);

    /** Whether the process of this number is the executor of this container. */
    boolean isExecutor(long pid, String container);

    /** Takes over the executor of an agent that is gone: tells it where to connect, so that it registers. */
    void adopt(String container, Path runDirectory);

    /** Says {@link Listener#exited} when this process ends, which was not launched by this agent. */
    void watch(String container, long pid);

    /** The executor that has registered is wanted: it begins with its task unless it has before. */
    void welcome(String container);

    /** The update of this number is written down. */
    void acknowledge(String container, int number);

    /** Has the task ended. */
    void kill(String container, Duration grace);

    /** Has the task ended, and the executor after it, whether or not its updates are acknowledged. */
    void shutDown(String container);

    /** Kills the process of this number and what descends from it, and, if processes are kept together, all of the container. */
    void destroy(String container, long pid);

    /** What it uses now; empty if it is not known. */
    Optional<Usage> usage(String container);
}
