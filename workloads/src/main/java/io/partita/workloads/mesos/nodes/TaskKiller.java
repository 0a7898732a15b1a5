package io.partita.workloads.mesos.nodes;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.remote.RemoteException;
import io.partita.provisioning.system.NodeScript;
import io.partita.provisioning.system.SystemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Kills the processes of one task behind the back of Mesos. Stateless. */
public final class TaskKiller {

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    /** The first kills, the second finds none, the others are for what was started in between. */
    private static final int ROUNDS = 10;

    private static final NodeScript KILL = NodeScript.beside(TaskKiller.class, "kill.sh");

    private TaskKiller() {}

    /**
     * The end of a task.
     *
     * @param pids the processes that were killed; empty if the task had none
     */
    public record Killed(List<Long> pids) {
        public Killed {
            pids = List.copyOf(pids);
        }

        /** Whether there was anything to kill. */
        public boolean any() {
            return !pids.isEmpty();
        }
    }

    /**
     * Ends all processes of {@code task} on the node with SIGKILL, what they left behind included, its executor not. A process
     * is one of the task's only if its environment says so when it is killed. Returns when none is left.
     *
     * @throws RemoteException if the node cannot be used; some may have been killed
     * @throws SystemException if new processes of the task appear faster than they are killed, or one survives
     */
    public static Killed kill(Remote remote, String task) {
        Objects.requireNonNull(task, "task is null");
        var killed = new TreeSet<Long>();
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessTable.Row> alive =
                    ProcessListing.table(remote, DEADLINE).of(task);
            if (alive.isEmpty()) {
                return new Killed(new ArrayList<>(killed));
            }
            killed.addAll(kill(remote, task, alive));
        }
        throw new SystemException(remote.node() + ": processes of task " + task + " are still there after " + ROUNDS
                + " rounds of SIGKILL. Next step: look for what starts them, or at /proc/PID/status");
    }

    private static List<Long> kill(Remote remote, String task, List<ProcessTable.Row> processes) {
        String[] arguments = Stream.concat(
                        Stream.of(task), processes.stream().map(row -> row.pid() + ":" + row.start()))
                .toArray(String[]::new);
        Command twice = KILL.command(arguments);
        // Sent again after a broken connection, it would not tell of those that it killed the first time.
        Command once = new Command(twice.argv(), twice.stdin(), DEADLINE, false);
        return NodeScript.require(remote, remote.run(once))
                .lines()
                .map(Long::valueOf)
                .toList();
    }
}
