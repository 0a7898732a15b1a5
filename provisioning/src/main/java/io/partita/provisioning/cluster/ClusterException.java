package io.partita.provisioning.cluster;

/** A cluster could not be brought up, inspected or removed. The message says what, where and what to do next. */
public final class ClusterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ClusterException(String message) {
        super(message);
    }

    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
