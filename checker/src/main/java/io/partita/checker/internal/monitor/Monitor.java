package io.partita.checker.internal.monitor;

import io.partita.checker.internal.parts.Part;
import java.util.OptionalInt;

/**
 * Decides without a search whether one part is linearizable: a polynomial method for a kind of history. Whoever makes
 * one checks its preconditions first and makes none where they don't hold. Used once, by one thread.
 *
 * <p>Crashed operations ({@link Part#crashed}) may have taken effect at any time after
 * their invocation, or never; a crashed operation may have been invoked before the history began (invocation -1).
 */
public interface Monitor {

    /** Whether some order of the operations is legal; exact, never a guess. */
    boolean linearizable();

    /**
     * After {@link #linearizable} said no: the operation at whose return no order was legal any more, of which this
     * method need not know.
     */
    default OptionalInt stuck() {
        return OptionalInt.empty();
    }

    /**
     * After {@link #linearizable} said no: index of an event at which, probably, no order was legal any more and just
     * before one was. A hint where to look first, of which this method need not know.
     */
    default OptionalInt hint() {
        return OptionalInt.empty();
    }

    /** The hint {@code event}, or none if that is {@link Part#NEVER}. */
    static OptionalInt hintAt(int event) {
        return event == Part.NEVER ? OptionalInt.empty() : OptionalInt.of(event);
    }
}
