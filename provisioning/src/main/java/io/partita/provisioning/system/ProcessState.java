package io.partita.provisioning.system;

/** What the kernel of a node says about a system's main process there. */
public enum ProcessState {
    /** It exists and is not stopped. */
    RUNNING,
    /** It exists and is stopped by a signal or a freezer. */
    PAUSED,
    /** It does not exist, or is a zombie. */
    DEAD
}
