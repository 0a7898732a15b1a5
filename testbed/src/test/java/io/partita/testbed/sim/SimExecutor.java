package io.partita.testbed.sim;

import io.partita.testbed.agent.ExecutorLauncher.Launch;
import io.partita.testbed.agent.ExecutorLauncher.Report;
import io.partita.testbed.messages.TaskState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An executor as the real one is, with the same states, in virtual time. */
final class SimExecutor {

    private final SimWorld world;
    private final SimMachine machine;
    private final long pid;
    private final Launch launch;
    private final SimLauncher.Terms terms;
    private final Map<Integer, Report> unacknowledged = new LinkedHashMap<>();
    private SimLauncher agent;
    private SimTask task;
    private int updates;
    private int attendance;
    private boolean alive = true;
    private boolean ended;
    private boolean killed;
    private boolean lingered;
    private boolean shutDown;

    SimExecutor(SimWorld world, SimMachine machine, long pid, Launch launch, SimLauncher.Terms terms) {
        this.world = world;
        this.machine = machine;
        this.pid = pid;
        this.launch = launch;
        this.terms = terms;
        later(Duration.ofMinutes(1), attendance);
    }

    String container() {
        return launch.container();
    }

    long pid() {
        return pid;
    }

    Optional<SimTask> task() {
        return Optional.ofNullable(task);
    }

    void connect(SimLauncher other) {
        if (!alive || !other.isAlive()) {
            return;
        }
        agent = other;
        attendance++;
        other.connected(this);
        List.copyOf(unacknowledged.values()).forEach(this::tell);
    }

    void welcome() {
        if (alive && task == null && !shutDown) {
            start();
        }
    }

    void disconnected() {
        agent = null;
        later(launch.recovery(), ++attendance);
    }

    private void later(Duration recovery, int mine) {
        world.at(recovery, () -> {
            if (mine == attendance) {
                shutDown();
            }
        });
    }

    private void start() {
        if (terms.starting()) {
            update(TaskState.TASK_STARTING, "");
        }
        task = machine.start(launch, status -> world.at(terms.reap(), () -> ended(status)));
        update(TaskState.TASK_RUNNING, "");
    }

    private void ended(int status) {
        int strays = task.strays();
        if (strays > 0 && !terms.cleanUp()) {
            machine.left(container(), strays);
        }
        if (!alive) {
            return;
        }
        ended = true;
        if (strays > 0 && !terms.cleanUp() && terms.count() && agent != null) {
            agent.tell(listener -> listener.leftBehind(container(), strays));
        }
        TaskState state =
                killed ? TaskState.TASK_KILLED : status == 0 ? TaskState.TASK_FINISHED : TaskState.TASK_FAILED;
        String how = status == 143 ? "Terminated" : "Killed";
        update(state, killed ? "Command terminated with signal " + how : "Command exited with status " + status);
        world.at(terms.linger(), () -> {
            lingered = true;
            leaveIfDone();
        });
    }

    void kill(Duration grace) {
        if (!alive || ended || killed || task == null) {
            return;
        }
        killed = true;
        task.signal(false);
        world.at(grace, () -> {
            if (alive) {
                task.signal(true);
            }
        });
    }

    void shutDown() {
        if (!alive) {
            return;
        }
        shutDown = true;
        if (task == null) {
            die();
            return;
        }
        kill(launch.grace());
        leaveIfDone();
    }

    void acknowledged(int number) {
        unacknowledged.remove(number);
        leaveIfDone();
    }

    private void leaveIfDone() {
        if (alive && ended && lingered && (unacknowledged.isEmpty() || shutDown)) {
            die();
        }
    }

    /** Its process is gone; the task's is another. */
    void die() {
        if (alive) {
            alive = false;
            attendance++;
            machine.gone(this);
        }
    }

    private void update(TaskState state, String message) {
        double time = world.wallClock().toEpochMilli() / 1000.0;
        Report report = new Report(++updates, state, message, time);
        unacknowledged.put(report.number(), report);
        tell(report);
    }

    private void tell(Report report) {
        if (agent != null) {
            agent.tell(listener -> listener.updated(container(), report));
        }
    }
}
