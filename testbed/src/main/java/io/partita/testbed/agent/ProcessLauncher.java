package io.partita.testbed.agent;

import io.partita.testbed.executor.Executor;
import io.partita.testbed.executor.ExecutorSpec;
import io.partita.testbed.executor.Processes;
import io.partita.testbed.executor.Wire;
import io.partita.testbed.messages.CommandInfo;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * Executors as processes of this machine, in sessions of their own: neither the agent's end nor a signal to its process
 * group reaches them. They inherit the agent's environment and class path. What takes time is done on another thread.
 */
public final class ProcessLauncher implements ExecutorLauncher, AutoCloseable {

    /** An executor does little, and there may be many: what counts is that it starts fast and stays small. */
    private static final List<String> JVM =
            List.of("-Xshare:auto", "-XX:+UseSerialGC", "-Xint", "-XX:-UsePerfData", "-Xmx8m", "-Xss256k");

    private static final Duration SHORTEST_LOOK = Duration.ofMillis(50);
    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final int ROUNDS = 20;

    private final ExecutorService worker = Executors.newSingleThreadExecutor(action -> {
        Thread thread = new Thread(action, "launcher");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, BooleanSupplier> watched = new HashMap<>();
    private final Map<String, Long> pids = new HashMap<>();
    private Loop loop;
    private Settings settings;
    private Listener listener;
    private ExecutorServer server;

    @Override
    public String bootId() {
        return BootId.of(Path.of("/proc"));
    }

    @Override
    public void open(Loop newLoop, Settings newSettings, Listener newListener) {
        loop = newLoop;
        settings = newSettings;
        listener = newListener;
        server = new ExecutorServer(loop, listener);
        Duration wanted = settings.duration(Knob.EXECUTOR_REAP);
        loop.every(wanted.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : wanted, this::look);
    }

    private void look() {
        for (Map.Entry<String, BooleanSupplier> entry : List.copyOf(watched.entrySet())) {
            if (!entry.getValue().getAsBoolean()) {
                watched.remove(entry.getKey());
                pids.remove(entry.getKey());
                // What the executor said last may still be on its way.
                server.afterWhatWasSaid(entry.getKey(), () -> listener.exited(entry.getKey()));
            }
        }
    }

    @Override
    public CompletableFuture<Long> launch(Launch launch) {
        ExecutorSpec spec = spec(launch);
        CompletableFuture<Long> answer = new CompletableFuture<>();
        worker.execute(() -> {
            try {
                Process process = start(launch, spec);
                loop.execute(() -> watch(launch.container(), process.pid(), process::isAlive));
                answer.complete(process.pid());
            } catch (IOException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private ExecutorSpec spec(Launch launch) {
        CommandInfo command = launch.command();
        Duration reregister = settings.duration(Knob.EXECUTOR_REREGISTER);
        return new ExecutorSpec(
                launch.container(),
                launch.taskId(),
                launch.sandbox().toAbsolutePath(),
                command.value() == null ? command.arguments() : List.of("sh", "-c", command.value()),
                launch.environment(),
                launch.grace(),
                launch.recovery(),
                settings.scaled(LINGER),
                settings.duration(Knob.EXECUTOR_REAP),
                Duration.ofMillis(Math.max(10, Math.min(100, reregister.toMillis() / 20))),
                settings.profile().isAtLeast(Profile.MODERN),
                keepsTogether(),
                !settings.has(Bug.B35));
    }

    /** B35: what leaves a task's tree is nobody's. */
    private boolean keepsTogether() {
        return settings.text(Knob.CONTAINMENT).equals("contained") && !settings.has(Bug.B35);
    }

    private Process start(Launch launch, ExecutorSpec spec) throws IOException {
        Path runDirectory = launch.runDirectory().toAbsolutePath();
        Files.createDirectories(runDirectory);
        Files.createDirectories(spec.sandbox());
        spec.write(runDirectory);
        writeAddress(runDirectory);
        List<String> command = new ArrayList<>();
        command.add("setsid");
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-cp");
        command.add(classPath());
        command.add(Executor.class.getName());
        command.add(runDirectory.toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put(ExecutorSpec.EXECUTOR_MARK, launch.container());
        builder.directory(runDirectory.toFile());
        builder.redirectInput(new File("/dev/null"));
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(
                spec.sandbox().resolve("stdout").toFile()));
        builder.redirectError(ProcessBuilder.Redirect.appendTo(
                spec.sandbox().resolve("stderr").toFile()));
        return builder.start();
    }

    private static String classPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    private void writeAddress(Path runDirectory) throws IOException {
        Path file = ExecutorSpec.addressFile(runDirectory);
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.writeString(draft, Integer.toString(server.port()));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public boolean isAlive(long pid) {
        return Processes.isAlive(pid);
    }

    @Override
    public boolean isExecutor(long pid, String container) {
        return Processes.carries(pid, ExecutorSpec.EXECUTOR_MARK, container);
    }

    @Override
    public void adopt(String container, Path runDirectory) {
        try {
            writeAddress(runDirectory);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot tell the executor of container " + container + " where to connect", e);
        }
    }

    @Override
    public void watch(String container, long pid) {
        boolean known = isExecutor(pid, container);
        watch(container, pid, () -> known ? isExecutor(pid, container) : isAlive(pid));
    }

    private void watch(String container, long pid, BooleanSupplier runs) {
        if (watched.putIfAbsent(container, runs) == null) {
            pids.put(container, pid);
        }
    }

    @Override
    public void welcome(String container) {
        server.say(container, Wire.REGISTERED);
    }

    @Override
    public void acknowledge(String container, int number) {
        server.say(container, Wire.ACKNOWLEDGE, Integer.toString(number));
    }

    @Override
    public void kill(String container, Duration grace) {
        server.say(container, Wire.KILL, Long.toString(grace.toMillis()));
    }

    @Override
    public void shutDown(String container) {
        server.say(container, Wire.SHUTDOWN);
    }

    @Override
    public void destroy(String container, long pid) {
        boolean all = keepsTogether();
        worker.execute(() -> {
            if (pid != 0) {
                Processes.tree(pid).forEach(each -> Processes.signal(each, true));
            }
            if (all) {
                Processes.killAll(ExecutorSpec.TASK_MARK, container, ROUNDS);
            }
        });
    }

    @Override
    public Optional<Usage> usage(String container) {
        Long pid = pids.get(container);
        return pid == null ? Optional.empty() : Optional.of(ProcessUsage.of(pid, keepsTogether() ? container : null));
    }

    /** Breaks all connections, as the end of the process does; executors go on. For tests. */
    @Override
    public void close() {
        server.close();
        worker.shutdown();
    }
}
