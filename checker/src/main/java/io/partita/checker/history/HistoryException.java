package io.partita.checker.history;

/**
 * A sequence of events is not a history: it breaks a rule that every history keeps, so nothing can be judged. The
 * message names the place, the process and what to do.
 */
public final class HistoryException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public HistoryException(String message) {
        super(message);
    }
}
