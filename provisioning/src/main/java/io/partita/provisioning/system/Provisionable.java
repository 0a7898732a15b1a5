package io.partita.provisioning.system;

import java.util.Set;

/** A system that can be installed in such a way that faults can do to it what they otherwise could not. */
public interface Provisionable {

    /** What it can be provided with. */
    Set<Provision> provisions();

    /**
     * The same system with {@code wanted} in place, to be used instead of this one from its installation to its removal.
     *
     * @throws IllegalArgumentException if it cannot have one of them
     */
    SystemUnderTest provided(Set<Provision> wanted);

    /**
     * {@code system} with {@code wanted} in place; itself if that is nothing.
     *
     * @throws IllegalArgumentException if it cannot have one of them; names it
     */
    static SystemUnderTest provide(SystemUnderTest system, Set<Provision> wanted) {
        if (wanted.isEmpty()) {
            return system;
        }
        for (Provision each : wanted) {
            if (!(system instanceof Provisionable able) || !able.provisions().contains(each)) {
                throw new IllegalArgumentException(system.name() + " cannot be installed with " + each.words());
            }
        }
        return ((Provisionable) system).provided(wanted);
    }
}
