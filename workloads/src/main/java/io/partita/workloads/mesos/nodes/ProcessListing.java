package io.partita.workloads.mesos.nodes;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.CommandResult;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.remote.RemoteException;
import io.partita.provisioning.system.NodeScript;
import io.partita.provisioning.system.SystemException;
import java.time.Duration;
import java.util.Objects;

/**
 * Finds the processes of tasks on nodes, by what their environments say. Asks once and does not ask Mesos. On channels of its
 * own: faults do not wait for it. Which process is what, {@link ProcessTable} decides. A process that was forked and has not
 * yet become another program shows for an instant as its parent would. A node with fifty tasks took 25 ms at the median in
 * {@code TaskBenchmark}, on two cores with six times as much to do as they could. Safe for use by several threads.
 */
public final class ProcessListing {

    /** Enough for a node that is busy; one that needs longer is better taken for unreadable than waited for. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final NodeScript LISTING = NodeScript.beside(ProcessListing.class, "listing.sh");

    private final Nodes nodes;
    private final Duration deadline;

    private ProcessListing(Nodes nodes, Duration deadline) {
        this.nodes = Objects.requireNonNull(nodes, "nodes is null");
        this.deadline = Objects.requireNonNull(deadline, "deadline is null");
    }

    /** A listing of all nodes that gives each five seconds. */
    public static ProcessListing of(Nodes nodes) {
        return of(nodes, DEADLINE);
    }

    /** A listing of all nodes; one that takes longer than {@code deadline} is unreadable. */
    public static ProcessListing of(Nodes nodes, Duration deadline) {
        return new ProcessListing(nodes, deadline);
    }

    /**
     * What is on all nodes now. They are asked at the same time.
     *
     * @throws SystemException if the user who logs in may not look at tasks
     * @throws RemoteException.Interrupted if the thread is interrupted
     */
    public NodeTasks read() {
        return new NodeTasks(
                Readings.ofAll(nodes, remote -> table(remote, deadline).tasks()));
    }

    /**
     * What is on one node now.
     *
     * @throws SystemException if the user who logs in may not look at tasks
     * @throws RemoteException if the node cannot be read
     */
    public static NodeTasks.OnNode read(Remote remote) {
        return table(remote, DEADLINE).tasks();
    }

    static ProcessTable table(Remote remote, Duration deadline) {
        Command command = LISTING.command().within(deadline);
        CommandResult result = remote.run(command);
        String listing = NodeScript.require(remote, result);
        if (result.truncated()) {
            throw new RemoteException.CommandFailed(
                    remote.node(), "its list of processes is longer than what is kept of a command's output", result);
        }
        return ProcessTable.parse(listing);
    }
}
