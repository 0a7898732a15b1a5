package io.partita.provisioning.system;

import io.partita.provisioning.remote.Command;

/**
 * A system that one command brings back on a node. The fault ledger and the node itself keep that command, so that a
 * killed or paused process can be brought back by whoever finds it, without this program.
 */
public interface Revivable {

    /**
     * The command that starts the system on the node called {@code node} if it does not run, continues it if it is
     * stopped, and else changes nothing. Declared idempotent; exits 0 only when the process exists and is not stopped.
     */
    Command revival(String node);
}
