package io.partita.testbed.executor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What an executor is to run, and how. It stands in a file of the run's directory before the executor is started.
 *
 * @param container names this run, unlike any other
 * @param taskId of the task
 * @param sandbox the task's working directory, where its output goes
 * @param command program and arguments
 * @param environment of the task, beside what is inherited
 * @param grace between SIGTERM and SIGKILL
 * @param recovery without an agent for so long, the task is ended
 * @param linger how long it stays after the task's end
 * @param reap how often it looks whether the task has ended
 * @param retry pause between two attempts to find the agent
 * @param starting whether TASK_STARTING is reported
 * @param cleanUp whether all processes of the task end with it, also those that left its tree
 * @param count whether those that are left behind are counted
 */
public record ExecutorSpec(
        String container,
        String taskId,
        Path sandbox,
        List<String> command,
        Map<String, String> environment,
        Duration grace,
        Duration recovery,
        Duration linger,
        Duration reap,
        Duration retry,
        boolean starting,
        boolean cleanUp,
        boolean count) {

    /** Says which container a task's processes belong to; inherited by all that a task starts. */
    public static final String TASK_MARK = "PARTITA_TASK";

    /** Says which container an executor runs. Taken out of its task's environment. */
    public static final String EXECUTOR_MARK = "PARTITA_EXECUTOR";

    private static final String FILE = "executor.spec";
    private static final String ADDRESS = "agent.address";
    private static final String ARGUMENT = "command.";
    private static final String VARIABLE = "environment.";

    public ExecutorSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        Objects.requireNonNull(container, "container is null");
        Objects.requireNonNull(taskId, "taskId is null");
        Objects.requireNonNull(sandbox, "sandbox is null");
    }

    /** The file in a run's directory that holds the agent's port on loopback; written anew by a restarted agent. */
    public static Path addressFile(Path runDirectory) {
        return runDirectory.resolve(ADDRESS);
    }

    /** Writes it into {@code runDirectory}. */
    public void write(Path runDirectory) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("container", container);
        properties.setProperty("task", taskId);
        properties.setProperty("sandbox", sandbox.toString());
        for (int i = 0; i < command.size(); i++) {
            properties.setProperty(ARGUMENT + i, command.get(i));
        }
        environment.forEach((name, value) -> properties.setProperty(VARIABLE + name, value));
        properties.setProperty("grace", grace.toString());
        properties.setProperty("recovery", recovery.toString());
        properties.setProperty("linger", linger.toString());
        properties.setProperty("reap", reap.toString());
        properties.setProperty("retry", retry.toString());
        properties.setProperty("starting", Boolean.toString(starting));
        properties.setProperty("cleanUp", Boolean.toString(cleanUp));
        properties.setProperty("count", Boolean.toString(count));
        try (Writer out = Files.newBufferedWriter(runDirectory.resolve(FILE), StandardCharsets.UTF_8)) {
            properties.store(out, null);
        }
    }

    /** What was written into {@code runDirectory}. */
    public static ExecutorSpec read(Path runDirectory) throws IOException {
        Properties properties = new Properties();
        try (BufferedReader in = Files.newBufferedReader(runDirectory.resolve(FILE), StandardCharsets.UTF_8)) {
            properties.load(in);
        }
        Map<Integer, String> command = new TreeMap<>();
        Map<String, String> environment = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(ARGUMENT)) {
                command.put(Integer.valueOf(name.substring(ARGUMENT.length())), properties.getProperty(name));
            } else if (name.startsWith(VARIABLE)) {
                environment.put(name.substring(VARIABLE.length()), properties.getProperty(name));
            }
        }
        return new ExecutorSpec(
                properties.getProperty("container"),
                properties.getProperty("task"),
                Path.of(properties.getProperty("sandbox")),
                List.copyOf(command.values()),
                environment,
                duration(properties, "grace"),
                duration(properties, "recovery"),
                duration(properties, "linger"),
                duration(properties, "reap"),
                duration(properties, "retry"),
                Boolean.parseBoolean(properties.getProperty("starting")),
                Boolean.parseBoolean(properties.getProperty("cleanUp")),
                Boolean.parseBoolean(properties.getProperty("count")));
    }

    private static Duration duration(Properties properties, String name) {
        return Duration.parse(properties.getProperty(name));
    }
}
