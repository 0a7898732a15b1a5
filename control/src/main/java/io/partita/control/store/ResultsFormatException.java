package io.partita.control.store;

/** A {@code results.json} or {@code plan.json} that cannot be understood; the message says which file, which field and what was expected. */
public final class ResultsFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ResultsFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
