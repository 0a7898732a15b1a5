package io.partita.testbed.sim;

import io.partita.testbed.agent.ExecutorLauncher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Executors and tasks of a {@link SimWorld}: what an agent launches on a host, and what goes on there without it. By
 * default tasks run until they are killed.
 *
 * <pre>
 * SimTasks tasks = new SimTasks(world);
 * world.start("agent", address, platform -> new Agent(platform, …, tasks.launcher(address.host())));
 * tasks.live(address.host()).get(0).kill();
 * </pre>
 */
public final class SimTasks {

    private final SimWorld world;
    private final Map<String, SimMachine> machines = new TreeMap<>();
    private Consumer<SimTask> started = task -> {};
    private Duration startTime = Duration.ofMillis(150);
    private Duration destroyTime = Duration.ZERO;

    public SimTasks(SimWorld world) {
        this.world = world;
    }

    /** What an agent on {@code host} launches with: a new one for every process. */
    public ExecutorLauncher launcher(String host) {
        return new SimLauncher(world, machine(host), this);
    }

    /** Calls {@code action} with every task as soon as it runs, to have it end, or behave otherwise. */
    public void onStart(Consumer<SimTask> action) {
        started = action;
    }

    /** How long executors take from their launch to their registration. */
    public void startTime(Duration time) {
        startTime = time;
    }

    /** How long an agent takes to kill an executor. */
    public void destroyTime(Duration time) {
        destroyTime = time;
    }

    Duration destroyTime() {
        return destroyTime;
    }

    /** The tasks whose process runs, by host and in the order of their launch. */
    public List<SimTask> live() {
        return machines.values().stream()
                .flatMap(machine -> machine.tasks().stream())
                .toList();
    }

    public List<SimTask> live(String host) {
        return machine(host).tasks();
    }

    /** The running task of this id; fails if there is none or there are several. */
    public SimTask task(String taskId) {
        List<SimTask> found =
                live().stream().filter(task -> task.taskId().equals(taskId)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " processes of task " + taskId);
        }
        return found.get(0);
    }

    /** How many executors run on a host. */
    public int executors(String host) {
        return machine(host).executors();
    }

    /** How many processes outlived their task on a host. */
    public int strays(String host) {
        return machine(host).strays();
    }

    /** Ends a task's executor as SIGKILL does; the task itself runs on. */
    public void killExecutor(SimTask task) {
        machine(task.host()).killExecutor(task.container());
    }

    /** Ends all that runs on a host but its components, which are to be killed before; numbers of processes begin anew. */
    public void reboot(String host) {
        machine(host).reboot();
    }

    /** Has a process that belongs to no task run under this number. */
    public void startStranger(String host, long pid) {
        machine(host).startStranger(pid);
    }

    public boolean strangerRuns(String host, long pid) {
        return machine(host).strangerRuns(pid);
    }

    private SimMachine machine(String host) {
        return machines.computeIfAbsent(host, name -> new SimMachine(world, this, name));
    }

    void started(SimTask task) {
        started.accept(task);
    }

    Duration startTime() {
        return startTime;
    }
}
