package io.partita.nemesis.fault;

import java.util.Objects;

/** Whether a kind of fault can be made in an environment. */
public sealed interface Availability {

    /** It can. */
    Availability YES = new Available();

    /** It cannot, because of {@code reason}: what is missing, where, and what mends it. */
    static Availability no(String reason) {
        return new Unavailable(reason);
    }

    /** The fault can be made. */
    record Available() implements Availability {}

    /** The fault cannot be made. */
    record Unavailable(String reason) implements Availability {
        public Unavailable {
            Objects.requireNonNull(reason, "reason is null");
        }
    }
}
