package io.partita.provisioning.system;

import io.partita.provisioning.remote.Command;

/** A system that one command kills on a node, so that something there can kill it again and again. */
public interface Crashable {

    /**
     * The command that sends SIGKILL to the system's servers on the node called {@code node} and not to a supervisor that
     * would start them again. Declared idempotent; does nothing if none runs; exits 0 once they are dead.
     */
    Command crashing(String node);
}
