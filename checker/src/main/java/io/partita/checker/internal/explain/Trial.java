package io.partita.checker.internal.explain;

import io.partita.checker.internal.monitor.Monitor;
import io.partita.checker.internal.monitor.Monitors;
import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.parts.Resources;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import io.partita.checker.internal.search.Search;
import io.partita.checker.model.Model;
import java.util.Optional;
import java.util.OptionalInt;

/** Asks of a changed part whether it is linearizable, and spends little on it. */
final class Trial {

    /** What came of it. */
    enum Answer {
        LEGAL,
        ILLEGAL,
        /** Its share of the budget ended first. */
        UNDECIDED
    }

    private static final long MONITOR_BYTES = 120;
    private static final long MOST_BYTES = 256L << 20;

    /** One hard trial must not take the time of all others. */
    private static final int SHARE = 4;

    private final Resources resources;
    private OptionalInt hint = OptionalInt.empty();

    Trial(Resources resources) {
        this.resources = resources;
    }

    /** Where, if the last answer was illegal, the place of the violation may be found: {@link Monitor#hint}. */
    OptionalInt hint() {
        return hint;
    }

    <S> Answer of(Model<S> model, Part part) throws InterruptedException {
        if (!resources.hasTime()) {
            return Answer.UNDECIDED;
        }
        try (Account account = new Account(resources.slice(resources.nanosLeft() / SHARE, MOST_BYTES))) {
            account.reserve(MONITOR_BYTES * part.size());
            Optional<Monitor> monitor = Monitors.of(model, part);
            boolean legal = monitor.isPresent()
                    ? monitor.get().linearizable()
                    : new Search<>(part, model, account).linearizable();
            hint = monitor.isPresent() && !legal ? monitor.get().hint() : OptionalInt.empty();
            return legal ? Answer.LEGAL : Answer.ILLEGAL;
        } catch (ExhaustedException e) {
            return Answer.UNDECIDED;
        }
    }
}
