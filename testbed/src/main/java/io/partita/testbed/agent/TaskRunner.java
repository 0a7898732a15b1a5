package io.partita.testbed.agent;

import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.TaskInfo;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.messages.TaskStatus;
import io.partita.testbed.runtime.Answers;
import io.partita.testbed.runtime.Log;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Durations;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Has tasks run by executors, and keeps account of them: every change is written down, then acknowledged to the executor,
 * then forwarded. See {@link Container} for what becomes of each.
 */
final class TaskRunner implements ExecutorLauncher.Listener {

    private final Platform platform;
    private final Loop loop;
    private final Log log;
    private final Settings settings;
    private final ExecutorLauncher launcher;
    private final Layout layout;
    private final Checkpoints checkpoints;
    private final Containers containers;
    private final UpdateForwarder forwarder;
    private final Wording wording;
    private final Runnable changed;
    private String agentId;

    /** @param changed called whenever an executor has registered or exited */
    TaskRunner(
            Platform platform,
            Settings settings,
            ExecutorLauncher launcher,
            Layout layout,
            Containers containers,
            Registration registration,
            Runnable changed) {
        this.platform = platform;
        this.loop = platform.loop();
        this.log = platform.log();
        this.settings = settings;
        this.launcher = launcher;
        this.layout = layout;
        this.checkpoints = new Checkpoints(layout);
        this.containers = containers;
        this.forwarder = new UpdateForwarder(platform, settings, registration, this::acknowledged);
        this.wording = new Wording(settings.profile());
        this.changed = changed;
    }

    void agentId(String id) {
        agentId = id;
    }

    UpdateForwarder forwarder() {
        return forwarder;
    }

    /** Starts a task that is not known yet. */
    void launch(FrameworkInfo framework, TaskInfo task) {
        String id = uuid();
        Layout.Run run = layout.run(agentId, framework.id(), task.taskId(), id);
        Path sandbox = layout.sandbox(agentId, framework.id(), task.taskId(), id);
        Container container = new Container(id, framework, task, run, sandbox);
        containers.add(container);
        log.info("Launching " + container + " with resources cpus:" + Containers.OVERHEAD.cpus() + "; mem:"
                + Containers.OVERHEAD.mem() + " in work directory '" + sandbox + "'");
        if (container.isCheckpointed()) {
            checkpoints.launching(container);
        }
        Duration limit = settings.duration(Knob.EXECUTOR_REGISTER);
        loop.after(limit, () -> registrationIsOver(container, "register", "REGISTRATION", limit));
        Answers.on(
                loop,
                launcher.launch(new ExecutorLauncher.Launch(
                        id,
                        task.taskId(),
                        run.directory(),
                        sandbox,
                        task.command(),
                        environment(container),
                        grace(task),
                        framework.checkpoint() ? settings.duration(Knob.RECOVERY_TIMEOUT) : Duration.ZERO)),
                pid -> {
                    container.pid = pid;
                    checkpoints.forked(container);
                },
                failure -> {
                    log.error("Failed to launch " + container + ": " + failure.getMessage());
                    container.ending = new Container.Ending(
                            TaskState.TASK_FAILED,
                            "REASON_CONTAINER_LAUNCH_FAILED",
                            "Failed to launch container: " + failure.getMessage());
                    exited(container);
                });
    }

