package io.partita.provisioning.system;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import java.util.List;
import java.util.Map;

/**
 * A system whose servers are the members of an ensemble, and whose members can be changed while it serves. Its commands run
 * on any node that has such a server, so that whoever finds one can undo what was done, without this program.
 */
public interface HasMembers {

    /** The nodes that have a server which is a member, or may be one, in order. */
    List<String> ensemble(Nodes nodes);

    /** What the server on each of {@link #ensemble} says of the ensemble; reads only. */
    Map<String, Membership> memberships(Nodes nodes);

    /**
     * The command that takes the servers on {@code members} out of the ensemble. Idempotent; exits 0 once they are out of
     * it, and else when no server could do it.
     */
    Command removal(Nodes nodes, List<String> members);

    /** The command that puts the servers on {@code members} into the ensemble again; as {@link #removal}. */
    Command addition(Nodes nodes, List<String> members);

    /** The command that exits 0 if and only if the servers on {@code members} are in the ensemble. Idempotent. */
    Command membershipCheck(Nodes nodes, List<String> members);
}
