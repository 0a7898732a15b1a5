package io.partita.testbed.sim;

import io.partita.testbed.agent.ExecutorLauncher.Launch;
import java.util.Map;
import java.util.function.IntConsumer;

/** A task's process on a machine of a {@link SimWorld}. Lives until it ends by itself or is killed, whatever its agent does. */
public final class SimTask {

    private final String host;
    private final long pid;
    private final Launch launch;
    private final IntConsumer ended;
    private boolean running = true;
    private boolean ignoresTermination;
    private int strays;

    SimTask(String host, long pid, Launch launch, IntConsumer ended) {
        this.host = host;
        this.pid = pid;
        this.launch = launch;
        this.ended = ended;
    }

    public String host() {
        return host;
    }

    public long pid() {
        return pid;
    }

    public String taskId() {
        return launch.taskId();
    }

    public String container() {
        return launch.container();
    }

    public Map<String, String> environment() {
        return launch.environment();
    }

    public boolean isRunning() {
        return running;
    }

    /** From now on it does not end by SIGTERM. */
    public void ignoreTermination() {
        ignoresTermination = true;
    }

    /** It has started this many processes that left its tree. */
    public void daemonise(int processes) {
        strays += processes;
    }

    /** Ends with an exit status. */
    public void exit(int status) {
        if (running) {
            running = false;
            ended.accept(status);
        }
    }

    /** Ends as by SIGKILL. */
    public void kill() {
        exit(137);
    }

    int strays() {
        return strays;
    }

    void signal(boolean force) {
        if (force) {
            exit(137);
        } else if (!ignoresTermination) {
            exit(143);
        }
    }
}
