package io.partita.testbed.marathon.store;

/** Something could not be stored or read. */
public final class StoreFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** ZooKeeper did not confirm in time: unknown whether the change took place. */
        TIMEOUT,
        /** Another leader took over: the change did not take place. */
        DEPOSED,
        /** Something newer is stored: the change did not take place. */
        STALE
    }

    private final Reason reason;

    StoreFailure(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