    private Map<String, String> environment(Container container) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("MESOS_TASK_ID", container.taskId());
        environment.put("MESOS_EXECUTOR_ID", container.taskId());
        environment.put("MESOS_FRAMEWORK_ID", container.framework().id());
        environment.put("MESOS_SLAVE_ID", agentId);
        environment.put("MESOS_SANDBOX", container.sandbox().toString());
        environment.put("MESOS_DIRECTORY", container.sandbox().toString());
        environment.put("MESOS_CHECKPOINT", container.isCheckpointed() ? "1" : "0");
        environment.putAll(container.task().command().environment());
        return environment;
    }

    private Duration grace(TaskInfo task) {
        return task.killGrace() == null
                ? settings.duration(Knob.EXECUTOR_GRACE)
                : settings.scaledSeconds(task.killGrace());
    }

    /** Has a task ended that a framework wants no more. */
    void kill(Container container) {
        switch (container.state) {
            case STARTING ->
                end(
                        container,
                        new Container.Ending(
                                TaskState.TASK_KILLED,
                                "REASON_TASK_KILLED_DURING_LAUNCH",
                                "Killed before delivered to the executor"));
            case REGISTERED -> launcher.kill(container.id(), grace(container.task()));
            case EXITED -> report(container, TaskState.TASK_KILLED, null, "No executor runs it");
        }
    }

    /** Has a task and its executor ended of which nobody is to hear any more. */
    void shutDown(Container container) {
        container.silent = true;
        forwarder.forget(container);
        log.info("Shutting down " + container);
        if (container.state == Container.State.EXITED) {
            completeIfOver(container);
            return;
        }
        launcher.shutDown(container.id());
        Duration limit = grace(container.task()).plus(settings.duration(Knob.EXECUTOR_GRACE));
        loop.after(limit, () -> {
            if (container.state != Container.State.EXITED) {
                log.info("Killing " + container);
                launcher.destroy(container.id(), container.pid);
            }
        });
    }

    /** Kills an executor that is of no use; the task ends as {@code ending} says. */
    void end(Container container, Container.Ending ending) {
        container.ending = ending;
        container.doomed = true;
        if (container.pid == 0) {
            // It has not been forked, or nobody knows: it is told to leave if it comes.
            exited(container);
        } else {
            launcher.destroy(container.id(), container.pid);
        }
    }

    /** An executor had this time to register. */
    void registrationIsOver(Container container, String verb, String reason, Duration limit) {
        if (container.state == Container.State.STARTING) {
            String time = Durations.asMesosWritesIt(limit);
            log.info("Terminating " + container + " because it did not " + verb + " within " + time);
            end(
                    container,
                    new Container.Ending(
                            TaskState.TASK_FAILED,
                            "REASON_EXECUTOR_" + reason + "_TIMEOUT",
                            "Executor did not " + verb + " within " + time));
        }
    }

    @Override
    public void registered(String id, long pid) {
        Optional<Container> found = containers.container(id).filter(known -> known.state != Container.State.EXITED);
        if (found.isEmpty()) {
            log.warn("Shutting down unknown executor of container " + id);
            launcher.shutDown(id);
            return;
        }
        Container container = found.get();
        if (container.pid == 0) {
            launcher.watch(id, pid);
        }
        container.pid = pid;
        container.state = Container.State.REGISTERED;
        log.info("Got registration for " + container + " from executor(1)@127.0.0.1:" + pid);
        checkpoints.forked(container);
        checkpoints.registered(container);
        // One that is being killed may yet register; welcome, it would start a task that nobody ends.
        if (container.silent || container.doomed) {
            launcher.shutDown(id);
        } else {
            launcher.welcome(id);
        }
        changed.run();
    }

    @Override
    public void updated(String id, ExecutorLauncher.Report report) {
        Optional<Container> found = containers.container(id);
        if (found.isPresent()) {
            String name = id + "-" + report.number();
            take(
                    found.get(),
                    new TaskStatus(
                            found.get().taskId(),
                            report.state(),
                            report.message(),
                            "SOURCE_EXECUTOR",
                            null,
                            agentId,
                            report.timestamp(),
                            UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                                    .toString(),
                            id,
                            platform.messenger().address().host(),
                            (int) found.get().pid));
        }
        launcher.acknowledge(id, report.number());
    }

    private void report(Container container, TaskState state, String reason, String message) {
        take(
                container,
                new TaskStatus(
                        container.taskId(),
                        state,
                        message,
                        "SOURCE_AGENT",
                        reason,
                        agentId,
                        loop.wallClock().toEpochMilli() / 1000.0,
                        uuid(),
                        container.id(),
                        platform.messenger().address().host(),
                        container.pid == 0 ? null : (int) container.pid));
    }

    private void take(Container container, TaskStatus status) {
        if (container.take(status)) {
            log.info("Handling status update " + status.state() + " (Status UUID: " + status.uuid() + ") for task "
                    + status.taskId() + " of framework " + container.framework().id());
            containers.countUpdate();
            checkpoints.update(container, status);
            forwarder.updated(container);
        }
    }

    @Override
    public void leftBehind(String id, int processes) {
        log.warn("Container " + id + " left " + processes + " processes behind");
    }

    @Override
    public void exited(String id) {
        containers.container(id).ifPresent(this::exited);
    }

    /** Its process is gone, or was never there. */
    void exited(Container container) {
        if (container.state == Container.State.EXITED) {
            return;
        }
        container.state = Container.State.EXITED;
        log.info(container.toString().replaceFirst("e", "E") + " terminated");
        launcher.destroy(container.id(), 0);
        if (!container.updates().hasEnded() && !container.silent) {
            Container.Ending ending = container.ending;
            report(container, ending.state(), ending.reason(), ending.message());
        }
        completeIfOver(container);
        changed.run();
    }

    /** The framework has an update. */
    void acknowledged(Container container, String uuid) {
        if (!container.updates().acknowledge(uuid)) {
            log.warn("Ignoring unexpected acknowledgement " + uuid + " for task " + container.taskId());
            return;
        }
        checkpoints.acknowledged(container, uuid);
        forwarder.acknowledged(container);
        completeIfOver(container);
    }

    private void completeIfOver(Container container) {
        boolean over = container.silent || container.updates().isOver();
        if (container.state == Container.State.EXITED
                && over
                && containers.container(container.id()).isPresent()) {
            forwarder.forget(container);
            checkpoints.completed(container);
            containers.complete(container);
            if (settings.has(Bug.B17) && !container.silent && container.kind() == Container.Kind.LAUNCHED) {
                revive(container);
            }
        }
    }

    /** B17: what has ended runs again, by name only. */
    private void revive(Container ended) {
        Container revival = ended.revival(uuid());
        containers.add(revival);
        report(revival, TaskState.TASK_RUNNING, null, "");
    }

    /** Says of a task that the agent never had it, until the framework knows. */
    void reportUnknown(FrameworkInfo framework, String taskId, TaskState aware, String reason, String message) {
        Container unknown = Container.unknown(uuid(), framework, taskId, agentId);
        containers.add(unknown);
        report(unknown, wording.lost(framework, aware), reason, message);
    }

    private String uuid() {
        long high = loop.random().nextLong() & ~0xf000L | 0x4000L;
        long low = loop.random().nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }
}
