package io.partita.provisioning.system;

import io.partita.provisioning.remote.Remote;
import java.util.Optional;

/** A system that says which processes it has on a node, so that one that was started again can be told from the one before. */
public interface HasProcess {

    /**
     * Which processes run on {@code node}: for each a word that no other has had since the node began, which is its number
     * there and its start time as in {@code /proc/NUMBER/stat}, {@code 417/90210}, with blanks between; empty if none runs.
     */
    Optional<String> process(Remote node);
}
