package io.partita.control.run;

/** Another run uses the cluster. The message says who and since when. */
public final class ClusterBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ClusterBusyException(String message) {
        super(message);
    }
}
