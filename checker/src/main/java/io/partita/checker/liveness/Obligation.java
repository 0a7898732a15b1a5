package io.partita.checker.liveness;

import java.time.Duration;
import java.util.Objects;

/**
 * Something that a system owes from one moment of a history on, and by when. Immutable.
 *
 * <p>It begins with an event that leaves no doubt: a request that was acknowledged, a process that was certainly dead. An
 * operation of unknown outcome owes nothing.
 *
 * @param kind what obligations of this sort are called, such as {@code replacement}: rules and figures are by kind
 * @param subject whom it concerns, such as {@code task web.123}
 * @param unmet what to say when it is missed, without a time, such as {@code task web.123, killed on n3, was not replaced}
 * @param since when it began
 * @param bound how much running time the system has, as its settings promise it: see {@link Liveness}
 * @param met the completion of the first observation that shows it met, or {@code null}
 * @param cancelled when it ceased to be owed, such as by a request to delete the app, or {@code null}
 */
public record Obligation(
        String kind, String subject, String unmet, Moment since, Duration bound, Moment met, Moment cancelled) {

    public Obligation {
        Objects.requireNonNull(kind, "kind is null");
        Objects.requireNonNull(subject, "subject is null");
        Objects.requireNonNull(unmet, "unmet is null");
        Objects.requireNonNull(since, "since is null");
        Nanos.positive(bound, "the bound of " + kind + " of " + subject);
        notBefore(since, met, kind, subject, "met");
        notBefore(since, cancelled, kind, subject, "cancelled");
    }

    /** One that is never met, until {@link #metAt} says otherwise. */
    public static Obligation of(String kind, String subject, String unmet, Moment since, Duration bound) {
        return new Obligation(kind, subject, unmet, since, bound, null, null);
    }

    /** This one, met at {@code moment}. */
    public Obligation metAt(Moment moment) {
        return new Obligation(kind, subject, unmet, since, bound, moment, cancelled);
    }

    /** This one, no longer owed from {@code moment} on; what was missed before remains missed. */
    public Obligation cancelledAt(Moment moment) {
        return new Obligation(kind, subject, unmet, since, bound, met, moment);
    }

    private static void notBefore(Moment since, Moment end, String kind, String subject, String what) {
        if (end != null && (end.time() < since.time() || end.index() < since.index())) {
            throw new IllegalArgumentException("the " + kind + " of " + subject + " is " + what + " at event "
                    + end.index() + " (" + Nanos.moment(end.time()) + "), before it began at event " + since.index()
                    + " (" + Nanos.moment(since.time()) + ")");
        }
    }
}
