package io.partita.provisioning.system;

/** A system under test could not be installed, started or brought to readiness. */
public final class SystemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SystemException(String message) {
        super(message);
    }

    public SystemException(String message, Throwable cause) {
        super(message, cause);
    }
}
