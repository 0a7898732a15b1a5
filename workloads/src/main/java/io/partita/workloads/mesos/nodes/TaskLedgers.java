package io.partita.workloads.mesos.nodes;

import io.partita.provisioning.remote.CommandResult;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.remote.RemoteException;
import io.partita.provisioning.system.NodeScript;
import java.time.Duration;
import java.util.Objects;

/** Reads what tasks wrote on the nodes, on channels of its own. Safe for use by several threads. */
public final class TaskLedgers {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final NodeScript LEDGER = NodeScript.beside(TaskLedgers.class, "ledger.sh");

    private final TaskProgram program;
    private final Nodes nodes;
    private final NodeClocks clocks;

    private TaskLedgers(TaskProgram program, Nodes nodes, NodeClocks clocks) {
        this.program = Objects.requireNonNull(program, "program is null");
        this.nodes = Objects.requireNonNull(nodes, "nodes is null");
        this.clocks = Objects.requireNonNull(clocks, "clocks is null");
    }

    /** The ledgers of {@code program} on {@code nodes}, on the time line that {@code clocks} has been measured on. */
    public static TaskLedgers of(TaskProgram program, Nodes nodes, NodeClocks clocks) {
        return new TaskLedgers(program, nodes, clocks);
    }

    /**
     * Everything that was written so far. The nodes are read at the same time.
     *
     * @throws RemoteException.Interrupted if the thread is interrupted
     */
    public TaskLedger read() {
        return new TaskLedger(Readings.ofAll(nodes, this::read));
    }

    private TaskLedger.OnNode read(Remote remote) {
        CommandResult result = remote.run(LEDGER.command(program.home()).within(DEADLINE));
        String ledger = NodeScript.require(remote, result);
        if (result.truncated()) {
            throw new RemoteException.CommandFailed(
                    remote.node(), "its ledger is longer than what is kept of a command's output", result);
        }
        return LedgerLines.parse(remote.node(), ledger, (bootId, uptime) -> clocks.at(remote.node(), bootId, uptime));
    }
}
