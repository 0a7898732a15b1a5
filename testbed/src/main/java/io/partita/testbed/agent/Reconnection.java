package io.partita.testbed.agent;

import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.runtime.Log;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Settings;
import java.time.Duration;
import java.util.List;

/**
 * What a restarted agent does about the executors in its checkpoints: those whose process is there are told where the
 * agent is, and have some time to register; those whose process is gone, and those that do not come, have ended.
 */
final class Reconnection {

    /** The executors need not hurry more than this, however fast time is said to go: they are all waited for at once. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Loop loop;
    private final Log log;
    private final Settings settings;
    private final ExecutorLauncher launcher;
    private final Containers containers;
    private final TaskRunner runner;
    private final Runnable finished;
    private boolean over;

    /** @param finished called once it is known what has become of all of them */
    Reconnection(
            Loop loop,
            Log log,
            Settings settings,
            ExecutorLauncher launcher,
            Containers containers,
            TaskRunner runner,
            Runnable finished) {
        this.loop = loop;
        this.log = log;
        this.settings = settings;
        this.launcher = launcher;
        this.containers = containers;
        this.runner = runner;
        this.finished = finished;
    }

    void begin(List<Container> found, boolean rebooted) {
        found.forEach(containers::add);
        for (Container container : found) {
            log.info("Recovering " + container);
            if (rebooted) {
                container.pid = 0;
                container.ending = reboot(container.framework());
                runner.exited(container);
            } else if (container.pid != 0 && !isThere(container)) {
                container.pid = 0;
                container.ending = new Container.Ending(
                        TaskState.TASK_FAILED,
                        "REASON_EXECUTOR_TERMINATED",
                        "Abnormal executor termination: unknown container");
                runner.exited(container);
            } else {
                // Without a number it may have been forked all the same, just before the agent died.
                if (container.pid != 0) {
                    launcher.watch(container.id(), container.pid);
                }
                launcher.adopt(container.id(), container.run().directory());
            }
        }
        Duration wanted = settings.duration(Knob.EXECUTOR_REREGISTER);
        Duration limit = wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted;
        loop.after(limit, () -> {
            if (!over) {
                found.forEach(container -> runner.registrationIsOver(container, "reregister", "REREGISTRATION", limit));
                finish();
            }
        });
        check();
    }

    /** To be called when an executor has registered or exited. */
    void check() {
        if (!over && containers.live().stream().noneMatch(container -> container.state == Container.State.STARTING)) {
            finish();
        }
    }

    private void finish() {
        over = true;
        log.info("Finished recovery");
        finished.run();
    }

    private boolean isThere(Container container) {
        // B14: any process of that number is taken for the executor, and killed when it does not answer.
        return settings.has(Bug.B14)
                ? launcher.isAlive(container.pid)
                : launcher.isExecutor(container.pid, container.id());
    }

    private Container.Ending reboot(FrameworkInfo framework) {
        TaskState state = framework.isPartitionAware() ? TaskState.TASK_GONE : TaskState.TASK_FAILED;
        return new Container.Ending(state, "REASON_EXECUTOR_TERMINATED", "The machine was started anew");
    }
}
