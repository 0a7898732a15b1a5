package io.partita.provisioning.host;

import io.partita.provisioning.cluster.ClusterException;
import io.partita.provisioning.cluster.LocalProgram;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.CommandResult;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.remote.RemoteException;
import java.nio.file.Path;
import java.util.Optional;

/** This machine, used like a node, for work on the cluster in {@code directory}. */
record LocalMachine(Path directory) implements Remote {

    private static final String NAME = "host";

    @Override
    public String node() {
        return NAME;
    }

    @Override
    public CommandResult run(Command command) {
        try {
            LocalProgram.Outcome outcome =
                    LocalProgram.run(directory, command.argv(), command.stdin(), command.deadline());
            return new CommandResult(outcome.exitStatus(), Optional.empty(), outcome.stdout(), outcome.stderr(), false);
        } catch (ClusterException e) {
            throw Thread.currentThread().isInterrupted()
                    ? new RemoteException.Interrupted(NAME, e.getMessage(), e)
                    : new RemoteException.DeadlineExceeded(NAME, e.getMessage(), e);
        }
    }

    /** There is nothing faster here. */
    @Override
    public CommandResult runFast(Command command) {
        return run(command);
    }

    @Override
    public void upload(Path source, String target, int mode) {
        throw noCopies(target);
    }

    @Override
    public void write(String target, byte[] content, int mode) {
        throw noCopies(target);
    }

    @Override
    public void download(String source, Path target, long maxBytes) {
        throw noCopies(source);
    }

    private static UnsupportedOperationException noCopies(String file) {
        return new UnsupportedOperationException(file + " is on this machine: it is not copied to or from it");
    }

    /** Nothing: no connection is kept. */
    @Override
    public void close() {}
}
