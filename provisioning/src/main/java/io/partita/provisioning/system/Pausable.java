package io.partita.provisioning.system;

import io.partita.provisioning.remote.Remote;

/** A system whose process on a node can be stopped for a while and continued. */
public interface Pausable {

    /** Sends SIGSTOP to the system's processes on {@code node}; does nothing if none runs. */
    void pause(Remote node);

    /** Sends SIGCONT to the system's processes on {@code node}; idempotent. */
    void resume(Remote node);

    /** The state of the system's process on {@code node}, read from the node's kernel; changes nothing. */
    ProcessState state(Remote node);
}
