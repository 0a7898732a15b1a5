package io.partita.testbed.sim;

import io.partita.testbed.agent.ExecutorLauncher;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The connection of one agent's process to the executors of its host. */
final class SimLauncher implements ExecutorLauncher {

    /** How executors behave that this agent launches. */
    record Terms(Duration linger, Duration reap, boolean starting, boolean cleanUp, boolean count) {}

    private static final Duration LATENCY = Duration.ofMillis(1);

    private final SimWorld world;
    private final SimMachine machine;
    private final SimTasks tasks;
    private final Map<String, SimExecutor> connected = new HashMap<>();
    private SimProcess process;
    private Settings settings;
    private Listener listener;

    SimLauncher(SimWorld world, SimMachine machine, SimTasks tasks) {
        this.world = world;
        this.machine = machine;
        this.tasks = tasks;
    }

    @Override
    public String bootId() {
        return machine.bootId();
    }

    @Override
    public void open(Loop loop, Settings newSettings, Listener newListener) {
        process = (SimProcess) loop;
        settings = newSettings;
        listener = newListener;
        process.onDeath(() -> connected.values().forEach(SimExecutor::disconnected));
    }

    Terms terms() {
        boolean together = settings.text(Knob.CONTAINMENT).equals("contained");
        boolean unseen = settings.has(Bug.B35);
        return new Terms(
                settings.scaled(Duration.ofSeconds(1)),
                settings.duration(Knob.EXECUTOR_REAP),
                settings.profile().isAtLeast(Profile.MODERN),
                together && !unseen,
                !unseen);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Tells the agent something, as soon as it is ready to listen. */
    void tell(Consumer<Listener> news) {
        world.at(LATENCY, () -> process.execute(() -> news.accept(listener)));
    }

    void connected(SimExecutor executor) {
        connected.put(executor.container(), executor);
        tell(agent -> agent.registered(executor.container(), executor.pid()));
    }

    @Override
    public CompletableFuture<Long> launch(Launch launch) {
        long pid = machine.fork(launch, this);
        watch(launch.container(), pid);
        return CompletableFuture.completedFuture(pid);
    }

    @Override
    public boolean isAlive(long pid) {
        return machine.isAlive(pid);
    }

    @Override
    public boolean isExecutor(long pid, String container) {
        return machine.isExecutor(pid, container);
    }

    @Override
    public void adopt(String container, Path runDirectory) {
        machine.executor(container).ifPresent(executor -> world.at(LATENCY, () -> executor.connect(this)));
    }

    @Override
    public void watch(String container, long pid) {
        machine.watch(pid, () -> tell(agent -> agent.exited(container)));
    }

    @Override
    public void welcome(String container) {
        ask(container, SimExecutor::welcome);
    }

    @Override
    public void acknowledge(String container, int number) {
        ask(container, executor -> executor.acknowledged(number));
    }

    @Override
    public void kill(String container, Duration grace) {
        ask(container, executor -> executor.kill(grace));
    }

    @Override
    public void shutDown(String container) {
        ask(container, SimExecutor::shutDown);
    }

    private void ask(String container, Consumer<SimExecutor> request) {
        SimExecutor executor = connected.get(container);
        if (executor != null) {
            world.at(LATENCY, () -> request.accept(executor));
        }
    }

    @Override
    public void destroy(String container, long pid) {
        if (tasks.destroyTime().isZero()) {
            machine.destroy(container, pid, terms().cleanUp());
        } else {
            world.at(tasks.destroyTime(), () -> machine.destroy(container, pid, terms().cleanUp()));
        }
    }

    @Override
    public Optional<Usage> usage(String container) {
        return machine.executor(container).map(executor -> new Usage(0.1, 0.05, 32L << 20, Optional.empty()));
    }
}
