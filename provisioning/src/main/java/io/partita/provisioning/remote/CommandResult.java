package io.partita.provisioning.remote;

import java.util.Optional;

/**
 * How a command ended on a node. A broken connection is never a result but a {@link RemoteException}.
 *
 * @param exitStatus the exit status, or -1 when a signal ended the command
 * @param signal the signal's name without SIG, such as {@code KILL}, when one ended the command
 * @param stdout standard output as UTF-8, cut at the session's limit
 * @param stderr standard error, likewise
 * @param truncated whether either stream was longer than the limit
 */
public record CommandResult(int exitStatus, Optional<String> signal, String stdout, String stderr, boolean truncated) {

    /** Whether the command exited with status 0. */
    public boolean succeeded() {
        return exitStatus == 0 && signal.isEmpty();
    }
}
