package io.partita.checker.online;

import io.partita.checker.history.Op;
import java.util.Objects;
import java.util.Optional;

/**
 * Judges one run while it goes on: takes its events in order and says so as soon as a violation is proven. Whatever it
 * reports, the checker of the same name finds in the finished history too; its silence proves nothing. Used by one
 * thread, for one run; after the first violation it may be asked no more.
 */
public interface OnlineChecker {

    /** The name of the checker whose verdict this one anticipates. */
    String name();

    /** Takes the next event, which comes soon after it happened; answers the violation that it completes. */
    Optional<Violation> take(Op event);

    /**
     * Called now and then between events: time for what takes longer than an event may. Decides itself whether it is
     * worth while.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    default Optional<Violation> lookBack() throws InterruptedException {
        return Optional.empty();
    }

    /** Why this one can't say anything more about some or all of what comes, in words; empty while it can. */
    default Optional<String> gaveUp() {
        return Optional.empty();
    }

    /**
     * A violation that no later event can make good.
     *
     * @param checker the checker's name
     * @param key the independent key it concerns, or {@code null}
     * @param index the event at which it was certain
     * @param time when that was, in ns since the run began
     * @param sentence what is wrong, for people
     */
    record Violation(String checker, Object key, long index, long time, String sentence) {
        public Violation {
            Objects.requireNonNull(checker, "checker is null");
            Objects.requireNonNull(sentence, "sentence is null");
        }
    }
}
