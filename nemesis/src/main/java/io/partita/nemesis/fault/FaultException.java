package io.partita.nemesis.fault;

/** A fault cannot be made, or made certain. The message says which one, why, and what to do. */
public final class FaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FaultException(String message) {
        super(message);
    }

    public FaultException(String message, Throwable cause) {
        super(message, cause);
    }
}
