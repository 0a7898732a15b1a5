package io.partita.provisioning.system;

import io.partita.provisioning.remote.Remote;

/** A system whose process on a node can be killed and started again. */
public interface Killable {

    /** Sends SIGKILL to the system's processes on {@code node}; does nothing if none runs. */
    void kill(Remote node);

    /** Starts the system on {@code node} if it does not run; returns once the process exists. */
    void start(Remote node);

    /** The state of the system's process on {@code node}, read from the node's kernel; changes nothing. */
    ProcessState state(Remote node);
}
