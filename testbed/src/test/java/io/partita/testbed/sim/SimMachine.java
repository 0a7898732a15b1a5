package io.partita.testbed.sim;

import io.partita.testbed.agent.ExecutorLauncher.Launch;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The processes of a host beside its components. */
final class SimMachine {

    private static final long FIRST_PID = 100;

    private final SimWorld world;
    private final SimTasks tasks;
    private final String host;
    private final Map<Long, SimExecutor> executors = new LinkedHashMap<>();
    private final Set<SimTask> running = new LinkedHashSet<>();
    private final Set<Long> strangers = new LinkedHashSet<>();
    private final Map<String, Integer> strays = new HashMap<>();
    private final Map<Long, Runnable> watches = new HashMap<>();
    private long nextPid = FIRST_PID;
    private int boots = 1;

    SimMachine(SimWorld world, SimTasks tasks, String host) {
        this.world = world;
        this.tasks = tasks;
        this.host = host;
    }

    String bootId() {
        return host + "-boot-" + boots;
    }

    long fork(Launch launch, SimLauncher launcher) {
        long pid = nextPid();
        SimExecutor executor = new SimExecutor(world, this, pid, launch, launcher.terms());
        executors.put(pid, executor);
        world.at(tasks.startTime(), () -> executor.connect(launcher));
        return pid;
    }

    SimTask start(Launch launch, java.util.function.IntConsumer ended) {
        SimTask[] task = new SimTask[1];
        task[0] = new SimTask(host, nextPid(), launch, status -> {
            running.remove(task[0]);
            ended.accept(status);
        });
        running.add(task[0]);
        world.at(Duration.ZERO, () -> tasks.started(task[0]));
        return task[0];
    }

    Optional<SimExecutor> executor(String container) {
        return executors.values().stream()
                .filter(executor -> executor.container().equals(container))
                .findFirst();
    }

    boolean isAlive(long pid) {
        return executors.containsKey(pid)
                || strangers.contains(pid)
                || running.stream().anyMatch(task -> task.pid() == pid);
    }

    boolean isExecutor(long pid, String container) {
        return executors.containsKey(pid) && executors.get(pid).container().equals(container);
    }

    /** Calls {@code action} once, when this process ends. */
    void watch(long pid, Runnable action) {
        watches.put(pid, action);
    }

    void left(String container, int processes) {
        strays.merge(container, processes, Integer::sum);
    }

    /** Kills a process and its children, and, if {@code all}, whatever carries the container's mark. */
    void destroy(String container, long pid, boolean all) {
        SimExecutor executor = executors.get(pid);
        if (executor != null) {
            executor.die();
            executor.task().ifPresent(SimTask::kill);
        }
        if (strangers.remove(pid)) {
            ended(pid);
        }
        if (all) {
            strays.remove(container);
            List.copyOf(running).stream()
                    .filter(task -> task.container().equals(container))
                    .forEach(SimTask::kill);
        }
    }

    void gone(SimExecutor executor) {
        executors.remove(executor.pid());
        ended(executor.pid());
    }

    private void ended(long pid) {
        Runnable watch = watches.remove(pid);
        if (watch != null) {
            watch.run();
        }
    }

    void killExecutor(String container) {
        executor(container).orElseThrow().die();
    }

    void reboot() {
        watches.clear();
        List.copyOf(executors.values()).forEach(SimExecutor::die);
        List.copyOf(running).forEach(SimTask::kill);
        strangers.clear();
        strays.clear();
        nextPid = FIRST_PID;
        boots++;
    }

    void startStranger(long pid) {
        strangers.add(pid);
    }

    boolean strangerRuns(long pid) {
        return strangers.contains(pid);
    }

    List<SimTask> tasks() {
        return List.copyOf(running);
    }

    int executors() {
        return executors.size();
    }

    int strays() {
        return strays.values().stream().mapToInt(Integer::intValue).sum();
    }

    private long nextPid() {
        while (isAlive(nextPid)) {
            nextPid++;
        }
        return nextPid++;
    }
}
