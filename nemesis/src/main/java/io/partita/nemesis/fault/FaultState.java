package io.partita.nemesis.fault;

/** Where a fault is in its life; {@link FaultLifecycle} has the moves. */
public enum FaultState {
    /** Chosen; no node has been touched. */
    NEW,
    /** Prepared; the system notices nothing. */
    READY,
    /** Injected on every node concerned. */
    ACTIVE,
    /** Told to end on every node concerned; not yet shown to have ended. */
    ENDING,
    /** Shown to have ended. */
    HEALED,
    /** A verb failed or its proof did: what the nodes are in is not known. */
    BROKEN,
    /** Nothing of it is left; the end. */
    REMOVED
}
