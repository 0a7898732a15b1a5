package io.partita.provisioning.system;

import io.partita.provisioning.remote.Nodes;
import java.util.List;

/** A system with a leader. */
public interface HasLeader {

    /** The nodes that consider themselves leader right now: none during an election, two in a split brain. */
    List<String> leaders(Nodes nodes);
}
