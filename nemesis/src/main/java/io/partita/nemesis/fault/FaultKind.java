package io.partita.nemesis.fault;

import io.partita.provisioning.system.SystemUnderTest;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/**
 * A kind of fault that can be asked for by name. Stateless. Kinds in a user's jar are found through
 * {@link java.util.ServiceLoader}.
 */
public interface FaultKind {

    /** The name on the command line, such as {@code partition-halves}. */
    String name();

    /** One sentence for {@code control list nemeses}. */
    String description();

    /** What it needs, in a few words: "iptables, 3 nodes". */
    String needs();

    /**
     * Whether {@code system} has what it needs of a system, or why not; touches no node, so that a plan can be refused
     * before a cluster is up.
     *
     * @param system may be {@code null}: there is none
     */
    default Availability suits(SystemUnderTest system) {
        return Availability.YES;
    }

    /** Whether it can be made here, or why not; only reads. */
    Availability availability(Environment environment);

    /**
     * Chooses the targets with {@code random}; reads from nodes where it must (who leads?), changes nothing.
     *
     * @throws FaultException if there is nothing to choose, such as no leader
     */
    Fault create(Environment environment, Random random);

    /** How long it lasts on {@code system} if that is its meaning; empty if that is for the schedule to say. */
    default Optional<Duration> lasts(SystemUnderTest system) {
        return Optional.empty();
    }

    /** Whether a schedule has steps for it at all; only {@code none} has not. */
    default boolean disturbs() {
        return true;
    }
}
