package io.partita.provisioning.system;

import java.util.List;
import java.util.Objects;

/**
 * What one server says of the ensemble that it is in. Immutable.
 *
 * @param mode what it takes itself for, such as {@code leader}, {@code follower} or {@code observer}; empty if it does not
 *     answer
 * @param inStep how many followers with a vote are in step with it, if it leads
 * @param members the nodes of all members, in order; empty if it does not answer
 * @param version of this set of members, as the system writes it
 */
public record Membership(String mode, int inStep, List<String> members, String version) {

    public Membership {
        Objects.requireNonNull(mode, "mode is null");
        Objects.requireNonNull(version, "version is null");
        members = List.copyOf(members);
    }

    /** Whether it leads. */
    public boolean leads() {
        return mode.equals("leader");
    }

    /** Whether it leads or follows: it then has a vote if it is a member. One that is no member may follow all the same. */
    public boolean serves() {
        return leads() || mode.equals("follower");
    }
}
