package io.partita.nemesis.target;

import java.util.List;
import java.util.Optional;

/** What a {@link Target} is chosen from: the nodes and who they are at this moment. */
public interface Scene {

    /** All nodes of the cluster, in order. */
    List<String> nodes();

    /** The nodes that come into question for what is to be done, in order: those that have such servers, say. */
    List<String> candidates();

    /** Whether no other fault holds {@code node}: what is drawn by chance is drawn of such nodes. */
    boolean isFree(String node);

    /**
     * The nodes that have servers of the role called {@code label}, in order.
     *
     * @throws IllegalArgumentException if the system has no such role; says which it has
     */
    List<String> role(String label);

    /**
     * The nodes that lead at this moment, in order; an election under way may be waited for.
     *
     * @param label among the servers of which role; empty for the system as a whole
     * @throws IllegalArgumentException if nobody says who leads there
     */
    List<String> leaders(Optional<String> label);
}
