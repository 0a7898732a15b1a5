package io.partita.testbed.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.agent.ExecutorLauncher.Launch;
import io.partita.testbed.agent.ExecutorLauncher.Report;
import io.partita.testbed.executor.ExecutorSpec;
import io.partita.testbed.executor.Processes;
import io.partita.testbed.messages.CommandInfo;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.server.RealLoop;
import io.partita.testbed.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real executors and tasks on this machine: processes of the test's own, found again by their marks and ended in any case. */
class ProcessLauncherTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** The agent's side of it: acknowledges everything, and remembers. */
    private static final class Agent implements ExecutorLauncher.Listener, AutoCloseable {

        final List<Throwable> failures = new CopyOnWriteArrayList<>();
        final RealLoop loop = new RealLoop("agent", failures::add);
        final ProcessLauncher launcher = new ProcessLauncher();
        final List<Long> registered = new CopyOnWriteArrayList<>();
        final List<Report> reports = new CopyOnWriteArrayList<>();
        final List<Integer> left = new CopyOnWriteArrayList<>();
        final List<String> exited = new CopyOnWriteArrayList<>();
        private boolean closed;
        volatile boolean welcomes = true;
        volatile boolean acknowledges = true;

        Agent(String... options) {
            Map<String, String> map = new HashMap<>(Map.of("time.scale", "10", "recovery.timeout", "20s"));
            for (int i = 0; i < options.length; i += 2) {
                map.put(options[i], options[i + 1]);
            }
            call(() -> launcher.open(loop, Settings.parse(map), this));
        }

        @Override
        public void registered(String container, long pid) {
            registered.add(pid);
            if (welcomes) {
                launcher.welcome(container);
            }
        }

        @Override
        public void updated(String container, Report report) {
            if (reports.stream().noneMatch(known -> known.number() == report.number())) {
                reports.add(report);
            }
            if (acknowledges) {
                launcher.acknowledge(container, report.number());
            }
        }

        @Override
        public void leftBehind(String container, int processes) {
            left.add(processes);
        }

        @Override
        public void exited(String container) {
            exited.add(container);
        }

        List<TaskState> states() {
            return reports.stream().map(Report::state).toList();
        }

        String lastMessage() {
            return reports.get(reports.size() - 1).message();
        }

        boolean runs() {
            return states().contains(TaskState.TASK_RUNNING);
        }

        /** As an agent that is killed: its connections break, its listening ends. */
        @Override
        public void close() {
            if (!closed) {
                closed = true;
                call(launcher::close);
                loop.close();
                assertThat(failures).isEmpty();
            }
        }

        /** Runs {@code action} on the loop and waits for it. */
        void call(Runnable action) {
            CompletableFuture.runAsync(action, loop::execute).join();
        }

        /** What {@code supplier} gives on the loop. */
        <T> T get(Supplier<T> supplier) {
            return CompletableFuture.supplyAsync(supplier, loop::execute).join();
        }
    }

    @TempDir
    private Path directory;

    private final String container = UUID.randomUUID().toString();
    private final List<Agent> agents = new ArrayList<>();

    private Agent agent(String... options) {
        Agent agent = new Agent(options);
        agents.add(agent);
        return agent;
    }

    @AfterEach
    void endAllProcesses() {
        Processes.killAll(ExecutorSpec.EXECUTOR_MARK, container, 100);
        Processes.killAll(ExecutorSpec.TASK_MARK, container, 100);
        agents.forEach(Agent::close);
    }

    private Path run() {
        return directory.resolve("run");
    }

    private Path sandbox() {
        return directory.resolve("sandbox");
    }

    private long launch(Agent agent, String command) {
        Launch launch = new Launch(
                container,
                "t1",
                run(),
                sandbox(),
                new CommandInfo(command, List.of(), Map.of(), null),
                Map.of("MESOS_TASK_ID", "t1", "TEXT", "two\nlines = \"quoted\""),
                Duration.ofMillis(500),
                Duration.ofSeconds(2));
        return agent.get(() -> agent.launcher.launch(launch)).join();
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + LIMIT + ": " + what);
            }
            Thread.sleep(10);
        }
    }

    private static void holds(String what, Duration time, BooleanSupplier condition) throws InterruptedException {
        for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; Thread.sleep(10)) {
            assertThat(condition.getAsBoolean()).as(what).isTrue();
        }
    }

    private int processes() {
        return Processes.carrying(ExecutorSpec.TASK_MARK, container).size();
    }

    @Test
    void runsACommandWithItsEnvironmentInItsSandbox() throws Exception {
        Agent agent = agent();
        long pid = launch(agent, "echo \"$MESOS_TASK_ID in $PWD\"; echo \"$TEXT\"; echo oops >&2");
        await("the end", () -> !agent.exited.isEmpty());
        assertThat(agent.registered).containsExactly(pid);
        assertThat(agent.states())
                .containsExactly(TaskState.TASK_STARTING, TaskState.TASK_RUNNING, TaskState.TASK_FINISHED);
        assertThat(agent.lastMessage()).isEqualTo("Command exited with status 0");
        assertThat(Files.readString(sandbox().resolve("stdout")))
                .isEqualTo("t1 in " + sandbox() + "\ntwo\nlines = \"quoted\"\n");
        assertThat(Files.readString(sandbox().resolve("stderr"))).contains("oops\n");
    }

    @Test
    void saysWithWhichStatusACommandEnded() throws Exception {
        Agent agent = agent();
        launch(agent, "exit 7");
        await("the end", () -> agent.states().contains(TaskState.TASK_FAILED));
        assertThat(agent.lastMessage()).isEqualTo("Command exited with status 7");
    }

    @Test
    void aCommandThatIsKilledFromOutsideFails() throws Exception {
        Agent agent = agent();
        launch(agent, "kill -9 $$");
        await("the end", () -> agent.states().contains(TaskState.TASK_FAILED));
        assertThat(agent.lastMessage()).isEqualTo("Command exited with status 137");
    }

    @Test
    void staysUntilItsUpdatesAreAcknowledged() throws Exception {
        Agent agent = agent();
        agent.acknowledges = false;
        long pid = launch(agent, "exit 0");
        await("the end of the task", () -> agent.states().contains(TaskState.TASK_FINISHED));
        holds("it stays", Duration.ofMillis(500), () -> agent.launcher.isExecutor(pid, container));
        agent.call(() -> agent.reports.forEach(report -> agent.launcher.acknowledge(container, report.number())));
        await("the end of the executor", () -> !agent.exited.isEmpty());
    }

    @Test
    void doesNothingBeforeItIsWelcome() throws Exception {
        Agent agent = agent();
        agent.welcomes = false;
        launch(agent, "touch began");
        await("registered", () -> !agent.registered.isEmpty());
        agent.call(() -> agent.launcher.shutDown(container));
        await("the end of the executor", () -> !agent.exited.isEmpty());
        assertThat(sandbox().resolve("began")).doesNotExist();
    }

    @Test
    void endsATaskWithSigterm() throws Exception {
        Agent agent = agent();
        launch(agent, "sleep 1000 & sleep 1000; true");
        await("it runs", () -> processes() == 3);
        agent.call(() -> agent.launcher.kill(container, Duration.ofSeconds(10)));
        await("the end", () -> agent.states().contains(TaskState.TASK_KILLED));
        assertThat(agent.lastMessage()).isEqualTo("Command terminated with signal Terminated");
        assertThat(processes()).isZero();
    }

    @Test
    void endsATaskThatDoesNotHeedSigtermWithSigkill() throws Exception {
        Agent agent = agent();
        launch(agent, "trap '' TERM; echo ready; while true; do sleep 0.1; done");
        await("it runs", () -> contains(sandbox().resolve("stdout"), "ready"));
        agent.call(() -> agent.launcher.kill(container, Duration.ofMillis(300)));
        await("the end", () -> agent.states().contains(TaskState.TASK_KILLED));
        assertThat(agent.lastMessage()).isEqualTo("Command terminated with signal Killed");
    }

    @Test
    void posixLeavesADaemonAloneAndCountsIt() throws Exception {
        Agent agent = agent();
        launch(agent, "setsid sleep 1000 & exit 0");
        await("the end", () -> !agent.exited.isEmpty());
        assertThat(agent.states()).contains(TaskState.TASK_FINISHED);
        assertThat(agent.left).containsExactly(1);
        assertThat(processes()).isEqualTo(1);
    }

    @Test
    void containedEndsADaemonWithItsTask() throws Exception {
        Agent agent = agent("containment", "contained");
        launch(agent, "setsid sleep 1000 & exit 0");
        await("the end", () -> agent.states().contains(TaskState.TASK_FINISHED));
        assertThat(processes()).isZero();
        assertThat(agent.left).isEmpty();
    }

    @Test
    void b35LeavesADaemonAloneInContainmentAndCountsItNowhere() throws Exception {
        Agent agent = agent("containment", "contained", "bugs", "B35");
        launch(agent, "setsid sleep 1000 & exit 0");
        await("the end", () -> !agent.exited.isEmpty());
        assertThat(processes()).isEqualTo(1);
        assertThat(agent.left).isEmpty();
    }

    @Test
    void containedEndsATaskWhoseExecutorWasKilled() throws Exception {
        Agent agent = agent("containment", "contained");
        long pid = launch(agent, "exec sleep 1000");
        await("it runs", agent::runs);
        Processes.signal(pid, true);
        await("the executor's end is noticed", () -> !agent.exited.isEmpty());
        assertThat(processes()).isEqualTo(1);
        agent.call(() -> agent.launcher.destroy(container, 0));
        await("the task ends", () -> processes() == 0);
    }

    @Test
    void anExecutorReconnectsToARestartedAgentWithWhatItHasToSay() throws Exception {
        Agent first = agent();
        first.acknowledges = false;
        long pid = launch(first, "while [ ! -e stop ]; do sleep 0.05; done");
        await("it runs", first::runs);
        first.close();
        Files.createFile(sandbox().resolve("stop"));
        Agent second = agent();
        second.call(() -> {
            second.launcher.watch(container, pid);
            second.launcher.adopt(container, run());
        });
        await("the end", () -> !second.exited.isEmpty());
        assertThat(second.registered).containsExactly(pid);
        assertThat(second.states())
                .containsExactly(TaskState.TASK_STARTING, TaskState.TASK_RUNNING, TaskState.TASK_FINISHED);
    }

    @Test
    void anExecutorWithoutAnAgentEndsItsTaskAndItself() throws Exception {
        Agent agent = agent();
        long pid = launch(agent, "sleep 1000");
        await("it runs", agent::runs);
        agent.close();
        await("both end", () -> processes() == 0 && !Processes.isAlive(pid));
    }

    @Test
    void showsWhatAContainerUses() throws Exception {
        Agent agent = agent("containment", "contained");
        launch(agent, "exec sleep 1000");
        await("it runs", agent::runs);
        ExecutorLauncher.Usage usage =
                agent.get(() -> agent.launcher.usage(container).orElseThrow());
        assertThat(usage.residentBytes()).isBetween(10L << 20, 100L << 20);
        assertThat(usage.processes()).contains(2);
    }

    @Test
    void theBootIdIsTheSameWheneverItIsAsked() {
        assertThat(new ProcessLauncher().bootId()).isEqualTo(new ProcessLauncher().bootId());
    }

    @Test
    void aContainerStartedAnewHasAnotherBootIdOnTheSameMachine() throws IOException {
        Path proc = directory.resolve("proc");
        Files.createDirectories(proc.resolve("sys/kernel/random"));
        Files.createDirectories(proc.resolve("1"));
        Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "11111111-2222-3333-4444-555555555555\n");
        String before = bootId(proc, "1 (in (i) t) S 0 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 900 1000 10");
        String after = bootId(proc, "1 (in (i) t) S 0 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 901 1000 10");
        assertThat(after).isNotEqualTo(before);
    }

    private static String bootId(Path proc, String stat) throws IOException {
        Files.writeString(proc.resolve("1/stat"), stat);
        return BootId.of(proc);
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.exists(file) && Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
