package io.partita.nemesis.fault;

import io.partita.provisioning.system.Provision;
import io.partita.provisioning.system.SystemUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A kind of fault that can be asked for by name. Stateless. Kinds in a user's jar are found through
 * {@link java.util.ServiceLoader}.
 */
public interface FaultKind {

    /** The name on the command line, such as {@code partition-halves}; of an {@link #ordered} one the order's text. */
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

    /**
     * What must be in place before the system is installed. Whoever installs it hands this to
     * {@link io.partita.provisioning.system.Provisionable}; without, the fault is not available.
     */
    default Set<Provision> provisions() {
        return Set.of();
    }

    /** How few nodes it can be made on. */
    default int leastNodes() {
        return 1;
    }

    /**
     * Whether a swarm that names no faults may draw it: any cluster can have it, and a system that keeps its promises gets
     * over it, however often it comes, and goes on with its work meanwhile. Not so what destroys data, what changes who is a
     * member, what takes a majority away, and what needs more than every node has.
     */
    default boolean inSwarm() {
        return false;
    }

    /** On whom if nothing is said, as the text of a target; empty if it takes no target, or that is not said in such words. */
    default Optional<String> usualTarget() {
        return Optional.empty();
    }

    /** What can be said about it besides its target. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /**
     * The same kind as {@code order} wants it: its name is the order's text, and {@link #create} goes by the order's target
     * and parameters. Touches no node.
     *
     * @throws IllegalArgumentException if this kind takes no target or no such parameter, or a value is out of range; says
     *     what would do
     */
    default FaultKind ordered(FaultOrder order) {
        if (order.isPlain()) {
            return this;
        }
        throw new IllegalArgumentException(name() + " takes no target and no parameters, it was given " + order);
    }

    /** Whether a schedule has steps for it at all; only {@code none} has not. */
    default boolean disturbs() {
        return true;
    }
}
