package io.partita.provisioning.remote;

import java.nio.file.Path;

/**
 * One node, as the control node can use it. Safe for use by several threads. All methods throw
 * {@link RemoteException} when the node cannot be used.
 */
public interface Remote extends AutoCloseable {

    /** The node's name. */
    String node();

    /** Runs {@code command} and says how it ended, whatever the exit status. */
    CommandResult run(Command command);

    /**
     * Runs {@code command} on the long-lived shell of this node: the fast path for small commands (about 2 ms on a
     * local network). Commands given here run one after another; the same meaning as {@link #run} otherwise.
     */
    CommandResult runFast(Command command);

    /** Runs {@code command} and requires exit status 0, else throws {@link RemoteException.CommandFailed}. */
    default CommandResult require(Command command) {
        return requireSuccess(command, run(command));
    }

    /** As {@link #require}, on the fast path of {@link #runFast}. */
    default CommandResult requireFast(Command command) {
        return requireSuccess(command, runFast(command));
    }

    private CommandResult requireSuccess(Command command, CommandResult result) {
        if (!result.succeeded()) {
            String end = result.signal().map(s -> "was ended by SIG" + s).orElse("exited " + result.exitStatus());
            throw new RemoteException.CommandFailed(
                    node(),
                    "`" + command.words() + "` " + end + ": " + result.stderr().strip(),
                    result);
        }
        return result;
    }

    /** Copies a local file to {@code target} on the node, whole or not at all, with permissions {@code mode} (octal). */
    void upload(Path source, String target, int mode);

    /** Writes {@code content} to the file {@code target} on the node, whole or not at all. */
    void write(String target, byte[] content, int mode);

    /** Copies at most {@code maxBytes} from the end of the node's file {@code source} to a local file. */
    void download(String source, Path target, long maxBytes);

    /** Ends the connection. Commands under way end with {@link RemoteException.ConnectionLost}. */
    @Override
    void close();
}
